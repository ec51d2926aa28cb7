import type { LoadBalancer } from "../../state/balancing.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { ownLoadBalancer } from "./resources.ts";

interface ModifyAttributes {
  LoadBalancerArn: string;
  Attributes: { Key?: string; Value?: string }[];
}

const crossZone = "load_balancing.cross_zone.enabled";
const deletionProtection = "deletion_protection.enabled";

export function describeLoadBalancerAttributes(input: { LoadBalancerArn: string }, call: Call): object {
  return { Attributes: attributesOf(ownLoadBalancer(input.LoadBalancerArn, call)) };
}

export function modifyLoadBalancerAttributes(input: ModifyAttributes, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  for (const { Key, Value } of input.Attributes) {
    if (Key === crossZone) balancer.crossZone = Value === "true";
    else if (Key === deletionProtection) balancer.deletionProtection = Value === "true";
    else
      throw new AwsError(
        "InvalidConfigurationRequest",
        `Load balancer attribute key '${Key}' is not recognized`,
      );
  }
  return { Attributes: attributesOf(balancer) };
}

function attributesOf(balancer: LoadBalancer): object[] {
  return [
    { Key: crossZone, Value: String(balancer.crossZone) },
    { Key: deletionProtection, Value: String(balancer.deletionProtection) },
  ];
}

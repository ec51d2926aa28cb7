import { vpcDns } from "../../state/vpcDns.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { ownVpc } from "./vpcs.ts";

interface ModifyVpcAttribute {
  VpcId: string;
  EnableDnsSupport?: { Value?: boolean };
  EnableDnsHostnames?: { Value?: boolean };
  EnableNetworkAddressUsageMetrics?: { Value?: boolean };
}

/** One attribute per call. */
export function describeVpcAttribute(input: { VpcId: string; Attribute: string }, call: Call): object {
  const vpc = ownVpc(input.VpcId, call);
  const { support, hostnames } = vpcDns(call.world, vpc);
  const attributes: Readonly<Record<string, object>> = {
    enableDnsSupport: { EnableDnsSupport: { Value: support } },
    enableDnsHostnames: { EnableDnsHostnames: { Value: hostnames } },
    enableNetworkAddressUsageMetrics: { EnableNetworkAddressUsageMetrics: { Value: false } },
  };
  const attribute = attributes[input.Attribute];
  if (attribute !== undefined) return { VpcId: vpc.id, ...attribute };
  const message = `Value (${input.Attribute}) for parameter attribute is invalid. Unknown VPC attribute.`;
  throw new AwsError("InvalidParameterValue", message);
}

/** One attribute per call. Host names are answered by the VPC's resolver, so they can only be enabled while it is. */
export function modifyVpcAttribute(input: ModifyVpcAttribute, call: Call): object {
  const { world } = call;
  const vpc = ownVpc(input.VpcId, call);
  const { EnableDnsSupport, EnableDnsHostnames, EnableNetworkAddressUsageMetrics } = input;
  const given = [EnableDnsSupport, EnableDnsHostnames, EnableNetworkAddressUsageMetrics];
  if (given.filter((attribute) => attribute !== undefined).length !== 1) {
    throw new AwsError("InvalidParameterCombination", "Exactly one attribute can be modified at a time.");
  }
  const known = vpcDns(world, vpc);
  const support = EnableDnsSupport?.Value ?? known.support;
  const hostnames = EnableDnsHostnames?.Value ?? known.hostnames;
  if (EnableDnsHostnames?.Value === true && !support) {
    throw new AwsError(
      "InvalidParameterCombination",
      "DNS hostnames can only be enabled while DNS support is enabled.",
    );
  }
  world.vpcDns.set(vpc.id, { ...known, support, hostnames });
  return {};
}

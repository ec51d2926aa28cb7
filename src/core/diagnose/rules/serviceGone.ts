import { parseServiceName } from "../../model/serviceName.ts";
import { displayName } from "../../model/tags.ts";
import { found, proofFrom } from "../found.ts";
import type { Rule } from "../rule.ts";

const gone: ReadonlySet<string> = new Set(["deleting", "deleted", "failed"]);

/** A10: the service does not exist any more, or leads nowhere. */
export const serviceGone: Rule = ({ provider }, { serviceName }) => {
  if (provider?.service.seen !== true) return [];
  const service = provider.service.value;
  const resource = service?.id ?? parseServiceName(serviceName)?.serviceId ?? serviceName;
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpointServiceConfigurations", resource });
  const parameters = { service: service === undefined ? serviceName : displayName(service) };
  const state = service?.state;
  if (service === undefined) {
    const proof = [wrong("ServiceConfigurations", undefined)];
    return [found("A10", { parameters: { ...parameters, state: "deleted" }, proof })];
  }
  if (state !== undefined && gone.has(state)) {
    const proof = [wrong("ServiceConfigurations[0].ServiceState", state)];
    return [found("A10", { parameters: { ...parameters, state }, proof })];
  }
  if (service.loadBalancerArns.length > 0 || service.isGateway) return [];
  const proof = [wrong("ServiceConfigurations[0].NetworkLoadBalancerArns", undefined)];
  return [found("A10", { parameters: { ...parameters, state: "empty" }, proof })];
};

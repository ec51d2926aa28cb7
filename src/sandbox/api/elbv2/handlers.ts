import { type Tags, tagList } from "../../state/tags.ts";
import type { Call, Handlers } from "../call.ts";
import { describeLoadBalancerAttributes, modifyLoadBalancerAttributes } from "./attributes.ts";
import { createLoadBalancer } from "./createLoadBalancer.ts";
import { createListener, deleteListener, describeListeners } from "./listeners.ts";
import { deleteLoadBalancer, describeLoadBalancers, setSecurityGroups } from "./loadBalancers.ts";
import { ownListener, ownLoadBalancer, ownTargetGroup } from "./resources.ts";
import { createTargetGroup, deleteTargetGroup, describeTargetGroups } from "./targetGroups.ts";
import { deregisterTargets, describeTargetHealth, registerTargets } from "./targets.ts";

export const elbv2Handlers: Handlers = {
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateTargetGroup: createTargetGroup,
  DeleteListener: deleteListener,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteTargetGroup: deleteTargetGroup,
  DeregisterTargets: deregisterTargets,
  DescribeListeners: describeListeners,
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeTags: describeTags,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  RegisterTargets: registerTargets,
  SetSecurityGroups: setSecurityGroups,
};

function describeTags(input: { ResourceArns: string[] }, call: Call): object {
  const TagDescriptions = input.ResourceArns.map((arn) => ({
    ResourceArn: arn,
    Tags: tagList(tagsOf(arn, call)),
  }));
  return { TagDescriptions };
}

function tagsOf(arn: string, call: Call): Tags {
  if (arn.includes(":targetgroup/")) return ownTargetGroup(arn, call).tags;
  return (arn.includes(":listener/") ? ownListener(arn, call) : ownLoadBalancer(arn, call)).tags;
}

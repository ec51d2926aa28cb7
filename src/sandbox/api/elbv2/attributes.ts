import type { LoadBalancer } from "../../state/balancing.ts";
import type { Call } from "../call.ts";
import {
  type Attribute,
  attributesOutput,
  checkedAttributes,
  listenerRules,
  loadBalancerRules,
  refused,
  targetGroupRules,
} from "./attributeRules.ts";
import { ownListener, ownLoadBalancer, ownTargetGroup } from "./resources.ts";

interface ModifyLoadBalancer {
  LoadBalancerArn: string;
  Attributes: Attribute[];
}

interface ModifyTargetGroup {
  TargetGroupArn: string;
  Attributes: Attribute[];
}

interface ModifyListener {
  ListenerArn: string;
  Attributes: Attribute[];
}

/** Kept and shown; the interfaces get no further addresses for it (ledger: secondary-addresses). */
const secondaryIps = "secondary_ips.auto_assigned.per_subnet";

export function describeLoadBalancerAttributes(input: { LoadBalancerArn: string }, call: Call): object {
  return { Attributes: loadBalancerAttributes(ownLoadBalancer(input.LoadBalancerArn, call)) };
}

export function modifyLoadBalancerAttributes(input: ModifyLoadBalancer, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  const changes = checkedAttributes(input.Attributes, loadBalancerRules(balancer));
  const addresses = changes.find(([key]) => key === secondaryIps)?.[1];
  if (Number(addresses) < Number(balancer.attributes.get(secondaryIps) ?? 0)) {
    throw refused("The number of secondary IP addresses per subnet cannot be decreased");
  }
  for (const [key, value] of changes) {
    if (key === "load_balancing.cross_zone.enabled") balancer.crossZone = value === "true";
    else if (key === "deletion_protection.enabled") balancer.deletionProtection = value === "true";
    else balancer.attributes.set(key, value);
  }
  return { Attributes: loadBalancerAttributes(balancer) };
}

export function describeTargetGroupAttributes(input: { TargetGroupArn: string }, call: Call): object {
  const group = ownTargetGroup(input.TargetGroupArn, call);
  return { Attributes: attributesOutput(group, targetGroupRules(group)) };
}

export function modifyTargetGroupAttributes(input: ModifyTargetGroup, call: Call): object {
  const group = ownTargetGroup(input.TargetGroupArn, call);
  if (group.targetType === "alb")
    throw refused("The attributes of a target group with the target type 'alb' cannot be modified");
  const rules = targetGroupRules(group);
  for (const [key, value] of checkedAttributes(input.Attributes, rules)) group.attributes.set(key, value);
  return { Attributes: attributesOutput(group, rules) };
}

export function describeListenerAttributes(input: { ListenerArn: string }, call: Call): object {
  const listener = ownListener(input.ListenerArn, call);
  return { Attributes: attributesOutput(listener, listenerRules(listener)) };
}

export function modifyListenerAttributes(input: ModifyListener, call: Call): object {
  const listener = ownListener(input.ListenerArn, call);
  const rules = listenerRules(listener);
  const changes = checkedAttributes(input.Attributes, rules);
  for (const [key, value] of changes) listener.attributes.set(key, value);
  return { Attributes: attributesOutput(listener, rules) };
}

function loadBalancerAttributes(balancer: LoadBalancer): object[] {
  const attributes = new Map([
    ...balancer.attributes,
    ["load_balancing.cross_zone.enabled", String(balancer.crossZone)],
    ["deletion_protection.enabled", String(balancer.deletionProtection)],
  ]);
  return attributesOutput({ attributes }, loadBalancerRules(balancer));
}

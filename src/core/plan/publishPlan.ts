import type { PlanContext } from "./context.ts";
import { createListener, newLoadBalancerSteps } from "./loadBalancerSteps.ts";
import type { Application, PublishIntent, Targets } from "./publishIntent.ts";
import { type Sample, sampleGroup, sampleSteps } from "./sampleSteps.ts";
import { allowIngress, createSecurityGroup, type IngressRule } from "./securityGroupSteps.ts";
import { loadBalancerArn, serviceSteps } from "./serviceSteps.ts";
import { from, type Plan, type Step } from "./step.ts";
import { targetSteps } from "./targetSteps.ts";

/** The provider's side: application, load balancer with its security group, endpoint service, allowed principals. */
export function publishPlan(intent: PublishIntent): Plan {
  const context: PlanContext = { planId: intent.planId, scope: intent.scope, tags: intent.options.tags };
  const { application, loadBalancer } = intent;
  const steps: readonly Step[] = [
    ...loadBalancerGroupSteps(context, intent),
    ...(application === undefined ? [] : applicationSteps(context, intent, application)),
    ...(loadBalancer.kind === "new" ? newLoadBalancerSteps(context, intent.name, loadBalancer) : []),
    ...(application === undefined
      ? []
      : [createListener(context, intent.name, loadBalancer.listenerPort, loadBalancerArn(intent))]),
    ...serviceSteps(context, intent),
  ];
  return { id: intent.planId, flow: "publish", name: intent.name, steps };
}

/** The sample if it is wanted, the rules that let the load balancer in, and the target group. */
function applicationSteps(
  context: PlanContext,
  intent: PublishIntent,
  application: Application,
): readonly Step[] {
  const sample = sampleOf(intent, application);
  const targets = targetsOf(intent, application);
  return [
    ...(sample === undefined ? [] : [sampleGroup(context, sample)]),
    ...targetRuleSteps(context, intent, application, targets),
    ...(sample === undefined ? [] : sampleSteps(context, sample)),
    ...targetSteps(context, intent, application, targets),
  ];
}

function sampleOf({ name, vpcId }: PublishIntent, { targets, port }: Application): Sample | undefined {
  if (targets.kind !== "sample") return undefined;
  return { name, vpcId, port, subnetId: targets.subnetId, runtime: targets.runtime };
}

function targetsOf({ name }: PublishIntent, { targets }: Application): Targets {
  switch (targets.kind) {
    case "sample":
      return {
        type: "instance",
        ids: [{ id: from("instance", "instanceId") }],
        groups: [{ id: from("app-group", "groupId"), name: `${name}-app` }],
      };
    case "instances":
      return { type: "instance", ids: targets.instances, groups: groupsOf(targets.instances) };
    case "addresses":
      return {
        type: "ip",
        ids: targets.addresses.map(({ ip, zoneId }) => ({
          id: ip,
          ...(zoneId === undefined && { outside: true as const }),
        })),
        groups: groupsOf(targets.addresses),
      };
    case "applicationLoadBalancer":
      return { type: "alb", ids: [{ id: targets.arn }], groups: groupsOf([targets]) };
  }
}

type Group = Targets["groups"][number];

function groupsOf(targets: readonly { readonly group?: Group }[]): readonly Group[] {
  const groups = targets.flatMap(({ group }) => group ?? []);
  return [...Map.groupBy(groups, ({ id }) => id).values()].flatMap((alike) => {
    const [group] = alike;
    if (group === undefined) return [];
    // What one of its members is shut for has to be opened.
    const shut = alike.some((each) => each.shut === undefined)
      ? {}
      : { shut: alike.flatMap((each) => each.shut ?? []) };
    return [{ id: group.id, name: group.name, ...shut }];
  });
}

/** A load balancer made without a security group can never get one, so a new one always gets its own. */
function loadBalancerGroupSteps(
  context: PlanContext,
  { name, vpcId, loadBalancer }: PublishIntent,
): readonly Step[] {
  const { clientCidrs, listenerPort } = loadBalancer;
  const group =
    loadBalancer.kind === "existing"
      ? loadBalancer.group
      : { id: from("nlb-group", "groupId"), name: `${name}-nlb` };
  const creation = createSecurityGroup(context, "nlb-group", {
    name: group.name,
    description: `Load balancer of ${name}`,
    vpcId,
  });
  const rules = allowIngress(context, "nlb-rule", {
    groupId: group.id,
    groupName: group.name,
    port: listenerPort,
    source: { cidrs: clientCidrs },
    reason: "privateLinkClients",
    description: "PrivateLink clients",
  });
  return [...(loadBalancer.kind === "new" ? [creation] : []), ...rules];
}

function targetRuleSteps(
  context: PlanContext,
  intent: PublishIntent,
  { port }: Application,
  { groups }: Targets,
): readonly Step[] {
  return groups.flatMap(({ id, name, shut }, index) =>
    allowIngress(context, `target-rule-${index + 1}`, {
      groupId: id,
      groupName: name,
      port,
      ...loadBalancerSource(intent, shut),
      description: `Load balancer of ${intent.name}`,
    }),
  );
}

/**
 * With inbound rules enforced AWS recommends naming the load balancer's group; without, its addresses, which lie in
 * its subnets: all of them, or those that are shut.
 */
function loadBalancerSource(
  { name, loadBalancer }: PublishIntent,
  shut: readonly string[] = loadBalancer.subnets.map(({ cidr }) => cidr),
): Pick<IngressRule, "source" | "reason"> {
  const byAddress = {
    source: { cidrs: shut },
    reason: "loadBalancerAddresses",
  } as const;
  if (loadBalancer.kind === "new") {
    if (loadBalancer.clientCidrs.length === 0) return byAddress;
    const source = { groupId: from("nlb-group", "groupId"), group: `${name}-nlb` };
    return { source, reason: "loadBalancerGroup" };
  }
  if (!loadBalancer.enforcesInboundRules) return byAddress;
  const { id, name: group } = loadBalancer.group;
  return { source: { groupId: id, group }, reason: "loadBalancerGroup" };
}

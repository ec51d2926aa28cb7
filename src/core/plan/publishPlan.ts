import type { PlanContext } from "./context.ts";
import { loadBalancerSteps } from "./loadBalancerSteps.ts";
import type { PublishIntent, Targets } from "./publishIntent.ts";
import { sampleSteps } from "./sampleSteps.ts";
import { allowIngress, createSecurityGroup } from "./securityGroupSteps.ts";
import { serviceSteps } from "./serviceSteps.ts";
import { from, type Plan, type Step } from "./step.ts";

/** The provider's side: application, load balancer with its security group, endpoint service, allowed principals. */
export function publishPlan(intent: PublishIntent): Plan {
  const context: PlanContext = { planId: intent.planId, scope: intent.scope };
  const sample =
    intent.application.kind === "sample" ? sampleSteps(context, intent, intent.application.subnetId) : [];
  const targets = targetsOf(intent);
  const steps: readonly Step[] = [
    ...loadBalancerGroupSteps(context, intent),
    ...sample.filter(({ id }) => id === "app-group"),
    ...targetRuleSteps(context, intent, targets),
    ...sample.filter(({ id }) => id !== "app-group"),
    ...loadBalancerSteps(context, intent, targets),
    ...serviceSteps(context, intent),
  ];
  return { id: intent.planId, flow: "publish", name: intent.name, steps };
}

function targetsOf({ application, name }: PublishIntent): Targets {
  if (application.kind === "sample") {
    return {
      ids: [from("instance", "instanceId")],
      zoneIds: [application.zoneId],
      groups: [{ id: from("app-group", "groupId"), name: `${name}-app` }],
    };
  }
  const groupIds = [...new Set(application.instances.map(({ groupId }) => groupId))];
  return {
    ids: application.instances.map(({ id }) => id),
    zoneIds: application.instances.map(({ zoneId }) => zoneId),
    groups: groupIds.map((id) => ({ id, name: id })),
  };
}

/** A load balancer made without a security group can never get one, so it always gets its own. */
function loadBalancerGroupSteps(context: PlanContext, intent: PublishIntent): readonly Step[] {
  const name = `${intent.name}-nlb`;
  const group = createSecurityGroup(context, "nlb-group", {
    name,
    description: `Load balancer of ${intent.name}`,
    vpcId: intent.vpcId,
  });
  if (intent.clientCidrs.length === 0) return [group];
  const rule = allowIngress(context, "nlb-rule", {
    groupId: from("nlb-group", "groupId"),
    groupName: name,
    port: intent.listenerPort,
    source: { cidrs: intent.clientCidrs },
    description: "PrivateLink clients",
  });
  return [group, rule];
}

/**
 * With inbound rules enforced AWS recommends naming the load balancer's group; without, its addresses, which lie in
 * its subnets.
 */
function targetRuleSteps(context: PlanContext, intent: PublishIntent, { groups }: Targets): readonly Step[] {
  const source =
    intent.clientCidrs.length > 0
      ? { groupId: from("nlb-group", "groupId"), group: `${intent.name}-nlb` }
      : { cidrs: intent.subnets.map(({ cidr }) => cidr) };
  return groups.map(({ id, name }, index) =>
    allowIngress(context, `target-rule-${index + 1}`, {
      groupId: id,
      groupName: name,
      port: intent.targetPort,
      source,
      description: `Load balancer of ${intent.name}`,
    }),
  );
}

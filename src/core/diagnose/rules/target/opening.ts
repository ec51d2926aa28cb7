import type { PlanContext } from "../../../plan/context.ts";
import { allowIngress } from "../../../plan/securityGroupSteps.ts";
import type { Step } from "../../../plan/step.ts";
import { seenItems } from "../../evidence/seen.ts";
import { attachedGroups } from "../../packet/securityGroups.ts";
import type { Leg } from "./legs.ts";

/** Lets a load balancer's nodes in on ports of the targets at the end of some legs, which share their security groups. */
export function openTargets(
  context: PlanContext,
  id: string,
  legs: readonly Leg[],
  ports: readonly number[],
): readonly Step[] {
  const [leg] = legs;
  const groupId = leg?.instance.securityGroupIds[0];
  if (leg === undefined || groupId === undefined) return [];
  const groupName = nameOf(leg, groupId);
  return ports.flatMap((port) =>
    allowIngress(context, ports.length === 1 ? id : `${id}-${port}`, {
      groupId,
      groupName,
      port,
      ...sourceOf(leg, legs),
      description: `Load balancer ${leg.behind.balancer.name}`,
    }),
  );
}

/** What stands for the nodes in a rule: their group as AWS recommends, or else the blocks of their subnets. */
function sourceOf(leg: Leg, legs: readonly Leg[]) {
  const { balancer } = leg.behind;
  const [groupId] = balancer.securityGroupIds;
  if (groupId !== undefined && balancer.enforcesInboundRules && leg.instance.vpcId === balancer.vpcId) {
    return { source: { groupId, group: nameOf(leg, groupId) }, reason: "loadBalancerGroup" } as const;
  }
  return { source: { cidrs: nodeCidrs(legs) }, reason: "loadBalancerAddresses" } as const;
}

/** The blocks of the nodes' subnets: a node may get another address in its own. */
function nodeCidrs(legs: readonly Leg[]): readonly string[] {
  const cidrs = legs.map(({ behind, node }) => {
    const subnet = seenItems(behind.provider.network.subnets).find(({ id }) => id === node.subnetId);
    return subnet === undefined || subnet.cidr === "" ? `${node.ip}/32` : subnet.cidr;
  });
  return [...new Set(cidrs)].sort();
}

function nameOf({ behind }: Leg, groupId: string): string {
  const [group] = attachedGroups(behind.provider.network.securityGroups, [groupId]);
  return group?.name ?? groupId;
}

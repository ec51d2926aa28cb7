import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { allowEgress } from "../../../plan/securityGroupSteps.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { planFix } from "../../fixes.ts";
import { found } from "../../found.ts";
import { type Answer, attachedGroups, groupsAllow } from "../../packet/securityGroups.ts";
import type { Rule } from "../../rule.ts";
import { type Behind, behindService, groupNames, list } from "../behind.ts";
import { groupProof } from "../groupProof.ts";
import { healthProof, thenHealthy } from "../target/groups.ts";
import { type Leg, legsOf, portsOf, severityOfLegs } from "../target/legs.ts";

/** D5: the load balancer's own security groups do not let it out to its targets. */
export const cannotReachTargets: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const held = all.map((behind) => ({
    behind,
    legs: legsOf(behind).filter((leg) => heldPorts(leg).length > 0),
  }));
  const concerned = held.filter(({ legs }) => legs.length > 0);
  const severity = severityOfLegs(
    concerned.flatMap(({ legs }) => legs),
    all,
  );
  return concerned.map(({ behind, legs }) => {
    const { provider, balancer } = behind;
    const ports = [...new Set(legs.flatMap(heldPorts))];
    return found("D5", {
      severity,
      parameters: {
        loadBalancer: balancer.name,
        groups: groupNames(provider, balancer.securityGroupIds),
        ports: list(ports),
        targets: list(legs.map(({ instance }) => displayName(instance))),
      },
      proof: [
        ...groupProof(provider.network, balancer.securityGroupIds, "egress", ports),
        ...healthProof(legs),
      ],
      fixes: openFix(facts, behind, legs, ports),
    });
  });
};

/** The target's ports that the load balancer's groups do not let it out to. */
export function heldPorts(leg: Leg): readonly number[] {
  return portsOf(leg).filter((port) => outboundAnswer(leg, port) === "blocked");
}

/** Whether the load balancer's groups let it out to a port of the target. */
export function outboundAnswer({ behind, instance }: Leg, port: number): Answer {
  const { provider, balancer } = behind;
  const groupIds = instance.vpcId === balancer.vpcId ? instance.securityGroupIds : [];
  const peer = { ip: instance.ip, groupIds };
  return groupsAllow(provider.network.securityGroups, balancer.securityGroupIds, "egress", port, peer);
}

/** Out to the targets' own group, which covers those that come later. */
function openFix(
  facts: Evidence,
  { balancer, provider }: Behind,
  legs: readonly Leg[],
  ports: readonly number[],
) {
  const [groupId] = balancer.securityGroupIds;
  const targetGroupIds = [...new Set(legs.flatMap(({ instance }) => instance.securityGroupIds.slice(0, 1)))];
  if (groupId === undefined) return [];
  const nameOf = (id: string) => attachedGroups(provider.network.securityGroups, [id])[0]?.name ?? id;
  return planFix(facts, {
    cause: "D5",
    code: "openGroup",
    side: "provider",
    plan: (context) => {
      const steps = targetGroupIds.flatMap((targetGroupId, index) =>
        ports.flatMap((port) =>
          allowEgress(context, `targets-${index + 1}-${port}`, {
            groupId,
            groupName: nameOf(groupId),
            port,
            source: { groupId: targetGroupId, group: nameOf(targetGroupId) },
            description: "Targets of the load balancer",
          }),
        ),
      );
      return changePlan(context, balancer.name, thenHealthy(steps, legs));
    },
  });
}

import { forwardTo } from "../../../plan/balancerChanges.ts";
import { changePlan } from "../../../plan/change.ts";
import { untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { TargetGroupFacts } from "../../evidence/provider.ts";
import { seenItems } from "../../evidence/seen.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { type Behind, behindService, list, registered, takesTcp } from "../behind.ts";
import { health } from "./places.ts";

/** E9: the targets are in a group that no listener leads to, and where the listener leads there are none. */
export const groupNotUsed: Rule = (facts, target) =>
  behindService(facts, target).flatMap((behind) => {
    const { provider, balancer, groups } = behind;
    if (groups.some((group) => registered(group).length > 0)) return [];
    const idle = seenItems(provider.targetGroups).filter(
      (group) =>
        group.loadBalancerArns.length === 0 &&
        group.vpcId === balancer.vpcId &&
        group.protocol === "TCP" &&
        registered(group).length > 0 &&
        (target.port === undefined || group.port === target.port),
    );
    return idle.map((group) =>
      found("E9", {
        parameters: { group: group.name, loadBalancer: balancer.name, port: target.port ?? group.port },
        proof: [
          proofFrom({ operation: "elasticloadbalancing:DescribeTargetGroups", resource: group.arn }).wrong(
            "TargetGroups[].LoadBalancerArns",
            undefined,
          ),
          proofFrom({ operation: health, resource: group.arn }).asSet(
            "TargetHealthDescriptions[].TargetHealth.Reason",
            list(group.targets.map(({ reason = "" }) => reason)),
          ),
        ],
        fixes: [...leadFix(facts, behind, group, idle.length), textFix("provider", "leadListener")],
      }),
    );
  });

function leadFix(
  facts: Evidence,
  { balancer, listeners }: Behind,
  group: TargetGroupFacts,
  idle: number,
): readonly Fix[] {
  const [listener] = listeners.filter(takesTcp);
  if (listener === undefined || idle > 1) return [];
  const before = listener.forwards.map(({ targetGroupArn, weight }) => ({
    TargetGroupArn: targetGroupArn,
    ...(weight !== undefined && { Weight: weight }),
  }));
  return planFix(facts, {
    cause: "E9",
    code: "forward",
    side: "provider",
    consequence: "everyClient",
    plan: (context) =>
      changePlan(context, balancer.name, [
        { ...forwardTo(context, listener, group, before), wait: untilHealthy(group.arn, registered(group)) },
      ]),
  });
}

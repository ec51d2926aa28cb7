import { changePlan } from "../../../plan/change.ts";
import { checkByTcp, untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import type { Fix } from "../../finding.ts";
import { planFix } from "../../fixes.ts";
import { proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService } from "../behind.ts";
import { sickFinding, sickWith } from "./sick.ts";

/** E6: the application answers, but not what the health check wants; or it is asked on another port than it serves. */
export const wrongCheck: Rule = (facts, target) => {
  const all = behindService(facts, target);
  return sickWith(all, "E6").map((sick) => {
    const { group, targets } = sick;
    const { protocol, path = "", matcher = "", port } = group.healthCheck;
    const proof = proofFrom({
      operation: "elasticloadbalancing:DescribeTargetGroups",
      resource: group.arn,
    });
    const mismatch = targets.find(({ reason }) => reason === "Target.ResponseCodeMismatch");
    return sickFinding("E6", all, sick, {
      certainty: mismatch !== undefined ? "proved" : "likely",
      // With no healthy target at all a load balancer fails open, and sends to those that there are.
      severity: "degraded",
      parameters: { protocol, path, matcher, port, answer: mismatch?.description ?? "" },
      proof:
        mismatch !== undefined
          ? [
              proof.asSet("TargetGroups[].HealthCheckPath", path),
              proof.asSet("TargetGroups[].Matcher.HttpCode", matcher),
            ]
          : [proof.wrong("TargetGroups[].HealthCheckPort", port)],
      fixes: checkFix(facts, group, targets),
    });
  });
};

function checkFix(facts: Evidence, group: TargetGroupFacts, targets: readonly TargetFacts[]): readonly Fix[] {
  return planFix(facts, {
    cause: "E6",
    code: "checkByTcp",
    side: "provider",
    consequence: "everyClient",
    plan: (context) =>
      changePlan(context, group.name, [
        { ...checkByTcp(context, group, group.healthCheck), wait: untilHealthy(group.arn, targets) },
      ]),
  });
}

import { changePlan } from "../../../plan/change.ts";
import { addTargets } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { TargetGroupFacts } from "../../evidence/provider.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, list, registered, severityOf, targetName } from "../behind.ts";
import { health } from "./places.ts";

/** E1: a target group without a target. Those that are leaving do not count: no new connection goes to them. */
export const noTargets: Rule = (facts, target) => {
  const groups = behindService(facts, target).flatMap(({ provider, groups: own }) =>
    own.map((group) => ({ provider, group })),
  );
  const empty = groups.filter(({ group }) => registered(group).length === 0);
  return empty.map(({ provider, group }) => {
    const leaving = group.targets;
    const proof = proofFrom({ operation: health, resource: group.arn });
    return found("E1", {
      severity: severityOf(empty.length, groups.length),
      parameters: {
        group: group.name,
        port: group.port,
        leaving: list(leaving.map((each) => targetName(provider, each))),
      },
      proof: [
        proof.wrong("TargetHealthDescriptions[].TargetHealth.State", list(leaving.map(({ state }) => state))),
      ],
      fixes: [...comeBackFix(facts, group), textFix("provider", "register")],
    });
  });
};

/** Targets that are still leaving can be registered again. */
function comeBackFix(facts: Evidence, group: TargetGroupFacts): readonly Fix[] {
  const { targets, arn, name } = group;
  if (targets.length === 0) return [];
  return planFix(facts, {
    cause: "E1",
    code: "registerAgain",
    side: "provider",
    consequence: "everyClient",
    plan: (context) => changePlan(context, name, [addTargets(context, { arn, name }, targets)]),
  });
}

import { changePlan } from "../../../plan/change.ts";
import { setTargetGroupAttribute, untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { AttemptOutcome } from "../../../probe/report.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import type { Fix } from "../../finding.ts";
import { planFix } from "../../fixes.ts";
import { proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService } from "../behind.ts";
import { sickFinding, sickWith } from "./sick.ts";

/** E12: the targets get a PROXY protocol header that their application takes for a request. */
export const proxyHeader: Rule = (facts, target, test) => {
  const all = behindService(facts, target);
  const unhealthy = sickWith(all, "E12");
  const outcome = test === undefined ? undefined : garbled(test.attempts.map((each) => each.outcome));
  const groups = all.flatMap((behind) =>
    behind.groups.filter(({ proxyProtocol }) => proxyProtocol).map((group) => ({ behind, group })),
  );
  return groups.flatMap(({ behind, group }) => {
    const sick = unhealthy.find((each) => each.group === group);
    if (sick === undefined && outcome === undefined) return [];
    const proof = proofFrom({
      operation: "elasticloadbalancing:DescribeTargetGroupAttributes",
      resource: group.arn,
    });
    return [
      sickFinding("E12", all, sick ?? { behind, group, targets: [] }, {
        severity: "broken",
        parameters: { symptom: outcome ?? "" },
        proof: [proof.wrong("Attributes[Key=proxy_protocol_v2.enabled].Value", true)],
        fixes: headerFix(facts, group, sick?.targets ?? []),
      }),
    ];
  });
};

/** What a client gets from an application that was told something else than it expects first. */
function garbled(outcomes: readonly AttemptOutcome[]): AttemptOutcome["code"] | undefined {
  const isMeant = (outcome: AttemptOutcome) =>
    outcome.code === "httpError"
      ? outcome.httpStatus === 400
      : ["reset", "emptyReply", "notHttp", "tlsFailed"].includes(outcome.code);
  return outcomes.find(isMeant)?.code;
}

function headerFix(facts: Evidence, group: TargetGroupFacts, sick: readonly TargetFacts[]): readonly Fix[] {
  return planFix(facts, {
    cause: "E12",
    code: "noHeader",
    side: "provider",
    consequence: "everyClient",
    plan: (context) => {
      const step = setTargetGroupAttribute(context, group, "proxy_protocol_v2.enabled", {
        from: "true",
        to: "false",
      });
      const wait = sick.length === 0 ? {} : { wait: untilHealthy(group.arn, sick) };
      return changePlan(context, group.name, [{ ...step, ...wait }]);
    },
  });
}

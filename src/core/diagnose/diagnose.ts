import type { ProbeReport } from "../probe/report.ts";
import { doubtAssumedClient } from "./assumedClient.ts";
import { withoutFinding } from "./checked.ts";
import type { DiagnosisTarget, Evidence } from "./evidence/evidence.ts";
import type { Diagnosis } from "./finding.ts";
import { rank } from "./rank.ts";
import { rules } from "./rules/rules.ts";
import { stationStates } from "./stationStates.ts";

/** Asks every rule, and says what came of it. `test`: the last one of the diagnosed endpoint. */
export function diagnose(facts: Evidence, target: DiagnosisTarget, test?: ProbeReport): Diagnosis {
  const findings = doubtAssumedClient(facts, (seen) =>
    Object.values(rules).flatMap((rule) => rule(seen, target, test)),
  );
  const found = new Set(findings.map(({ cause }) => cause));
  const others = withoutFinding(found, facts, target, test);
  return {
    stations: stationStates(facts, target, findings, others.unseen),
    findings: rank(findings, test),
    ...others,
  };
}

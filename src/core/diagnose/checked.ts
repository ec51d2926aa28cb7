import type { ProbeReport } from "../probe/report.ts";
import { causeIds, causeOf, checkedCauses } from "./catalogue/catalogue.ts";
import type { CauseId } from "./cause.ts";
import type { DiagnosisTarget, Evidence } from "./evidence/evidence.ts";
import type { Diagnosis, Unseen } from "./finding.ts";
import { needs } from "./needs/needs.ts";
import { type Missing, missingPart } from "./needs/part.ts";

/** What became of every cause that was not found: checked and fine, not to be seen from here, or never checked. */
export function withoutFinding(
  found: ReadonlySet<CauseId>,
  facts: Evidence,
  target: DiagnosisTarget,
  test: ProbeReport | undefined,
): Pick<Diagnosis, "fine" | "unseen" | "notChecked"> {
  const open = checkedCauses
    .filter((cause) => !found.has(cause))
    .map((cause) => ({ cause, missing: missingFor(cause, facts, target, test) }));
  return {
    fine: open.filter(({ missing }) => missing === undefined).map(({ cause }) => cause),
    unseen: grouped(open),
    notChecked: causeIds.filter((cause) => causeOf(cause).best === "notChecked"),
  };
}

/** The first thing that keeps a cause from being checked; of several ways to check it, the one with the least to do. */
function missingFor(
  cause: CauseId,
  facts: Evidence,
  target: DiagnosisTarget,
  test: ProbeReport | undefined,
): Missing | undefined {
  const ways = (needs[cause] ?? []).map((parts) =>
    parts.flatMap((part) => missingPart(part, facts, target, test) ?? []),
  );
  return ways.toSorted((a, b) => a.length - b.length)[0]?.[0];
}

/** One entry for each reason, so that a side that is not open is named once. */
function grouped(
  open: readonly { readonly cause: CauseId; readonly missing: Missing | undefined }[],
): readonly Unseen[] {
  const reasons = new Map<string, Unseen>();
  for (const { cause, missing } of open) {
    if (missing === undefined) continue;
    const key = JSON.stringify([missing.side, missing.gap]);
    const known = reasons.get(key)?.causes ?? [];
    reasons.set(key, { ...missing, causes: [...known, cause] });
  }
  return [...reasons.values()];
}

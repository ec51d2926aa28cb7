import type { ProbeReport } from "../probe/report.ts";
import type { CauseOf, Family } from "./cause.ts";
import type { DiagnosisTarget, Evidence } from "./evidence/evidence.ts";
import type { Finding } from "./finding.ts";

/**
 * Looks for one cause. Finds nothing where the evidence has a gap: what nobody could see is neither wrong nor fine.
 * Mostly one finding; several where several resources have the same fault, each with its own fix.
 */
export type Rule = (facts: Evidence, target: DiagnosisTarget, test?: ProbeReport) => readonly Finding[];

/** The rules of a family, for those of its causes that are checked. */
export type FamilyRules<F extends Family> = Readonly<Partial<Record<CauseOf<F>, Rule>>>;

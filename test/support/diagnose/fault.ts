import type { CauseId } from "../../../src/core/diagnose/cause.ts";
import type { DiagnosisTarget } from "../../../src/core/diagnose/evidence/evidence.ts";
import type { ProbeReport } from "../../../src/core/probe/report.ts";
import type { Parts } from "./parts.ts";

/** One small thing that is wrong in a connection that works otherwise. */
export interface Fault {
  readonly mutate: (parts: Parts) => void;
  /** What is asked about, where it is not the connection itself on the port of the listener. Called after `mutate`. */
  readonly target?: (target: DiagnosisTarget, parts: Parts) => DiagnosisTarget;
  /** The last connectivity test, for causes that only a test shows. Called after `mutate`. */
  readonly test?: (parts: Parts) => ProbeReport;
  /** What is wrong as well and not folded under it: only for faults that cannot come alone. */
  readonly withIt?: readonly CauseId[];
}

/** Faults of one family, by the cause that has to be found. */
export type Faults = Readonly<Partial<Record<CauseId, Fault>>>;

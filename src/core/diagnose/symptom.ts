import type { AttemptOutcome, ProbeReport } from "../probe/report.ts";
import type { CauseId } from "./cause.ts";

/** How a failing connection feels to a client. */
export type Symptom =
  | "timedOut"
  | "refused"
  | "reset"
  | "unknownName"
  | "tls"
  | "answer"
  /** Only some zones, or some attempts, fail. */
  | "intermittent";

/** What a test has shown; `undefined` when it passed, or could not be made. */
export function symptomOf({ verdict }: ProbeReport): Symptom | undefined {
  switch (verdict.code) {
    case "passed":
    case "incomplete":
      return undefined;
    case "failed":
    case "namesBroken":
      return symptomOfOutcome(verdict.outcome);
    case "zonesBroken":
    case "mixed":
      return "intermittent";
  }
}

function symptomOfOutcome(outcome: AttemptOutcome): Symptom | undefined {
  switch (outcome.code) {
    case "timedOut":
      return outcome.waitedFor === "dns" ? "unknownName" : outcome.waitedFor === "tls" ? "tls" : "timedOut";
    case "refused":
    case "unreachable":
      return "refused";
    case "reset":
    case "emptyReply":
    case "cutShort":
      return "reset";
    case "unknownName":
      return "unknownName";
    case "tlsFailed":
    case "wrongName":
    case "untrusted":
      return "tls";
    case "httpError":
    case "otherStatus":
    case "textMissing":
    case "notHttp":
      return "answer";
    case "passed":
    case "connected":
    case "noCurl":
    case "noResult":
    case "otherFailure":
      return undefined;
  }
}

/** Which causes a symptom speaks for, most likely first. Source: the reference's "symptom prior". */
const priors: Readonly<Record<Symptom, readonly CauseId[]>> = {
  timedOut: ["B1", "D4", "B3", "E2", "D10", "A1", "B4", "B5", "B6", "D1", "E10"],
  refused: ["E3", "E4"],
  reset: ["E12", "E16", "F2", "E1"],
  unknownName: ["C1", "C2", "C8", "A7"],
  tls: ["E15", "E16", "D2"],
  answer: ["E6", "E17", "E18"],
  intermittent: ["E10", "F6", "D9", "C11", "F1"],
};

/** How well a cause explains a symptom: 0 is best. */
export function distance(cause: CauseId, symptom: Symptom | undefined): number {
  const index = symptom === undefined ? -1 : priors[symptom].indexOf(cause);
  return index < 0 ? Number.MAX_SAFE_INTEGER : index;
}

/** The zones that a test could not get through to, where it got through to others; empty when it failed everywhere. */
export function brokenZoneIds({ verdict }: ProbeReport): readonly string[] {
  if (verdict.code !== "zonesBroken") return [];
  return verdict.broken.flatMap(({ zoneId }) => zoneId ?? []);
}

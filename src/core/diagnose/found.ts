import { causeOf } from "./catalogue/catalogue.ts";
import type { CauseId } from "./cause.ts";
import type { Finding, Proof } from "./finding.ts";

/** What a rule has to say; the rest of a finding is the catalogue's. */
type Found = Pick<Finding, "proof"> &
  Partial<Pick<Finding, "certainty" | "severity" | "parameters" | "zoneIds" | "fixes">>;

/** A finding of a cause. Certainty and severity are the catalogue's unless the rule knows better in this case. */
export function found(cause: CauseId, what: Found): Finding {
  const { best, severity, station, side } = causeOf(cause);
  return {
    cause,
    certainty: best === "proved" ? "proved" : "likely",
    severity,
    station,
    side,
    parameters: {},
    fixes: [],
    ...what,
  };
}

/** An operation in IAM's form, and the resource that it was asked about. */
interface Asked {
  readonly operation: `${string}:${string}`;
  readonly resource: string;
}

/** Proofs from one answer: fields that are wrong, and fields that only show why. A value that is absent is empty. */
export function proofFrom(asked: Asked) {
  const judge =
    (judged: Proof["judged"]) =>
    (field: string, value: string | number | boolean | undefined): Proof => ({
      ...asked,
      field,
      value: value === undefined ? "" : String(value),
      judged,
    });
  return { wrong: judge("wrong"), asSet: judge("asSet") };
}

/** The stations of the path, in the order in which a packet meets them. */
export const stations = [
  "name",
  "client",
  "endpoint",
  "acceptance",
  "service",
  "loadBalancer",
  "target",
] as const;
export type StationName = (typeof stations)[number];

/** Who can mend it. */
export type Side = "consumer" | "provider";

/** `proved`: an API field says so. `likely`: the fields, or a test's result, make it the best explanation. */
export type Certainty = "proved" | "likely";

/** `broken`: nothing gets through. `degraded`: some does, or not always. `risk`: it works, and should not stay so. */
export type Severity = "broken" | "degraded" | "risk";

/** One of the causes in the catalogue. Ids are the reference's: a letter for the family and a number. */
export interface Cause {
  readonly id: CauseId;
  readonly station: StationName;
  readonly severity: Severity;
  readonly side: Side;
  /** Whose open scope can prove it: the consumer's, the provider's, either one, or only both together. */
  readonly seenBy: "consumer" | "provider" | "either" | "both";
  /** The best that these services' answers allow. */
  readonly best: Certainty | "notChecked";
  /** Why it is not checked; only with `best: "notChecked"`. */
  readonly notChecked?: NotCheckedReason;
  /** `oneClick`: safe. `confirmed`: asks first, because of cost, security or no way back. `manual`: text only. */
  readonly fix: "oneClick" | "confirmed" | "manual" | "none";
  /** Causes that this one brings with it: they are folded under it. */
  readonly subsumes: readonly CauseId[];
}

export type NotCheckedReason =
  /** Needs CloudWatch's metrics. */
  | "needsMetrics"
  /** Needs something to run on the consumer's or the provider's instances. */
  | "needsInstance"
  /** Needs Route 53, or public DNS. */
  | "needsDnsRecords"
  /** Needs an API of another service, such as Service Quotas or IAM's simulator. */
  | "needsOtherService"
  /** It shows when something is made, and the wizard says it then. */
  | "shownWhenMade"
  /** A connectivity test meets it before it sends anything, and says so. */
  | "shownByTest"
  /** AWS refuses the calls of the diagnosis themselves: then parts are unseen, and say so. */
  | "shownAsGap"
  /** It is about clients outside the endpoint's VPC; evidence is collected from inside it. */
  | "outsideVpc"
  /** It depends on what other consumers have, which no account shows. */
  | "otherConsumers"
  /** Whether it is wrong depends on what its owner meant. */
  | "ownersIntent"
  /** AWS does not document how it behaves. */
  | "undocumented";

type To7 = 1 | 2 | 3 | 4 | 5 | 6 | 7;
type To8 = To7 | 8;
type To11 = To8 | 9 | 10 | 11;
type To13 = To11 | 12 | 13;
type To15 = To13 | 14 | 15;
type To18 = To15 | 16 | 17 | 18;
type To19 = To18 | 19;
type To20 = To19 | 20;

/** How many causes each family of the reference has. */
interface Numbers {
  A: To11;
  B: To18;
  C: To13;
  D: To15;
  E: To20;
  F: To7;
  G: To19;
  H: To8;
}

export type Family = keyof Numbers;
export type CauseOf<F extends Family> = `${F}${Numbers[F]}`;
export type CauseId = { [F in Family]: CauseOf<F> }[Family];

import type { Plan } from "../plan/step.ts";
import type { CauseId, Certainty, Severity, Side, StationName } from "./cause.ts";
import type { Gap } from "./evidence/seen.ts";

/** One field of AWS's answers that supports a finding. */
export interface Proof {
  /** IAM's form of the operation, such as `ec2:DescribeVpcEndpoints`. */
  readonly operation: string;
  /** Path into the answer, such as `VpcEndpoints[0].State`. */
  readonly field: string;
  /** As AWS writes it; `absent` is written as an empty text. */
  readonly value: string;
  /** The resource to look at, by id or ARN. */
  readonly resource: string;
  /** Whether this field is what is wrong, or only shows why the others matter. */
  readonly judged: "wrong" | "asSet";
}

/** What a finding says besides its cause, for texts: ids, ports, blocks, names. */
export type Parameters = Readonly<Record<string, string | number>>;

/** Why a fix asks before it acts. */
export type Consequence =
  | "cost"
  | "security"
  | "noWayBack"
  | "interrupts"
  /** What is changed serves other clients too. */
  | "everyClient"
  /** Some who could connect before cannot any more. */
  | "shutsOut";

/** What can be done about a finding, on the side that has to act. */
export type Fix =
  /** A plan like any other. Undo is offered where every step has an inverse. */
  | {
      readonly kind: "plan";
      /** Tells variants apart, such as `openGroup` and `stopEnforcing`. */
      readonly code: string;
      readonly side: Side;
      readonly plan: Plan;
      readonly undoable: boolean;
      /** Asked about before anything is called. */
      readonly consequence?: Consequence;
    }
  /** Words only: nobody's API can do it, or nobody but a person can decide it. */
  | { readonly kind: "text"; readonly code: string; readonly side: Side };

/** A cause that was found, with what shows it. */
export interface Finding {
  readonly cause: CauseId;
  readonly certainty: Certainty;
  /** It holds for the instance that was taken for the client, and others could be meant as well. */
  readonly assumesClient?: true;
  readonly severity: Severity;
  readonly station: StationName;
  readonly side: Side;
  readonly parameters: Parameters;
  /** The zones that it concerns by id; absent when it concerns all of them. */
  readonly zoneIds?: readonly string[];
  readonly proof: readonly Proof[];
  /**
   * Best first. Plans only where the scope that has to act is open; where it is not, the report offers a request to its
   * owner instead.
   */
  readonly fixes: readonly Fix[];
}

/** A finding in its place: the first one leads, and what it brings with it is folded under it. */
export interface RankedFinding extends Finding {
  readonly role: "cause" | "alsoWrong" | "risk";
  readonly folded: readonly Finding[];
}

/** A station of the path, as far as it is known. */
export interface StationState {
  readonly name: StationName;
  readonly state: "fine" | "degraded" | "broken" | "notSeen";
  /** What stands there: ids, names and addresses. */
  readonly details: readonly string[];
}

/** Something that nobody here could look at, and which causes stay open for it. */
export interface Unseen {
  readonly side: Side;
  readonly causes: readonly CauseId[];
  readonly gap: Gap;
}

/** What one diagnosis has found out. */
export interface Diagnosis {
  /** In packet order. */
  readonly stations: readonly StationState[];
  /** Most likely first. */
  readonly findings: readonly RankedFinding[];
  /** Checked, and not the cause. */
  readonly fine: readonly CauseId[];
  readonly unseen: readonly Unseen[];
  /** Causes that these services cannot show; the catalogue says why. */
  readonly notChecked: readonly CauseId[];
}

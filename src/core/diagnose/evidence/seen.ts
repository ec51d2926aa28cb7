import type { Failure } from "../../model/failure.ts";

/** Why a part of the evidence is missing. A gap is never a finding, and never "fine". */
export type Gap =
  /** No scope of the account that owns it is open in this window. */
  | { readonly code: "notOpen" }
  /** AWS did not answer the call; mostly a missing permission, which the failure names. */
  | { readonly code: "refused"; readonly failure: Failure }
  /** What would have told which one to read could not be seen either. */
  | { readonly code: "unknownWhich" }
  /** The service is one of AWS's own: nobody else sees what is behind it. */
  | { readonly code: "ownedByAws" }
  /** No connectivity test of the endpoint has ended yet. */
  | { readonly code: "noTest" }
  /** The endpoint's VPC has no instance to look from. */
  | { readonly code: "noClient" }
  /** A target is an address that no instance of the account has: what guards it is not read. */
  | { readonly code: "noInstance" }
  /** AWS does not say which address families the service takes. */
  | { readonly code: "familiesNotSaid" }
  /** Security groups leave it open: a rule names a prefix list, whose blocks are not read, or AWS did not list one of them. */
  | { readonly code: "undecidedGroups" };

/** A part of the evidence: what AWS said, or why nobody knows. */
export type Seen<T> =
  | { readonly seen: true; readonly value: T }
  | { readonly seen: false; readonly gap: Gap };

/** What was seen, else nothing. For rules that may only speak when there is something to speak of. */
export function seenValue<T>(part: Seen<T> | undefined): T | undefined {
  return part?.seen === true ? part.value : undefined;
}

/** What was seen of a list; nobody may conclude from its being empty. */
export function seenItems<T>(part: Seen<readonly T[]> | undefined): readonly T[] {
  return seenValue(part) ?? [];
}

import type { OpenScope } from "../model/scope.ts";
import type { EndpointState } from "../model/states.ts";
import type { PlannedAttempt } from "./parts.ts";
import type { Reading } from "./reading.ts";
import type { ProbeRequest } from "./request.ts";

/** How one attempt ended, as far as curl's exit code, its times and the answer tell; `text` says it. */
export type AttemptOutcome =
  | { readonly code: "passed"; readonly httpStatus: number }
  /** The connection was made and that was all that was asked: scheme `tcp`. */
  | { readonly code: "connected" }
  | { readonly code: "httpError"; readonly httpStatus: number }
  | { readonly code: "otherStatus"; readonly httpStatus: number; readonly expected: number }
  /** `cut`: only the beginning of the body was looked at. */
  | { readonly code: "textMissing"; readonly httpStatus: number; readonly cut: boolean }
  /** curl 28, and what it was waiting for. */
  | { readonly code: "timedOut"; readonly waitedFor: "dns" | "connect" | "tls" | "answer" }
  /** curl 7 */
  | { readonly code: "refused" }
  /** curl 7 as well, where the instance itself has no way there. */
  | { readonly code: "unreachable" }
  /** curl 6 */
  | { readonly code: "unknownName" }
  /** curl 52 */
  | { readonly code: "emptyReply" }
  /** curl 55 and 56 */
  | { readonly code: "reset" }
  /** curl 18 */
  | { readonly code: "cutShort" }
  /** curl 35: the other side does not speak TLS here, or not a version that curl takes. */
  | { readonly code: "tlsFailed" }
  /** curl 60 (51 in old versions): the connection works, but the certificate has another name. */
  | { readonly code: "wrongName" }
  /** curl 60 for any other reason. */
  | { readonly code: "untrusted"; readonly reason: "expired" | "authority" | "other" }
  /** curl 1 and 8: an answer came, but it is not HTTP. */
  | { readonly code: "notHttp" }
  | { readonly code: "noCurl" }
  /** Its part of the output did not arrive. */
  | { readonly code: "noResult" }
  | { readonly code: "otherFailure"; readonly exitCode: number };

/**
 * One curl of a test, to a name or, with the first name's request, to the address of one interface. Where a name led is
 * `reading.remoteAddress`.
 */
export interface ProbeAttempt extends PlannedAttempt {
  /** What resolvers have for the name; absent for interfaces. */
  readonly addresses?: Addresses;
  readonly reading: Reading;
  readonly outcome: AttemptOutcome;
}

/** Each is absent when it was not asked or its program is missing on the instance; empty when it has no such name. */
export interface Addresses {
  /** As `getent` says: the resolver that curl uses. */
  readonly system?: readonly string[];
  /** As `dig` says at 169.254.169.253, past any resolver of one's own. */
  readonly vpc?: readonly string[];
}

export interface ProbeZone {
  readonly zoneName: string;
  readonly zoneId?: string;
}

/** The meaning of all attempts together. */
export type Verdict =
  | { readonly code: "passed" }
  /** Every attempt failed; the outcome is the first one's. `same`: they all failed alike. */
  | { readonly code: "failed"; readonly outcome: AttemptOutcome; readonly same: boolean }
  /** Everything works but what leads to some zones. */
  | {
      readonly code: "zonesBroken";
      readonly broken: readonly ProbeZone[];
      readonly working: readonly ProbeZone[];
      readonly outcome: AttemptOutcome;
    }
  /** Every interface works, but not every name. */
  | { readonly code: "namesBroken"; readonly hosts: readonly string[]; readonly outcome: AttemptOutcome }
  /** Of so many attempts the part of the output did not arrive; the others worked or not. */
  | { readonly code: "incomplete"; readonly lost: number }
  | { readonly code: "mixed"; readonly failed: number; readonly outcome: AttemptOutcome };

/** What the server showed; only a test over `https` has one. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

/** How a test differs from the last one of the same endpoint that passed. */
export interface ProbeComparison {
  /** Of the one that passed; epoch milliseconds. */
  readonly startedAt: number;
  /** What was asked then is not what was asked now: another port, scheme, path or instance. */
  readonly otherRequest: boolean;
  readonly attempts: readonly AttemptComparison[];
}

/** One attempt that both tests made. Milliseconds. */
export interface AttemptComparison {
  readonly key: string;
  readonly totalBefore: number;
  /** It worked then and does not now. */
  readonly broken: boolean;
}

/** One finished test. */
export interface ProbeReport {
  readonly id: string;
  readonly request: ProbeRequest;
  readonly endpointName: string;
  readonly scope: OpenScope;
  readonly instanceId: string;
  readonly instanceName: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly commandId: string;
  /** Names first, then interfaces, each in the request's order. */
  readonly attempts: readonly ProbeAttempt[];
  readonly verdict: Verdict;
  readonly certificate?: Certificate;
  /** Of the endpoint, when the test ended. */
  readonly endpointState: EndpointState;
  readonly comparison?: ProbeComparison;
}

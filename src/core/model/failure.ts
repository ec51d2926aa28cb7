/** Why a call did not do what was asked; the closed list that texts and decisions are made from. */
export type FailureCode =
  | "aborted"
  | "accessDenied"
  | "conflict"
  | "credentialsExpired"
  | "credentialsMissing"
  | "interrupted"
  | "invalid"
  | "invalidServiceName"
  | "limit"
  | "network"
  | "notFound"
  | "signInNeeded"
  | "throttled"
  | "timedOut"
  | "unavailable"
  | "unknown"
  /** What was waited for has come into a state from which it never gets ready. */
  | "wrongState";

/** A failure as plain data: it crosses into journals, trees and webviews. */
export interface Failure {
  readonly code: FailureCode;
  /** The API operation in IAM's form, such as `ec2:DescribeVpcs`. */
  readonly action?: string;
  /** AWS's own code and words, quoted whole. */
  readonly awsCode?: string;
  readonly message: string;
  readonly requestId?: string;
  /** Status of the HTTP answer, when there was one. */
  readonly httpStatus?: number;
  readonly profile?: string;
  /** The state that AWS reports, in its own spelling; with `wrongState`. */
  readonly state?: string;
}

const brand = Symbol.for("privatelink-toolkit.error");

/**
 * The one error that leaves the AWS gateway. Every bundle has its own copy of this class, so an error is told by its
 * brand: what one bundle throws is an instance in the others too.
 */
export class PrivateLinkError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  readonly [brand] = true;
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.name = "PrivateLinkError";
    this.failure = failure;
  }

  get code(): FailureCode {
    return this.failure.code;
  }

  get retryable(): boolean {
    return ["throttled", "network", "unavailable"].includes(this.code);
  }
}

/** Anything thrown, as a failure; what is not ours is `unknown` with its own words. */
export function toFailure(error: unknown): Failure {
  if (error instanceof PrivateLinkError) return error.failure;
  if (error instanceof Error && error.name === "AbortError")
    return { code: "aborted", message: error.message };
  return { code: "unknown", message: error instanceof Error ? error.message : String(error) };
}

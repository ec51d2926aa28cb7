import type { OpenScope } from "../model/scope.ts";
import type { EndpointState } from "../model/states.ts";

/** What a connectivity test asks for: one HTTP request to one name of an endpoint. */
export interface ProbeTarget {
  readonly endpointId: string;
  readonly host: string;
  readonly port: number;
  /** Starts with a slash. */
  readonly path: string;
}

/** Seconds; the connect limit is part of the total. Together they stay below the SSM command's own limit. */
export interface ProbeLimits {
  readonly connectSeconds: number;
  readonly totalSeconds: number;
}

/** What came back from curl. */
export interface Reading {
  /** curl's exit code; absent when curl never said one (no curl, output cut off). */
  readonly exitCode?: number;
  /** 0 when no HTTP answer came. */
  readonly httpStatus: number;
  readonly timings: Timings;
  readonly remoteAddress: string;
  /** At most the first KiB. */
  readonly body: string;
  /** The whole text of `curl --verbose`. */
  readonly verbose: string;
}

/** Milliseconds from the start of the request, as curl counts them; 0 for a phase that was never reached. */
export interface Timings {
  readonly dns: number;
  readonly connect: number;
  readonly tls: number;
  readonly firstByte: number;
  readonly total: number;
}

/** One sentence's worth of meaning; `text` says it. */
export type Verdict =
  | { readonly code: "passed"; readonly httpStatus: number }
  | { readonly code: "httpError"; readonly httpStatus: number }
  | { readonly code: "timedOut" }
  | { readonly code: "refused" }
  | { readonly code: "unknownName" }
  | { readonly code: "reset" }
  | { readonly code: "noCurl" }
  | { readonly code: "incomplete" }
  | { readonly code: "otherFailure"; readonly exitCode: number };

/** One finished test. */
export interface ProbeReport {
  readonly target: ProbeTarget;
  readonly scope: OpenScope;
  readonly instanceId: string;
  readonly instanceName: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly commandId: string;
  readonly reading: Reading;
  readonly verdict: Verdict;
  /** Of the endpoint, when the test ended. */
  readonly endpointState: EndpointState;
}

export function probeUrl({ host, port, path }: ProbeTarget): string {
  return `http://${host}:${port}${path}`;
}

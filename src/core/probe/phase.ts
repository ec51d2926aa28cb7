import type { Failure } from "../model/failure.ts";
import type { DraftProblem } from "./draft.ts";
import type { ProbeReport } from "./report.ts";

/** Why a test ended without anything to read: Systems Manager shows no partial output, or nothing was sent. */
export type NoResult =
  | DraftProblem
  | "noInstance"
  | "alreadyRuns"
  | "cancelled"
  /** The instance was not online before anything was sent. */
  | "offline"
  | "notManaged"
  /** It was sent, but the instance did not take it in time. */
  | "deliveryTimedOut"
  | "undeliverable"
  | "executionTimedOut"
  /** Systems Manager gave it up. */
  | "terminated";

/** Where a connectivity test stands. Moments are epoch milliseconds. */
export type TestPhase =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly failure: Failure }
  | { readonly status: "ready" }
  | { readonly status: "running"; readonly startedAt: number; readonly commandSent: boolean }
  | { readonly status: "noResult"; readonly reason: NoResult }
  | { readonly status: "done"; readonly report: ProbeReport };

import type { Failure } from "../model/failure.ts";
import type { ProbeReport } from "./probe.ts";

/** Where a connectivity test stands. */
export type TestPhase =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly failure: Failure }
  | { readonly status: "ready" }
  | { readonly status: "running"; readonly startedAt: number; readonly commandSent: boolean }
  | { readonly status: "done"; readonly report: ProbeReport };

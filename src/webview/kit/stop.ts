import type { Failure } from "../../core/model/failure.ts";
import { progressOf, type Run } from "../../core/plan/run.ts";
import type { Step } from "../../core/plan/step.ts";

/** Where and why a run has stopped. */
interface Stop {
  readonly step: Step;
  readonly failure: Failure;
  /** The step's number, counted from 1. */
  readonly call: number;
}

/** Nothing when the run has stopped between two calls. An undo may fail after a call has: the later failure counts. */
export function stopOf(run: Run): Stop | undefined {
  const failed = run.plan.steps.flatMap((step, index) => {
    const { failure, endedAt = 0 } = progressOf(run, step);
    return failure === undefined ? [] : [{ step, failure, endedAt, call: index + 1 }];
  });
  const last = failed.toSorted((a, b) => a.endedAt - b.endedAt).at(-1);
  if (last === undefined) return undefined;
  const { step, failure, call } = last;
  return { step, failure, call };
}

import { expect } from "vitest";
import { type Run, startRun } from "../../src/core/plan/run.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { callOf, type Prepared, type Trial, tryPlan } from "./planTrial.ts";

export type Ending = "resume" | "undo";

/** The SDK makes a call four times before it gives up. */
const attempts = 4;

const failures: Readonly<Record<string, (call: Partial<Fault>) => Fault>> = {
  // First, because the SDK then slows down for seconds, in which the others run.
  throttling: (call) => ({ ...call, effect: "throttle", times: attempts }),
  "an internal error": (call) => ({ ...call, effect: "serverError", times: attempts }),
  "a denial": (call) => ({ ...call, effect: "denied", times: 1 }),
  "an answer lost once": (call) => ({ ...call, effect: "drop", after: true, times: 1 }),
  "an answer lost every time": (call) => ({ ...call, effect: "drop", after: true, times: attempts }),
};

/** What is left in the sandbox when the run that a fault has struck is brought to this end. */
const endings: Readonly<Record<Ending, (prepared: Prepared, fault: Fault) => Promise<void>>> = {
  resume: async (prepared, fault) => {
    const left = await tryPlan(prepared, [fault], async (trial) => {
      const stopped = await struck(trial, prepared);
      // The SDK may have got over it by itself.
      const run = stopped.status === "done" ? stopped : await trial.apply(stopped);
      expect(run.status, JSON.stringify(run.progress)).toBe("done");
    });
    expect(left).toBe(prepared.after);
  },
  undo: async (prepared, fault) => {
    const left = await tryPlan(prepared, [fault], async (trial) => {
      const run = await trial.undo(await struck(trial, prepared));
      expect(run.status, JSON.stringify(run.progress)).toBe("undone");
    });
    expect(left).toBe(prepared.before);
  },
};

async function struck(trial: Trial, { plan }: Prepared): Promise<Run> {
  const run = await trial.apply(startRun(plan));
  expect(trial.sandbox.calls.filter(({ struck }) => struck)).not.toEqual([]);
  return run;
}

/** Every way in which a call can fail. */
export const failureNames: readonly string[] = Object.keys(failures);

/** Lets every call of a plan fail in turn, and brings the run to the end that is chosen for the call. */
export async function failAtEveryCall(
  ready: Prepared,
  failure: string,
  endingOf: (call: number) => Ending,
): Promise<void> {
  await Promise.all(
    ready.plan.steps.map((step, call) => {
      const fault = failures[failure]?.(callOf(ready.plan, step));
      if (fault === undefined) throw new Error(`There is no failure ${failure}.`);
      return endings[endingOf(call)](ready, fault);
    }),
  );
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Run, startRun } from "../../src/core/plan/run.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { planCases } from "../support/planCases.ts";
import { callOf, type Prepared, prepare, type Trial, tryPlan } from "../support/planTrial.ts";

/*
 * Every call of every plan fails in turn, in every way; once the run is resumed, and once it is undone. Afterwards the
 * sandbox has what an undisturbed run leaves, or what it had before.
 */

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
const endings: Readonly<Record<"resume" | "undo", (prepared: Prepared, fault: Fault) => Promise<void>>> = {
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

let folder: string;
const prepared = new Map<string, Prepared>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plans-"));
  for (const planCase of planCases) prepared.set(planCase.name, await prepare(planCase, folder));
});

afterAll(() => rmSync(folder, { recursive: true }));

const trials = Object.entries(failures).flatMap(([failure, faultAt]) =>
  planCases.flatMap(({ name }) =>
    (["resume", "undo"] as const).map((ending) => ({ failure, faultAt, name, ending })),
  ),
);

it.concurrent.each(trials)(
  "$failure at every call: $name ends by $ending",
  async ({ faultAt, name, ending }) => {
    const ready = prepared.get(name);
    if (ready === undefined) throw new Error(`${name} is not prepared.`);
    const faults = ready.plan.steps.map((step) => faultAt(callOf(ready.plan, step)));
    await Promise.all(faults.map((fault) => endings[ending](ready, fault)));
  },
);

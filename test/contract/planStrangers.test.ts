import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { refersToSteps } from "../../src/core/plan/resolve.ts";
import { startRun } from "../../src/core/plan/run.ts";
import { planCases } from "../support/planCases.ts";
import { prepare, tryPlan } from "../support/planTrial.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "strangers-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

it.each(planCases)("$name: what somebody else has made is never taken for the plan's", async (planCase) => {
  const prepared = await prepare(planCase, folder);
  const { plan } = prepared;
  // Client tokens are the plan's own: what has one can never be met by somebody else's call.
  const meetable = plan.steps.filter(
    ({ input, find }) => find !== undefined && !refersToSteps(input) && !("ClientToken" in input),
  );
  for (const step of meetable) {
    const stranger = await tryPlan(prepared, [], (trial) => trial.preempt(step));
    const left = await tryPlan(prepared, [], async (trial) => {
      await trial.preempt(step);
      const run = await trial.apply(startRun(plan));
      if (step.doneWhen === undefined)
        expect(run.progress[step.id]).toMatchObject({ state: "failed", failure: { code: "conflict" } });
      else expect(run.progress[step.id]).toMatchObject({ state: "done", notOurs: true });
      expect((await trial.undo(run)).status).toBe("undone");
    });
    expect(left, step.id).toBe(stranger);
  }
});

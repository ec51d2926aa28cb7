import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  dryRunOperations,
  missingPermissions,
  permissionsByVerdict,
  stepsToCheck,
} from "../../src/core/plan/preflight.ts";
import { madeSoFar, startRun } from "../../src/core/plan/run.ts";
import { operationShapes, shapeAt } from "../../src/sandbox/wire/schema.ts";
import { planCases } from "../support/planCases.ts";
import { callOf, prepare, tryPlan } from "../support/planTrial.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preflight-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(planCases)("the pre-flight of: $name", (planCase) => {
  it("asks for every call that is known, and makes nothing before it has ended", async () => {
    const prepared = await prepare(planCase, folder);
    const steps = stepsToCheck(startRun(prepared.plan));
    expect(steps).not.toEqual([]);
    await tryPlan(prepared, [], async (trial) => {
      const run = await trial.apply(startRun(prepared.plan));
      const { calls } = trial.sandbox;
      expect(calls.slice(0, steps.length).map(({ operation, dryRun }) => [operation, dryRun])).toEqual(
        steps.map(({ operation }) => [operation, true]),
      );
      expect(calls.slice(steps.length).filter(({ dryRun }) => dryRun)).toEqual([]);
      const { allowed, denied } = permissionsByVerdict(run.plan, run.checks);
      expect(allowed).toEqual([...new Set(steps.flatMap(({ permissions }) => permissions))]);
      expect(denied).toEqual([]);
    });
  });

  it("stops where AWS denies a call, with nothing made, and goes on once it is allowed", async () => {
    const prepared = await prepare(planCase, folder);
    const { plan, before, after } = prepared;
    for (const step of stepsToCheck(startRun(plan))) {
      const nth = callOf({ ...plan, steps: stepsToCheck(startRun(plan)) }, step);
      const denial = { ...nth, dryRun: true, effect: "denied", times: 1 } as const;
      const left = await tryPlan(prepared, [denial], async (trial) => {
        const run = await trial.apply(startRun(plan));
        expect(run.status).toBe("stopped");
        expect(run.progress[step.id]).toMatchObject({
          state: "failed",
          failure: { code: "accessDenied", httpStatus: 403 },
        });
        expect(missingPermissions(run)).toEqual([`ec2:${step.operation}`]);
        expect(permissionsByVerdict(plan, run.checks).denied).toEqual([`ec2:${step.operation}`]);
        expect(madeSoFar(run)).toEqual([]);
        expect(trial.sandbox.calls.filter(({ dryRun }) => !dryRun)).toEqual([]);
      });
      expect(left, step.id).toBe(before);
      const resumed = await tryPlan(prepared, [denial], async (trial) => {
        const run = await trial.apply(await trial.apply(startRun(plan)));
        expect(run.status).toBe("done");
      });
      expect(resumed, step.id).toBe(after);
    }
  });
});

it("asks only operations that know DryRun: others would act", () => {
  const unaware = dryRunOperations.filter((operation) => {
    const input = operationShapes("ec2", operation)?.[0] ?? null;
    const shape = input === null ? undefined : shapeAt(input);
    return shape?.kind !== "structure" || !shape.members.some(([name]) => name === "DryRun");
  });
  expect(unaware).toEqual([]);
});

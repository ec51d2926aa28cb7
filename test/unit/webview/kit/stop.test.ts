import { expect, test } from "vitest";
import type { Failure } from "../../../../src/core/model/failure.ts";
import { type Run, type StepProgress, startRun, withStatus } from "../../../../src/core/plan/run.ts";
import type { Step } from "../../../../src/core/plan/step.ts";
import { stopOf } from "../../../../src/webview/kit/stop.ts";

const refused: Failure = { code: "accessDenied", message: "apply" };
const inUse: Failure = { code: "conflict", message: "undo" };

function step(id: string): Step {
  return {
    id,
    scope: { profile: "provider", region: "us-east-1" },
    service: "ec2",
    operation: "CreateSecurityGroup",
    input: {},
    subject: { code: "named", name: id },
    outputs: {},
    permissions: [],
  };
}

function stoppedRun(progress: Record<string, Partial<StepProgress>>): Run {
  const run = startRun({ id: "1", flow: "publish", name: "hello", steps: ["a", "b", "c"].map(step) });
  const changed = Object.entries(progress).map(([id, change]): [string, StepProgress] => [
    id,
    { state: "pending", outputs: {}, ...change },
  ]);
  return withStatus({ ...run, progress: { ...run.progress, ...Object.fromEntries(changed) } }, "stopped");
}

test("the call that failed, counted from 1", () => {
  const run = stoppedRun({ a: { state: "done" }, b: { state: "failed", failure: refused, endedAt: 1 } });
  expect(stopOf(run)).toMatchObject({ call: 2, failure: refused, step: { id: "b" } });
});

test("a run that stopped between two calls names none", () => {
  expect(stopOf(stoppedRun({ a: { state: "done" } }))).toBeUndefined();
});

test("an undo that fails later than the call counts instead of it", () => {
  const run = stoppedRun({
    a: { state: "failed", failure: inUse, endedAt: 2 },
    b: { state: "failed", failure: refused, endedAt: 1 },
  });
  expect(stopOf(run)).toMatchObject({ call: 1, failure: inUse });
});

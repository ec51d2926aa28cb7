import { describe, expect, it } from "vitest";
import type { FailureCode } from "../../../src/core/model/failure.ts";
import { planMonthlyCost } from "../../../src/core/plan/cost.ts";
import { readOutputs, seenBy } from "../../../src/core/plan/resolve.ts";
import {
  interrupted,
  isRefusal,
  type StepProgress,
  startRun,
  stepsToUndo,
  withStatus,
} from "../../../src/core/plan/run.ts";
import { isReference, type Look, type Plan, type Value } from "../../../src/core/plan/step.ts";
import { plans } from "../../support/plans.ts";
import { planText } from "../../support/planText.ts";

describe.each(Object.entries(plans))("%s", (name, plan) => {
  it("reads as its golden file", async () => {
    await expect(`${planText(plan)}\n`).toMatchFileSnapshot(
      `../../golden/plans/${name.replaceAll(" ", "-")}.txt`,
    );
  });

  it("has steps with different ids that refer only to outputs of steps before them", () => {
    const outputs = new Set<string>();
    const ids = plan.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const step of plan.steps) {
      for (const reference of references(step.input)) expect(outputs).toContain(reference);
      for (const output of Object.keys(step.outputs)) outputs.add(`${step.id}.${output}`);
      for (const later of [
        step.before,
        step.wait,
        step.inverse,
        step.inverse?.wait,
        step.find,
        step.find?.owner,
      ]) {
        for (const reference of references(later?.input ?? {})) expect(outputs).toContain(reference);
      }
    }
  });

  it("can find everything whose inverse has to know what was made, each by a look of its own", () => {
    const looks: string[] = [];
    for (const { id, find, inverse, outputs } of plan.steps) {
      const own = references(inverse?.input ?? {}).filter((reference) => reference.startsWith(`${id}.`));
      if (own.length > 0) expect(find, id).toBeDefined();
      if (find === undefined) continue;
      expect(Object.keys(find.outputs), id).toEqual(Object.keys(outputs));
      looks.push(JSON.stringify([find.operation, find.input, find.where]));
    }
    expect(new Set(looks).size).toBe(looks.length);
  });
});

describe("a run that nobody applies any more", () => {
  const plan = planNamed("connect to the service");

  it("is stopped at the call that was under way, with what AWS had answered", () => {
    const begun = startRun(plan);
    const outputs = { groupId: "sg-1" };
    const run = {
      ...begun,
      progress: {
        ...begun.progress,
        "endpoint-group": { state: "called" as const, outputs, answered: true },
      },
    };
    expect(interrupted(run)).toMatchObject({
      status: "stopped",
      progress: { "endpoint-group": { state: "failed", outputs, failure: { code: "interrupted" } } },
    });
    expect(stepsToUndo(interrupted(run)).map(({ id }) => id)).toEqual(["endpoint-group"]);
  });

  it("is left as it is when it has ended", () => {
    const done = withStatus(startRun(plan), "done");
    expect(interrupted(done)).toBe(done);
  });
});

describe("what an undo works through", () => {
  const plan = planNamed("connect to the service");

  const undone = (progress: Partial<StepProgress>) => {
    const step: StepProgress = { state: "failed", outputs: {}, ...progress };
    return stepsToUndo({ ...startRun(plan), progress: { endpoint: step } }).map(({ id }) => id);
  };

  it("includes a call whose answer nobody knows", () => {
    expect(undone({ answered: false })).toEqual(["endpoint"]);
    expect(undone({ answered: true })).toEqual(["endpoint"]);
  });

  it("leaves out what was refused, what was not ours, and what is undone", () => {
    expect(undone({})).toEqual([]);
    expect(undone({ answered: true, notOurs: true })).toEqual([]);
    expect(undone({ answered: true, state: "undone" })).toEqual([]);
  });

  it.each<[FailureCode, boolean]>([
    ["accessDenied", true],
    ["invalid", true],
    ["network", false],
    ["unavailable", false],
    ["throttled", false],
    ["conflict", false],
    ["interrupted", false],
  ])("%s: nothing can have been made: %s", (code, refused) => {
    expect(isRefusal({ code, message: "" })).toBe(refused);
  });
});

describe("looking for what was made", () => {
  const look: Look = {
    service: "elasticloadbalancing",
    operation: "DescribeListeners",
    input: {},
    path: "Listeners.*",
    where: { Port: 5000 },
    noneWhen: [],
  };

  it("takes only what has the wanted members", () => {
    const listeners = [{ Port: 80 }, { Port: 5000, ListenerArn: "a" }, { Port: "5000" }];
    expect(seenBy(look, { Listeners: listeners })).toEqual([listeners[1]]);
    expect(seenBy(look, {})).toEqual([]);
  });

  it("reads outputs, and says which one is missing", () => {
    expect(readOutputs({ arn: "Listeners.0.ListenerArn" }, { Listeners: [{ ListenerArn: "a" }] })).toEqual({
      arn: "a",
    });
    expect(() => readOutputs({ arn: "ListenerArn" }, {})).toThrow("no ListenerArn");
  });
});

describe("cost", () => {
  it("adds what a month of the load balancer and the sample instance costs", () => {
    expect(planMonthlyCost(planNamed("publish the sample application"))).toBeCloseTo(730 * (0.0225 + 0.0042));
  });

  it("counts an endpoint once per Availability Zone", () => {
    expect(planMonthlyCost(planNamed("connect to the service"))).toBeCloseTo(2 * 730 * 0.01);
  });
});

function planNamed(name: string): Plan {
  const plan = plans[name];
  if (plan === undefined) throw new Error(`There is no plan "${name}".`);
  return plan;
}

function references(value: Value): readonly string[] {
  if (typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(references);
  if (isReference(value)) return [`${value.step}.${value.output}`];
  return Object.values(value).flatMap(references);
}

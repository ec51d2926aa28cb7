import { describe, expect, it } from "vitest";
import { planMonthlyCost } from "../../../src/core/plan/cost.ts";
import { interrupted, startRun, stepsToUndo, withStatus } from "../../../src/core/plan/run.ts";
import { isReference, type Plan, type Value } from "../../../src/core/plan/step.ts";
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
        step.before?.input,
        step.wait?.input,
        step.inverse?.input,
        step.inverse?.wait?.input,
      ]) {
        for (const reference of references(later ?? {})) expect(outputs).toContain(reference);
      }
    }
  });
});

describe("a run that nobody applies any more", () => {
  const plan = planNamed("connect to the service");

  it("is stopped at the call that was under way, with what AWS had answered", () => {
    const begun = startRun(plan);
    const outputs = { groupId: "sg-1" };
    const run = {
      ...begun,
      progress: { ...begun.progress, "endpoint-group": { state: "called" as const, outputs } },
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

import { describe, expect, it } from "vitest";
import { readRun } from "../../../src/core/plan/readRun.ts";
import { type Run, startRun, withProgress } from "../../../src/core/plan/run.ts";
import type { Plan } from "../../../src/core/plan/step.ts";
import { plans } from "../../support/plans.ts";

describe("a run in a file", () => {
  it.each(Object.entries(plans))("comes back as it was written: %s", (_, plan) => {
    for (const each of [startRun(plan), failedAtFirst(plan)])
      expect(readRun(JSON.parse(JSON.stringify(each)))).toEqual(each);
  });

  const [plan] = Object.values(plans);

  it("is refused without any one of the members it needs", () => {
    const accepted: string[] = [];
    const run: unknown = JSON.parse(JSON.stringify(plan === undefined ? {} : startRun(plan)));
    for (const path of pathsOf(run))
      if (readRun(without(run, path)) !== undefined) accepted.push(path.join("."));
    // What AWS itself refuses is not looked into.
    const inner =
      /\.(input|where|outputs|cost|doneWhen|wait|find|owner|inverse)(\.|$)|\.enough$|^progress\.|\.\d+$/;
    expect(accepted.filter((path) => !inner.test(path))).toEqual([]);
  });

  it.each([null, 1, "run", [], {}, { plan: {}, status: "running", progress: {} }])(
    "is refused when it is %j",
    (content) => {
      expect(readRun(content)).toBeUndefined();
    },
  );

  it.each(Object.entries(plans))("is refused with any code that nobody knows: %s", (_, each) => {
    const run: unknown = JSON.parse(JSON.stringify(failedAtFirst(each)));
    const accepted = pathsOf(run).filter((path) => {
      const isCode = closedSets.test(path.join("."));
      return isCode && readRun(replaced(run, path, "toString")) !== undefined;
    });
    expect(accepted.map((path) => path.join("."))).toEqual([]);
  });

  it("is refused with a status, a service or a state that nobody knows", () => {
    if (plan === undefined) throw new Error("There is no plan.");
    const run = startRun(plan);
    expect(readRun({ ...run, status: "toString" })).toBeUndefined();
    const steps = plan.steps.map((step) => ({ ...step, service: "s3" }));
    expect(readRun({ ...run, plan: { ...plan, steps } })).toBeUndefined();
    expect(readRun({ ...run, progress: { a: { state: "gone", outputs: {} } } })).toBeUndefined();
  });
});

/** Members that have one of few values. */
const closedSets =
  /\.(service|reason|enough|runtime|attribute|verdict|state)$|^status$|\.(subject|failure)\.code$|\.cost$/;

function failedAtFirst(plan: Plan): Run {
  const [first] = plan.steps;
  if (first === undefined) throw new Error("The plan is empty.");
  const failure = { code: "network", message: "" } as const;
  const failed = { state: "failed", outputs: { id: "a" }, answered: false, failure } as const;
  const run = withProgress(startRun(plan), first, failed);
  return { ...run, checks: { [first.id]: { verdict: "unclear", failure } } };
}

function replaced(value: unknown, path: readonly string[], by: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== "object" || value === null) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]),
  );
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return path.length === 0 ? [] : [path];
  const inner = Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function without(value: unknown, [key = "", ...rest]: readonly string[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? without(item, rest) : item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      if (name !== key) return [[name, item]];
      return rest.length === 0 ? [] : [[name, without(item, rest)]];
    }),
  );
}

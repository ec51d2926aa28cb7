import { describe, expect, it } from "vitest";
import { planOperations } from "../../../src/aws/planOperations.ts";
import type { Call, Step } from "../../../src/core/plan/step.ts";
import { plans } from "../../support/plans.ts";

function callsOf({ before, find, inverse, wait, ...step }: Step): readonly (Call | undefined)[] {
  return [step, before, wait, find, find?.owner, inverse, inverse?.wait];
}

describe("the operations that plans may call", () => {
  it.each(Object.entries(plans))("have all of: %s", (_, { steps }) => {
    const operations = steps.flatMap(callsOf).flatMap((call) => call?.operation ?? []);
    expect(operations.filter((operation) => !planOperations.includes(operation))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { planActions } from "../../../src/aws/planOperations.ts";
import type { Call, Step } from "../../../src/core/plan/step.ts";
import { plans } from "../../support/plans.ts";

function callsOf({ before, find, inverse, wait, ...step }: Step): readonly (Call | undefined)[] {
  return [step, before, wait, find, find?.owner, inverse, inverse?.wait];
}

describe("the operations that plans may call", () => {
  it.each(Object.entries(plans))("have all of: %s", (_, { steps }) => {
    const actions = steps
      .flatMap(callsOf)
      .flatMap((call) => (call === undefined ? [] : `${call.service}:${call.operation}`));
    expect(actions.filter((action) => !planActions.includes(action))).toEqual([]);
  });
});

import { expect, it } from "vitest";
import type { Failure } from "../../../src/core/model/failure.ts";
import type { Step } from "../../../src/core/plan/step.ts";
import { failureAdvice, failureTitle } from "../../../src/text/failures.ts";
import { stopHeading } from "../../../src/text/pagePlan.ts";
import { plans } from "../../support/plans.ts";

function failedIn(state: string): Failure {
  return { code: "wrongState", message: "", state };
}

const steps: readonly Step[] = Object.values(plans).flatMap((plan) => plan.steps);
const states = [
  ...new Set(steps.flatMap(({ before, wait }) => [...(before?.failWhen ?? []), ...(wait?.failWhen ?? [])])),
];

it.each(states)("words of its own for a wait that ends in %s", (state) => {
  expect(failureTitle(failedIn(state))).not.toBe(failureTitle(failedIn("unheard of")));
  expect(failureAdvice(failedIn(state))).not.toBe(failureAdvice(failedIn("unheard of")));
});

it("says that the provider has rejected, and not that a call was refused", () => {
  const [step] = steps;
  if (step === undefined) throw new Error("No plan has a step.");
  const failure = failedIn("Rejected");
  expect(failureTitle(failure)).toBe("Rejected by the provider");
  expect(stopHeading({ ...step, operation: "ModifyVpcEndpoint" }, failure)).toBe(
    "Stopped at ModifyVpcEndpoint: AWS reports Rejected",
  );
});

import type { Plan } from "../plan/step.ts";
import type { Facts, Lookup } from "./facts.ts";
import type { Answers, Form } from "./form.ts";

/** What a wizard shows for the answers and facts it has; computed anew after every change of either. */
export interface FlowView {
  readonly form: Form;
  /** What has to be looked up before more can be said. */
  readonly lookups: readonly Lookup[];
  /** Present as soon as the form is complete. */
  readonly plan?: Plan;
}

/**
 * A wizard as a pure function. What is answered already, from a tree row or an invitation, is simply in the answers;
 * the plan's id comes from outside because the core knows no randomness.
 */
export type Flow = (answers: Answers, facts: Facts, planId: string) => FlowView;

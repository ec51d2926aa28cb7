import type { PlanContext } from "./context.ts";
import type { Plan, Step } from "./step.ts";

/** A call or two on something that exists. */
export function changePlan({ planId }: PlanContext, name: string, steps: readonly Step[]): Plan {
  return { id: planId, flow: "change", name, steps };
}

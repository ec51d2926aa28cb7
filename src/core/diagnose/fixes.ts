import type { PlanContext } from "../plan/context.ts";
import type { Plan } from "../plan/step.ts";
import type { CauseId, Side } from "./cause.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { Consequence, Fix } from "./finding.ts";

interface PlanFix {
  readonly cause: CauseId;
  readonly code: string;
  readonly side: Side;
  readonly consequence?: Consequence;
  readonly plan: (context: PlanContext) => Plan;
}

/**
 * A plan of the side that has to act. While no scope of it is open it is words, to be sent to its owner; a plan that
 * would call nothing is none.
 */
export function planFix(facts: Evidence, { cause, code, side, plan: build, consequence }: PlanFix): Fix[] {
  const scope = facts[side]?.scope;
  if (scope === undefined) return [textFix(side, code)];
  const { profile, region } = scope;
  const plan = build({ planId: `${facts.id}-${cause}-${code}`, scope: { profile, region } });
  if (plan.steps.length === 0) return [];
  const undoable = plan.steps.every(({ inverse }) => inverse !== undefined);
  return [
    { kind: "plan", code, side, plan, undoable, ...(consequence === undefined ? {} : { consequence }) },
  ];
}

/** Words only. */
export function textFix(side: Side, code: string): Fix {
  return { kind: "text", code, side };
}

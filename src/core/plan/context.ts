import type { Scope } from "../model/scope.ts";
import { planTag } from "../model/tags.ts";
import type { Input } from "./step.ts";

/** Whose plan it is and where it acts; what every step of one account has in common. */
export interface PlanContext {
  readonly planId: string;
  readonly scope: Scope;
}

/** Tags for EC2's create calls: a name for people, the plan for clean-up. */
export function tagSpecifications(
  resourceType: string,
  name: string,
  { planId }: PlanContext,
): readonly Input[] {
  return [
    {
      ResourceType: resourceType,
      Tags: [
        { Key: "Name", Value: name },
        { Key: planTag, Value: planId },
      ],
    },
  ];
}

/** The same intent keeps the same token, so a repeated call does not create a second resource. */
export function clientToken({ planId }: PlanContext, stepId: string): string {
  return `${planId}-${stepId}`.slice(0, 64);
}

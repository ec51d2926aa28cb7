import type { Scope } from "../model/scope.ts";
import { planTag, type Tags } from "../model/tags.ts";
import type { Input } from "./step.ts";

/** Whose plan it is and where it acts; what every step of one account has in common. */
export interface PlanContext {
  readonly planId: string;
  readonly scope: Scope;
  /** Tags that the user wants on everything, beside the toolkit's own. */
  readonly tags?: Tags;
}

/** Tags for EC2's create calls: a name for people, the plan for clean-up. */
export function tagSpecifications(
  resourceType: string,
  name: string,
  context: PlanContext,
): readonly Input[] {
  return [{ ResourceType: resourceType, Tags: [{ Key: "Name", Value: name }, ...tagList(context)] }];
}

/** Tags for create calls of resources that have a name of their own. */
export function tagList({ planId, tags = {} }: PlanContext): readonly Input[] {
  const own = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return [{ Key: planTag, Value: planId }, ...own];
}

/**
 * The same intent keeps the same token, so a repeated call does not create a second resource. AWS takes 64 characters,
 * and no two steps of a plan may have the same.
 */
export function clientToken({ planId }: PlanContext, stepId: string): string {
  const end = `-${stepId}`;
  return `${planId.slice(0, 64 - end.length)}${end}`;
}

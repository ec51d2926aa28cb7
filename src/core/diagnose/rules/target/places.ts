import type { TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import { type Behind, registered } from "../behind.ts";

/** The operation that the state of targets is known from. */
export const health = "elasticloadbalancing:DescribeTargetHealth";

/** A target with all that it hangs on. */
export interface Place {
  readonly behind: Behind;
  readonly group: TargetGroupFacts;
  readonly target: TargetFacts;
}

export function placesOf(all: readonly Behind[]): readonly Place[] {
  return all.flatMap((behind) =>
    behind.groups.flatMap((group) => registered(group).map((target) => ({ behind, group, target }))),
  );
}

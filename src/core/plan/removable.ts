import type { Origin } from "../model/tags.ts";
import type { Cost } from "./step.ts";

/** In the order in which they are deleted: whatever uses something comes before it. */
export const removalKinds = [
  "connection",
  "notification",
  "service",
  "endpoint",
  "listener",
  "loadBalancer",
  "targetGroup",
  "instance",
  "testerRole",
  "rule",
  "securityGroup",
] as const;
export type RemovalKind = (typeof removalKinds)[number];

/** Something that a tear-down can take away, and what has to be gone before AWS lets it. */
export interface Removable {
  readonly kind: RemovalKind;
  /** Its id or ARN. */
  readonly id: string;
  readonly name: string;
  /** More of AWS's own words about it. */
  readonly detail: string;
  /** Who made it, which its tag tells: only what the target's own plans made is proposed. */
  readonly origin: Origin;
  /**
   * What uses it: of every list one member has to go, because a listener goes by itself or with its load balancer, and
   * a rule by itself or with its group.
   */
  readonly users: readonly (readonly string[])[];
  /** Users that no tear-down of this target takes away. */
  readonly holders: readonly string[];
  /** Why AWS would refuse in any case. */
  readonly guard?: "deletionProtection" | "defaultGroup";
  /** The service of a connection, the load balancer of a listener, the group of a rule. */
  readonly parent?: string;
  /** The security group that a rule names. */
  readonly references?: string;
  readonly egress?: boolean;
  /** What ends with it. */
  readonly cost?: Cost;
}

/**
 * What of the wanted can really go: nothing that something staying behind still uses. Groups whose rules name each other
 * go together or not at all.
 */
export function settle(removables: readonly Removable[], wanted: ReadonlySet<string>): ReadonlySet<string> {
  let going = new Set(removables.map(({ id }) => id).filter((id) => wanted.has(id)));
  for (;;) {
    const free = removables.filter((each) => going.has(each.id) && isFree(each, going)).map(({ id }) => id);
    if (free.length === going.size) return going;
    going = new Set(free);
  }
}

/** Users that stay behind, one id for each. */
export function stayingUsers({ users }: Removable, going: ReadonlySet<string>): readonly string[] {
  return users.filter((either) => !either.some((id) => going.has(id))).flatMap(([first]) => first ?? []);
}

/** It needs no call of its own: its load balancer or its group takes it along. */
export function goesAlong({ kind, parent }: Removable, going: ReadonlySet<string>): boolean {
  return (kind === "listener" || kind === "rule") && parent !== undefined && going.has(parent);
}

function isFree(removable: Removable, going: ReadonlySet<string>): boolean {
  const { guard, holders } = removable;
  return guard === undefined && holders.length === 0 && stayingUsers(removable, going).length === 0;
}

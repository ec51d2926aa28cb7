import type { Scope } from "../model/scope.ts";
import { deleteNotifications, deletion, isSingle, rejectConnections } from "./deletionSteps.ts";
import { goesAlong, type Removable, type RemovalKind, removalKinds } from "./removable.ts";
import type { Plan, Step } from "./step.ts";
import { deleteTesterRole } from "./testerDeletion.ts";

/** Everything Tear Down has to know. */
export interface TearDownIntent {
  readonly planId: string;
  readonly scope: Scope;
  /** What the service or the endpoint is called. */
  readonly name: string;
  readonly removables: readonly Removable[];
  /** Ids of what goes; settled, so that nothing that stays uses any of it. */
  readonly going: ReadonlySet<string>;
}

/**
 * Deletes in the only order that AWS accepts: connections are rejected before their service goes, the service before its
 * load balancer, that before its target groups and the groups of its interfaces.
 */
export function tearDownPlan({ planId, scope, name, removables, going }: TearDownIntent): Plan {
  const called = removables.filter((each) => going.has(each.id) && !goesAlong(each, going));
  const steps = removalKinds.flatMap((kind) => {
    const alike = called.filter((each) => each.kind === kind);
    if (alike.length === 0) return [];
    if (kind === "connection") return [rejectConnections(scope, alike)];
    if (kind === "testerRole") return alike.flatMap(() => deleteTesterRole(scope));
    if (kind === "notification") return [deleteNotifications(scope, alike)];
    const ordered = kind === "securityGroup" ? groupOrder(alike, removables) : alike;
    return deletions(scope, kind, ordered);
  });
  return { id: planId, flow: "tearDown", name, steps };
}

function deletions(scope: Scope, kind: RemovalKind, removables: readonly Removable[]): readonly Step[] {
  return removables.filter(isSingle).map((each, index) => deletion(scope, `${kind}-${index + 1}`, each));
}

/** A group goes after those that name it. Where groups name each other, the rules in between are revoked first. */
function groupOrder(groups: readonly Removable[], removables: readonly Removable[]): readonly Removable[] {
  const ordered: Removable[] = [];
  let left = [...groups];
  const naming = ({ id }: Removable) =>
    removables.filter(
      (rule) =>
        rule.references === id && left.some((group) => group.id === rule.parent) && !ordered.includes(rule),
    );
  while (left.length > 0) {
    const free = left.find((group) => naming(group).length === 0);
    const next = free ?? left[0];
    if (next === undefined) break;
    ordered.push(...naming(next), next);
    left = left.filter((group) => group !== next);
  }
  return ordered;
}

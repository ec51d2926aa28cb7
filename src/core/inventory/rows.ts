import type { Failure } from "../model/failure.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import type { Loadable, Snapshot } from "../model/snapshot.ts";
import type { EmptyOf, Node } from "./node.ts";
import type { InventoryState } from "./state.ts";

export function loading(parent: string): Node {
  return { kind: "loading", id: `${parent}/loading`, capabilities: [] };
}

/** @param scope Named in the row where no row above it does. */
export function unreadable(parent: string, failure: Failure, scope?: OpenScope): Node {
  const row = { kind: "failure", id: `${parent}/failure`, capabilities: [], failure } as const;
  return scope === undefined ? row : { ...row, scope };
}

export function empty(parent: string, of: EmptyOf): Node {
  return { kind: "empty", id: `${parent}/empty`, capabilities: [], of };
}

/** One row per scope. A scope that cannot be read shows why below itself and hides no other. */
export function scopeNodes(
  { scopes }: InventoryState,
  view: string,
  children: (snapshot: Snapshot, id: string) => readonly Node[],
): readonly Node[] {
  return scopes.map(({ scope, snapshot }) => {
    const id = `${view}/${scopeId(scope)}`;
    const rows =
      snapshot.status === "loading"
        ? [loading(id)]
        : snapshot.status === "failed"
          ? [unreadable(id, snapshot.failure)]
          : children(snapshot.value, id);
    return { kind: "scope", id, capabilities: [], scope, children: rows };
  });
}

/** The rows of a list, or the one row that says why there are none. */
export function listed<T>(
  parent: string,
  list: Loadable<readonly T[]>,
  of: "services" | "endpoints",
  row: (item: T) => Node,
): readonly Node[] {
  if (list.status === "loading") return [loading(parent)];
  if (list.status === "failed") return [unreadable(parent, list.failure)];
  return list.value.length === 0 ? [empty(parent, of)] : list.value.map(row);
}

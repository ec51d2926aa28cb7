import type { NetworkInterface } from "../model/endpoint.ts";
import { type OpenScope, type Scope, scopeId } from "../model/scope.ts";
import type { ServiceDetail } from "../model/service.ts";
import type { Loadable, Snapshot } from "../model/snapshot.ts";
import type { Decisions } from "./decisions.ts";

/** Everything the views are projected from; replaced, never changed. */
export interface InventoryState extends Decisions {
  /** In the order the user chose them. A scope whose credentials fail has an entry too. */
  readonly scopes: readonly ScopeEntry[];
  /** By `detailKey`: two profiles of one account read for themselves, with what each may see. */
  readonly serviceDetails: ReadonlyMap<string, ServiceDetail>;
  /** By `detailKey`. */
  readonly endpointDetails: ReadonlyMap<string, Loadable<readonly NetworkInterface[]>>;
  /** `detailKey`s of the rows that are open: only what hangs below these is kept up to date. */
  readonly expanded: ReadonlySet<string>;
}

export function detailKey(scope: Scope, resourceId: string): string {
  return `${scopeId(scope)}/${resourceId}`;
}

/** One chosen scope: its snapshot, or why it could not be opened. */
export interface ScopeEntry {
  readonly scope: OpenScope;
  readonly snapshot: Loadable<Snapshot>;
}

export const emptyInventory: InventoryState = {
  scopes: [],
  serviceDetails: new Map(),
  endpointDetails: new Map(),
  expanded: new Set(),
  asked: new Map(),
  refused: new Map(),
};

/** The snapshots that were read, in the order of their scopes. */
export function readSnapshots({ scopes }: InventoryState): readonly Snapshot[] {
  return scopes.flatMap(({ snapshot }) => (snapshot.status === "ready" ? [snapshot.value] : []));
}

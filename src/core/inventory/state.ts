import type { NetworkInterface } from "../model/endpoint.ts";
import { type OpenScope, type Scope, scopeId } from "../model/scope.ts";
import type { ServiceDetail } from "../model/service.ts";
import type { Loadable, Snapshot } from "../model/snapshot.ts";
import type { EndpointState } from "../model/states.ts";

/** Everything the views are projected from; replaced, never changed. */
export interface InventoryState {
  /** In the order the user chose them. A scope whose credentials fail has an entry too. */
  readonly scopes: readonly ScopeEntry[];
  /** By `detailKey`: two profiles of one account read for themselves, with what each may see. */
  readonly serviceDetails: ReadonlyMap<string, ServiceDetail>;
  /** By `detailKey`. */
  readonly endpointDetails: ReadonlyMap<string, Loadable<readonly NetworkInterface[]>>;
  /** By endpoint id: decisions sent to AWS whose effect the lists do not show yet. */
  readonly asked: ReadonlyMap<string, Asked>;
}

export interface Asked {
  readonly decision: "accept" | "reject";
  /** Of the provider, who decided. */
  readonly account: string;
  /** What the lists said when the decision was sent. */
  readonly from: EndpointState;
  /** Epoch milliseconds. */
  readonly at: number;
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
  asked: new Map(),
};

/** The snapshots that were read, in the order of their scopes. */
export function readSnapshots({ scopes }: InventoryState): readonly Snapshot[] {
  return scopes.flatMap(({ snapshot }) => (snapshot.status === "ready" ? [snapshot.value] : []));
}

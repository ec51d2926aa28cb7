import { requests } from "../core/inventory/connections.ts";
import type { ConnectionNode } from "../core/inventory/node.ts";
import { readSnapshots } from "../core/inventory/state.ts";
import { type ScopeId, scopeId } from "../core/model/scope.ts";
import type { Inventory } from "./inventory.ts";
import { Listeners } from "./listeners.ts";

/**
 * Tells of requests that were not there when a scope was looked at before: once per look, with all that it has found. What
 * waits already when a scope is opened is no news.
 */
export class NewRequests {
  readonly found = new Listeners<readonly ConnectionNode[]>();
  readonly #inventory: Inventory;
  readonly #unsubscribe: readonly (() => void)[];
  /** Scopes whose requests have been read. */
  #known: ReadonlySet<ScopeId> = new Set();
  /** Endpoint ids. */
  #seen: ReadonlySet<string> = new Set();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#unsubscribe = [
      inventory.looked.add(() => this.#compare()),
      inventory.changed.add(() => {
        // What is opened next may be another AWS with scopes of the same names.
        if (inventory.state.scopes.length === 0) this.#known = new Set();
      }),
    ];
  }

  dispose(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #compare(): void {
    const { state } = this.#inventory;
    const waiting = requests(state);
    const added = waiting.filter(
      ({ connection, scope }) => this.#known.has(scopeId(scope)) && !this.#seen.has(connection.endpointId),
    );
    const open = new Set(state.scopes.map(({ scope }) => scopeId(scope)));
    const read = readSnapshots(state)
      .filter(({ connections }) => connections.status === "ready")
      .map(({ scope }) => scopeId(scope));
    this.#known = new Set([...this.#known, ...read].filter((id) => open.has(id)));
    this.#seen = new Set([...this.#seen, ...waiting.map(({ connection }) => connection.endpointId)]);
    if (added.length > 0) this.found.tell(added);
  }
}

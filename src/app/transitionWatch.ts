import type { ListKind } from "../core/inventory/lists.ts";
import {
  type Look,
  lookAgainAfter,
  looks,
  shownLists,
  type ViewName,
  waitingSeconds,
} from "../core/inventory/pace.ts";
import { scopeId } from "../core/model/scope.ts";
import type { Clock } from "./clock.ts";
import type { Inventory } from "./inventory.ts";

interface Watched {
  readonly look: Look;
  readonly end: AbortController;
}

/**
 * Looks again at the lists that change by themselves, as long as a view shows them; slower while nothing changes. Each list
 * of a scope is one poll, however many of its rows wait.
 */
export class TransitionWatch {
  readonly #inventory: Inventory;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  readonly #watched = new Map<string, Watched>();
  #visible: readonly ViewName[] = [];

  constructor(inventory: Inventory, clock: Clock) {
    this.#inventory = inventory;
    this.#clock = clock;
    this.#unsubscribe = inventory.changed.add(() => this.#adapt());
  }

  /** Says which views are in sight. What was read long ago is read again when it comes into sight. */
  setVisible(views: readonly ViewName[]): void {
    const before = shownLists(this.#visible);
    this.#visible = views;
    const appeared = [...shownLists(views)].filter((list) => !before.has(list));
    if (appeared.length > 0) this.#catchUp(appeared);
    this.#adapt();
  }

  dispose(): void {
    this.#unsubscribe();
    this.setVisible([]);
  }

  #catchUp(lists: readonly ListKind[]): void {
    for (const scope of this.#inventory.openScopes) {
      const old = lists.filter((list) => this.#inventory.age(scope, list) >= waitingSeconds);
      // Failures of a look are rows: there is nothing to report.
      if (old.length > 0) void this.#inventory.look(scope, old);
    }
  }

  #adapt(): void {
    const wanted = new Map(
      looks(this.#inventory.state, this.#visible).map((look) => [
        `${scopeId(look.scope)}/${look.list}`,
        look,
      ]),
    );
    for (const [key, { look, end }] of this.#watched) {
      const still = wanted.get(key);
      if (still !== undefined && !isMore(still, look)) {
        this.#watched.set(key, { look: still, end });
      } else {
        end.abort();
        this.#watched.delete(key);
      }
    }
    for (const [key, look] of wanted) {
      if (this.#watched.has(key)) continue;
      const end = new AbortController();
      this.#watched.set(key, { look, end });
      // Ends with the abort, and failures of a look are rows: there is nothing to report.
      void this.#watch(look, end.signal).catch(() => undefined);
    }
  }

  async #watch({ scope, list, pace }: Look, signal: AbortSignal): Promise<void> {
    for (let unchanged = 0; !signal.aborted; ) {
      await this.#clock.sleep(lookAgainAfter(pace, unchanged), signal);
      const before = this.#list(scopeId(scope), list);
      await this.#inventory.look(scope, [list]);
      unchanged = this.#list(scopeId(scope), list) === before ? unchanged + 1 : 0;
    }
  }

  #list(id: string, list: ListKind): unknown {
    const entry = this.#inventory.state.scopes.find(({ scope }) => scopeId(scope) === id);
    return entry?.snapshot.status === "ready" ? entry.snapshot.value[list] : undefined;
  }
}

/** Something else moves now than when a look was planned: a wait for people, or for what is slow, must not delay it. */
function isMore(now: Look, planned: Look): boolean {
  return now.pace !== planned.pace || now.moving.some((id) => !planned.moving.includes(id));
}

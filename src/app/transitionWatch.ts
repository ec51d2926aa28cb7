import { lookAgainAfter, type Pace, pace } from "../core/inventory/pace.ts";
import type { Clock } from "./clock.ts";
import type { Inventory } from "./inventory.ts";

/** Looks again at what changes by itself, as long as somebody looks at it; slower while nothing changes. */
export class TransitionWatch {
  readonly #inventory: Inventory;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #visible = false;
  #pace: Pace = "still";
  #watching = new AbortController();

  constructor(inventory: Inventory, clock: Clock) {
    this.#inventory = inventory;
    this.#clock = clock;
    this.#unsubscribe = inventory.changed.add(() => this.#adapt());
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#adapt();
  }

  dispose(): void {
    this.#unsubscribe();
    this.setVisible(false);
  }

  /** A wait for people must not delay the look at what has begun to move meanwhile. */
  #adapt(): void {
    const wanted = this.#visible ? pace(this.#inventory.state) : "still";
    if (wanted === this.#pace) return;
    this.#pace = wanted;
    this.#watching.abort();
    if (wanted === "still") return;
    this.#watching = new AbortController();
    // Ends with the abort, and failures of a refresh are rows: there is nothing to report.
    void this.#watch(wanted, this.#watching.signal).catch(() => undefined);
  }

  async #watch(current: Exclude<Pace, "still">, signal: AbortSignal): Promise<void> {
    let unchanged = 0;
    while (!signal.aborted) {
      await this.#clock.sleep(lookAgainAfter(current, unchanged), signal);
      const before = fingerprint(this.#inventory);
      await this.#inventory.refresh();
      unchanged = fingerprint(this.#inventory) === before ? unchanged + 1 : 0;
    }
  }
}

/** Tells whether a look has found anything new. */
function fingerprint({ state }: Inventory): string {
  return JSON.stringify(state.scopes);
}

import { lookAgainAfter, pace } from "../core/inventory/pace.ts";
import type { Clock } from "./clock.ts";
import type { Inventory } from "./inventory.ts";

/** Looks again at what changes by itself, as long as somebody looks at it; slower while nothing changes. */
export class TransitionWatch {
  readonly #inventory: Inventory;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #watching: AbortController | undefined;
  #visible = false;

  constructor(inventory: Inventory, clock: Clock) {
    this.#inventory = inventory;
    this.#clock = clock;
    this.#unsubscribe = inventory.changed.add(() => this.#start());
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#start();
    else this.#watching?.abort();
  }

  dispose(): void {
    this.#unsubscribe();
    this.#visible = false;
    this.#watching?.abort();
  }

  #start(): void {
    if (!this.#visible || this.#watching !== undefined || pace(this.#inventory.state) === "still") return;
    const watching = new AbortController();
    this.#watching = watching;
    // Ends by itself or with the abort; either way there is nothing to report.
    void this.#watch(watching.signal)
      .catch(() => undefined)
      .finally(() => {
        this.#watching = undefined;
      });
  }

  async #watch(signal: AbortSignal): Promise<void> {
    let unchanged = 0;
    let current = pace(this.#inventory.state);
    while (current !== "still") {
      await this.#clock.sleep(lookAgainAfter(current, unchanged), signal);
      const before = movement(this.#inventory);
      await this.#inventory.refresh();
      unchanged = movement(this.#inventory) === before ? unchanged + 1 : 0;
      current = pace(this.#inventory.state);
    }
  }
}

/** What a look can find changed: the states, and nothing else. */
function movement({ state }: Inventory): string {
  return JSON.stringify(state.scopes, (key, value: unknown) => (key === "tags" ? undefined : value));
}

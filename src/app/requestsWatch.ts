import { scopesToAskForRequests, type ViewName } from "../core/inventory/pace.ts";
import type { Clock } from "./clock.ts";
import type { Inventory } from "./inventory.ts";

/**
 * Asks for new requests now and then while nobody looks at the views that would show them: one call per open scope, and
 * only while the window has the focus.
 */
export class RequestsWatch {
  readonly #inventory: Inventory;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #visible: readonly ViewName[] = [];
  #minutes = 0;
  #isFocused = false;
  #isWatching = false;
  #watching = new AbortController();
  /** Epoch milliseconds. */
  #lookedAt = 0;

  constructor(inventory: Inventory, clock: Clock) {
    this.#inventory = inventory;
    this.#clock = clock;
    this.#unsubscribe = inventory.changed.add(() => this.#adapt());
  }

  /** @param minutes Between two looks; 0 looks never. */
  setMinutes(minutes: number): void {
    this.#minutes = minutes;
    this.#stop();
    this.#adapt();
  }

  setFocused(isFocused: boolean): void {
    this.#isFocused = isFocused;
    this.#adapt();
  }

  setVisible(views: readonly ViewName[]): void {
    this.#visible = views;
  }

  dispose(): void {
    this.#unsubscribe();
    this.#stop();
  }

  #adapt(): void {
    const wanted = this.#isFocused && this.#minutes > 0 && this.#inventory.openScopes.length > 0;
    if (wanted === this.#isWatching) return;
    this.#stop();
    if (!wanted) return;
    this.#isWatching = true;
    this.#watching = new AbortController();
    // Scopes have just been read when they are opened.
    if (this.#lookedAt === 0) this.#lookedAt = this.#clock.now();
    // Ends with the abort, and failures of a look are rows: there is nothing to report.
    void this.#watch(this.#watching.signal).catch(() => undefined);
  }

  #stop(): void {
    this.#watching.abort();
    this.#isWatching = false;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // A window that gets the focus back late looks at once.
      const since = (this.#clock.now() - this.#lookedAt) / 1000;
      await this.#clock.sleep(Math.max(0, Math.round(this.#minutes * 60 - since)), signal);
      this.#lookedAt = this.#clock.now();
      await this.#inventory.lookForRequests(scopesToAskForRequests(this.#inventory.state, this.#visible));
    }
  }
}

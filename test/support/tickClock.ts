import type { Clock } from "../../src/app/clock.ts";

const tickMilliseconds = 10;

/**
 * A clock on which every tick of the event loop's timer is a second: where the machine stalls, so does the time, and
 * nothing that waits on this clock can be late against anything else that does.
 */
export class TickClock implements Clock {
  readonly onTick: (() => void)[] = [];
  #ticks = 0;
  #sleeps: readonly { readonly until: number; readonly end: () => void }[] = [];
  readonly #timer = setInterval(() => this.#tick(), tickMilliseconds);

  now = () => this.#ticks * 1000;

  sleep(seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleep = { until: this.#ticks + seconds, end: resolve };
      this.#sleeps = [...this.#sleeps, sleep];
      signal.addEventListener("abort", () => {
        this.#sleeps = this.#sleeps.filter((each) => each !== sleep);
        reject(signal.reason);
      });
    });
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#ticks += 1;
    const due = this.#sleeps.filter(({ until }) => until <= this.#ticks);
    this.#sleeps = this.#sleeps.filter(({ until }) => until > this.#ticks);
    for (const { end } of due) end();
    for (const look of this.onTick) look();
  }
}

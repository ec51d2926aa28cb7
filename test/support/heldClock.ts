import type { Clock } from "../../src/app/clock.ts";

interface Sleep {
  readonly seconds: number;
  /** Epoch milliseconds. */
  readonly until: number;
  readonly end: () => void;
}

/** A clock on which time passes only when the test says so. */
export class HeldClock implements Clock {
  /** Seconds of every sleep that was begun, in order. */
  readonly begun: number[] = [];
  #time = Date.UTC(2026, 0, 1);
  #sleeps: readonly Sleep[] = [];

  now = () => this.#time;

  sleep(seconds: number, signal: AbortSignal): Promise<void> {
    this.begun.push(seconds);
    return new Promise((resolve, reject) => {
      const sleep = { seconds, until: this.#time + seconds * 1000, end: resolve };
      this.#sleeps = [...this.#sleeps, sleep];
      signal.addEventListener("abort", () => {
        this.#sleeps = this.#sleeps.filter((each) => each !== sleep);
        reject(signal.reason);
      });
    });
  }

  /** Seconds of the sleeps that have not ended, the shortest first. */
  get asleep(): readonly number[] {
    return this.#sleeps.map(({ seconds }) => seconds).sort((a, b) => a - b);
  }

  pass(seconds: number): void {
    this.#time += seconds * 1000;
    const due = this.#sleeps.filter(({ until }) => until <= this.#time);
    this.#sleeps = this.#sleeps.filter(({ until }) => until > this.#time);
    for (const { end } of due) end();
  }
}

/** Time as the use cases see it; tests pass one that runs fast. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Rejects with the signal's reason as soon as it aborts. */
  sleep(seconds: number, signal: AbortSignal): Promise<void>;
}

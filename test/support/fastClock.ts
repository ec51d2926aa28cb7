import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../src/app/clock.ts";

/** Seconds pass a hundred times faster, so that waits for the sandbox's fast clock stay short. */
export const fastClock: Clock = {
  now: () => Date.now() * 100,
  sleep: (seconds, signal) => setTimeout(seconds * 10, undefined, { signal }),
};

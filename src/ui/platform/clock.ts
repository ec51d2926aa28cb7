import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../app/clock.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (seconds, signal) => setTimeout(seconds * 1000, undefined, { signal }),
};

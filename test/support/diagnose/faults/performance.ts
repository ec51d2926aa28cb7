import type { Faults } from "../fault.ts";

/** F: performance. */
export const performanceFaults: Faults = {};

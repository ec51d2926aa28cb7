import type { Faults } from "../fault.ts";

/** H: IPv6, UDP and cross-Region. */
export const specificFaults: Faults = {};

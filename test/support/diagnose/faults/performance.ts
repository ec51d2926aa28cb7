import type { Faults } from "../fault.ts";

/** F: performance. */
export const performanceFaults: Faults = {
  F6: {
    // The only target of its zone is leaving, and the other zone's does not help.
    mutate: ({ targetGroup }) => {
      const [target] = targetGroup.targets;
      if (target !== undefined) target.draining = true;
    },
  },
};

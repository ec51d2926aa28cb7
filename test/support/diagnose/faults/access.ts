import type { Faults } from "../fault.ts";

/** G: permissions, accounts and Systems Manager. */
export const accessFaults: Faults = {
  G1: {
    // Nothing can be created then, so there is no endpoint to ask about.
    mutate: ({ world, service }) => {
      world.endpoints.clear();
      service.permissions = [];
    },
    target: ({ serviceName }) => ({ serviceName }),
  },
};

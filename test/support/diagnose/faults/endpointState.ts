import type { Faults } from "../fault.ts";

/** A: the endpoint's state. */
export const endpointStateFaults: Faults = {
  A1: {
    mutate: ({ endpoint }) => {
      endpoint.state = "pendingAcceptance";
    },
  },
  A2: {
    mutate: ({ endpoint }) => {
      endpoint.state = "rejected";
    },
  },
};

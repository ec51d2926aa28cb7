import type { Faults } from "../fault.ts";
import { closeInbound } from "../rules.ts";

/** B: the consumer's network. */
export const consumerNetworkFaults: Faults = {
  B1: { mutate: ({ endpointGroup }) => closeInbound(endpointGroup) },
};

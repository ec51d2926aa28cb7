import type { Faults } from "../fault.ts";
import { accessFaults } from "./access.ts";
import { consumerNetworkFaults } from "./consumerNetwork.ts";
import { endpointStateFaults } from "./endpointState.ts";
import { nameFaults } from "./names.ts";
import { performanceFaults } from "./performance.ts";
import { serviceFaults } from "./service.ts";
import { specificFaults } from "./specifics.ts";
import { targetFaults } from "./targets.ts";

/** One for every cause that is checked. */
export const allFaults: Faults = {
  ...endpointStateFaults,
  ...consumerNetworkFaults,
  ...nameFaults,
  ...serviceFaults,
  ...targetFaults,
  ...performanceFaults,
  ...accessFaults,
  ...specificFaults,
};

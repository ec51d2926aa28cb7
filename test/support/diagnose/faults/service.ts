import type { Faults } from "../fault.ts";
import { letInOnly } from "../rules.ts";

/** D: service, load balancer and listener. */
export const serviceFaults: Faults = {
  D1: { mutate: ({ world }) => world.listeners.clear(), target: (target) => ({ ...target, port: 5000 }) },
  D4: { mutate: ({ loadBalancerGroup }) => letInOnly(loadBalancerGroup, "192.168.0.0/16") },
};

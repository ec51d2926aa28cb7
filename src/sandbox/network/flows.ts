import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { endpointOf } from "./balancing.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Whether a connection that was made lives on. Security groups keep what they have admitted, so closing one only stops
 * new connections; a rejected or deleted endpoint, and an instance that stops, end the old ones too (ledger: rejection-ends-flows).
 */
export function survives(
  world: World,
  from: Instance,
  made: Extract<Verdict, { verdict: "forward" }>,
): boolean {
  const { entry, target } = made;
  if (!world.networkInterfaces.has(entry.id)) return false;
  const state = entry.type === "vpc_endpoint" ? endpointOf(world, entry)?.state : "available";
  // A change of the endpoint makes it `pending` for a while, which interrupts nothing.
  const open = state === "available" || state === "pending";
  return (
    open && from.state === "running" && target.state === "running" && target.application?.listening === true
  );
}

import { known, type Snapshot } from "../model/snapshot.ts";
import { isInTransition } from "../model/states.ts";
import { type InventoryState, readSnapshots } from "./state.ts";

/** How soon the lists should be looked at again: something moves by itself, waits for a person, or nothing does. */
export type Pace = "moving" | "waitingForPeople" | "still";

export function pace(state: InventoryState): Pace {
  const snapshots = readSnapshots(state);
  if (state.asked.size > 0 || snapshots.some(isMoving)) return "moving";
  return snapshots.some(isWaiting) ? "waitingForPeople" : "still";
}

/** Seconds until the next look, by how many looks have found nothing new. */
export function lookAgainAfter(current: Exclude<Pace, "still">, unchanged: number): number {
  return current === "moving" ? Math.min(2 + unchanged * 2, 30) : 60;
}

function isMoving({ endpoints, services, connections }: Snapshot): boolean {
  const regions = known(services).flatMap(({ supportedRegions }) => supportedRegions);
  return [...known(endpoints), ...known(services), ...known(connections), ...regions].some(({ state }) =>
    isInTransition(state),
  );
}

/**
 * Consumers wait for an answer; the owner of a service that asks for acceptance waits for the next request; and a private
 * DNS name waits for its record.
 */
function isWaiting({ endpoints, services }: Snapshot): boolean {
  return (
    known(endpoints).some(({ state }) => state === "pendingAcceptance") ||
    known(services).some(
      ({ acceptanceRequired, privateDnsProof }) =>
        acceptanceRequired || privateDnsProof?.state === "pendingVerification",
    )
  );
}

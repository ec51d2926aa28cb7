import { type Cause, type CauseId, stations } from "../cause.ts";
import { accessCauses } from "./access.ts";
import { consumerNetworkCauses } from "./consumerNetwork.ts";
import { endpointStateCauses } from "./endpointState.ts";
import type { Entry } from "./entry.ts";
import { nameCauses } from "./names.ts";
import { performanceCauses } from "./performance.ts";
import { serviceCauses } from "./service.ts";
import { specificCauses } from "./specifics.ts";
import { targetCauses } from "./targets.ts";

const entries: Readonly<Record<CauseId, Entry>> = {
  ...endpointStateCauses,
  ...consumerNetworkCauses,
  ...nameCauses,
  ...serviceCauses,
  ...targetCauses,
  ...performanceCauses,
  ...accessCauses,
  ...specificCauses,
};

/** All causes that the reference knows, checked here or not, in its order. */
export const causeIds = Object.keys(entries) as readonly CauseId[];

export function causeOf(id: CauseId): Cause {
  return { subsumes: [], ...entries[id], id };
}

/** Causes that a rule looks for; the others say why not. */
export const checkedCauses: readonly CauseId[] = causeIds.filter((id) => entries[id].best !== "notChecked");

/** Whether one cause brings another with it, at once or by way of others. */
export function subsumes(cause: CauseId, other: CauseId): boolean {
  const { subsumes: direct } = causeOf(cause);
  return direct.includes(other) || direct.some((each) => each !== cause && subsumes(each, other));
}

/** Where a cause stands on the path; lower is met first. */
export function stationIndex(id: CauseId): number {
  return stations.indexOf(entries[id].station);
}

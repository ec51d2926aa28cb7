import type { StationName } from "../cause.ts";
import type { Diagnosis, RankedFinding } from "../finding.ts";
import type { NodeState } from "./graph.ts";

const order: readonly NodeState[] = ["fine", "notSeen", "degraded", "broken"];

export function worst(...states: readonly NodeState[]): NodeState {
  return states.reduce((so, each) => (order.indexOf(each) > order.indexOf(so) ? each : so), "fine");
}

/** What is asked about: a hop, or one thing at it. */
export interface Place {
  readonly stations: readonly StationName[];
  /** Stations further on, of which a finding counts when it is about the zone alone: all that enters there meets it. */
  readonly ofItsZone?: readonly StationName[];
  /** The zone that it stands in; absent when it stands in all of them. */
  readonly zone?: string | undefined;
  /** Its ids and ARNs. */
  readonly resources: readonly string[];
  /** Ids and ARNs of everything like it: a finding that names one of them means no other. */
  readonly peers: readonly string[];
}

/** Tells what a diagnosis says of a place on the path. */
export class Judge {
  readonly #diagnosis: Diagnosis;

  constructor(diagnosis: Diagnosis) {
    this.#diagnosis = diagnosis;
  }

  /** Places in the diagnosis of the findings that concern it. */
  findingsAt(place: Place): readonly number[] {
    return this.#diagnosis.findings.flatMap((finding, index) => (concerns(finding, place) ? [index] : []));
  }

  /** How good it is by the findings alone. A risk works. */
  stateAt(place: Place): NodeState {
    const states = this.findingsAt(place).map((index): NodeState => {
      const severity = this.#diagnosis.findings[index]?.severity;
      return severity === undefined || severity === "risk" ? "fine" : severity;
    });
    return worst(...states);
  }

  /** Whether nobody could look at a hop at all. */
  isUnseen(station: StationName): boolean {
    return this.#diagnosis.stations.find(({ name }) => name === station)?.state === "notSeen";
  }
}

function concerns({ station, zoneIds, proof }: RankedFinding, place: Place): boolean {
  const isBehind = zoneIds !== undefined && place.ofItsZone?.includes(station) === true;
  if (!place.stations.includes(station) && !isBehind) return false;
  if (zoneIds !== undefined && place.zone !== undefined && !zoneIds.includes(place.zone)) return false;
  const named = proof.map(({ resource }) => resource).filter((resource) => place.peers.includes(resource));
  return named.length === 0 || named.some((resource) => place.resources.includes(resource));
}

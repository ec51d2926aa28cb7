import type { OpenScope } from "../model/scope.ts";
import type { EndpointService } from "../model/service.ts";
import { known, type Snapshot } from "../model/snapshot.ts";
import { type EndpointState, isInTransition } from "../model/states.ts";
import { isWorthATry } from "./keep.ts";
import type { ListKind } from "./lists.ts";
import { detailKey, type InventoryState, readSnapshots } from "./state.ts";

/** The views that show lists of AWS's. */
export type ViewName = "requests" | "services" | "endpoints";

/** How soon a list should be looked at again: something in it moves by itself, or waits for a person. */
export type Pace = "moving" | "waitingForPeople";

/** A list of a scope that changes by itself: one poll, however many of its rows do. */
export interface Look {
  readonly scope: OpenScope;
  readonly list: ListKind;
  readonly pace: Pace;
  /** Ids of what moves. */
  readonly moving: readonly string[];
}

const listsOf: Record<ViewName, readonly ListKind[]> = {
  requests: ["connections"],
  services: ["services", "connections"],
  endpoints: ["endpoints"],
};

/** The lists whose states some views show. */
export function shownLists(views: Iterable<ViewName>): ReadonlySet<ListKind> {
  return new Set([...views].flatMap((view) => listsOf[view]));
}

/** Seconds until the next look, by how many looks have found nothing new. */
export function lookAgainAfter(pace: Pace, unchanged: number): number {
  return pace === "moving" ? Math.min(2 + unchanged * 2, 30) : waitingSeconds;
}

/** People take their time; what was read longer ago than this is read again when somebody looks at it. */
export const waitingSeconds = 60;

/** What to look at again while these views are in sight. */
export function looks(state: InventoryState, views: Iterable<ViewName>): readonly Look[] {
  const lists = shownLists(views);
  if (lists.size === 0) return [];
  const sides = bothSides(state);
  return readSnapshots(state).flatMap((snapshot) => {
    const { scope } = snapshot;
    return [...lists].flatMap((list): readonly Look[] => {
      const moving = movingIds(state, snapshot, list, sides);
      if (moving.length > 0) return [{ scope, list, pace: "moving", moving }];
      return isWaiting(snapshot, list) ? [{ scope, list, pace: "waitingForPeople", moving }] : [];
    });
  });
}

/** Scopes whose requests nobody looks for while only these views are in sight. */
export function scopesToAskForRequests(
  state: InventoryState,
  views: Iterable<ViewName>,
): readonly OpenScope[] {
  const watched = looks(state, views)
    .filter(({ list }) => list === "connections")
    .map(({ scope }) => scope);
  return readSnapshots(state)
    .map(({ scope }) => scope)
    .filter((scope) => !watched.includes(scope));
}

/** What both accounts' lists say about a connection, where both are open. */
interface Sides {
  readonly consumer: ReadonlyMap<string, EndpointState>;
  readonly provider: ReadonlyMap<string, EndpointState>;
}

function bothSides(state: InventoryState): Sides {
  const snapshots = readSnapshots(state);
  return {
    consumer: new Map(
      snapshots.flatMap(({ endpoints }) => known(endpoints).map(({ id, state: each }) => [id, each])),
    ),
    provider: new Map(
      snapshots.flatMap(({ connections }) =>
        known(connections).map(({ endpointId, state: each }) => [endpointId, each]),
      ),
    ),
  };
}

/** A row moves in transition, once it is decided about, and as long as the other side's list says something else. */
function movingIds(
  state: InventoryState,
  snapshot: Snapshot,
  list: ListKind,
  { consumer, provider }: Sides,
): readonly string[] {
  const moves = (id: string, own: EndpointState, other: EndpointState | undefined) =>
    isPassing(own) || state.asked.has(id) || (other !== undefined && other !== own);
  switch (list) {
    case "endpoints":
      return known(snapshot.endpoints).flatMap(({ id, state: own }) =>
        moves(id, own, provider.get(id)) ? [id] : [],
      );
    case "connections":
      return [
        ...known(snapshot.connections).flatMap(({ endpointId, state: own }) =>
          moves(endpointId, own, consumer.get(endpointId)) ? [endpointId] : [],
        ),
        ...unheardOf(state, snapshot, provider),
      ];
    case "services":
      return known(snapshot.services)
        .filter((service) => isServiceMoving(service) || isDetailMoving(state, snapshot.scope, service.id))
        .map(({ id }) => id);
    case "vpcs":
      return [];
  }
}

/** Endpoints of open consumers that ask for a service of this scope, and are not among its connections yet. */
function unheardOf(
  state: InventoryState,
  { services, connections }: Snapshot,
  provider: Sides["provider"],
): readonly string[] {
  if (connections.status !== "ready") return [];
  const names = new Set(known(services).map(({ name }) => name));
  return readSnapshots(state)
    .flatMap(({ endpoints }) => known(endpoints))
    .filter(({ id, serviceName }) => names.has(serviceName) && !provider.has(id))
    .filter((endpoint) => endpoint.state === "pendingAcceptance" || endpoint.state === "available")
    .map(({ id }) => id);
}

function isServiceMoving({ state, supportedRegions }: EndpointService): boolean {
  return [state, ...supportedRegions.map((region) => region.state)].some(isPassing);
}

/** Whether a load balancer or a target below an open row of a service is in transition. */
export function isDetailMoving(state: InventoryState, scope: OpenScope, serviceId: string): boolean {
  const key = detailKey(scope, serviceId);
  const detail = state.expanded.has(key) ? state.serviceDetails.get(key) : undefined;
  if (detail === undefined) return false;
  return known(detail.loadBalancers).some(
    (loadBalancer) =>
      isInTransition(loadBalancer.state) ||
      loadBalancer.listeners
        .flatMap(({ targetGroups }) => targetGroups.flatMap(({ targets }) => targets))
        .some((target) => isInTransition(target.state)),
  );
}

/**
 * Consumers wait for an answer, the owner of a service that asks for acceptance waits for the next request, a private DNS
 * name waits for its record, and a list that could not be read in passing is worth another try.
 */
function isWaiting({ endpoints, services, connections }: Snapshot, list: ListKind): boolean {
  switch (list) {
    case "endpoints":
      return isWorthATry(endpoints) || known(endpoints).some(({ state }) => state === "pendingAcceptance");
    case "connections":
      return (
        isWorthATry(connections) ||
        known(connections).some(({ state }) => state === "pendingAcceptance") ||
        known(services).some(({ acceptanceRequired }) => acceptanceRequired)
      );
    case "services":
      return (
        isWorthATry(services) ||
        known(services).some(({ privateDnsProof }) => privateDnsProof?.state === "pendingVerification")
      );
    case "vpcs":
      return false;
  }
}

/** AWS goes on listing what is deleted for a while. */
function isPassing(state: Parameters<typeof isInTransition>[0]): boolean {
  return isInTransition(state) || state === "deleted";
}

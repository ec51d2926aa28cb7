import type { Connection } from "../model/connection.ts";
import { known, type Loadable, type Snapshot } from "../model/snapshot.ts";
import { isWorthATry, keepItems, keepList } from "./keep.ts";

/** The lists of one scope, by what AWS lists in one kind of call. */
export type Lists = Omit<Snapshot, "scope">;
export type ListKind = keyof Lists;

export const allLists: readonly ListKind[] = ["endpoints", "services", "connections", "vpcs"];

/** A scope with the lists that were read anew; the very same snapshot when they say nothing new. */
export function withLists(before: Snapshot, read: Partial<Lists>): Snapshot {
  const after: Snapshot = {
    scope: before.scope,
    endpoints: keepList(before.endpoints, read.endpoints ?? before.endpoints, ({ id }) => id),
    services: keepList(before.services, read.services ?? before.services, ({ id }) => id),
    connections: keepList(before.connections, read.connections ?? before.connections, connectionKey),
    vpcs: keepList(before.vpcs, read.vpcs ?? before.vpcs, ({ id }) => id),
  };
  return allLists.every((kind) => after[kind] === before[kind]) ? before : after;
}

/** The lists of an answer that are to be shown: in passing, one that AWS could not give this time stays as it was. */
export function toldLists(before: Snapshot, read: Snapshot, kinds: readonly ListKind[]): readonly ListKind[] {
  return kinds.filter((kind) => before[kind].status !== "ready" || !isWorthATry(read[kind]));
}

/**
 * A scope's connections when only those that wait for acceptance were asked for. One that waited and is not among them
 * has been decided, expired or deleted: which of these, only the whole list tells, so it is left out until that is read.
 */
export function withWaiting(before: Snapshot, waiting: readonly Connection[]): Snapshot {
  const ids = new Set(waiting.map(connectionKey));
  const others = known(before.connections).filter(
    (connection) => connection.state !== "pendingAcceptance" && !ids.has(connectionKey(connection)),
  );
  // In the order of before, so that a look that finds nothing new changes nothing.
  const order = new Map(
    known(before.connections).map((connection, index) => [connectionKey(connection), index]),
  );
  const place = (connection: Connection) => order.get(connectionKey(connection)) ?? order.size;
  const value = [...others, ...waiting].sort((a, b) => place(a) - place(b));
  const kept = keepItems(known(before.connections), value, connectionKey);
  if (kept === known(before.connections)) return before;
  const connections: Loadable<readonly Connection[]> = { status: "ready", value: kept };
  return { ...before, connections };
}

function connectionKey({ serviceId, endpointId }: Connection): string {
  return `${serviceId}/${endpointId}`;
}

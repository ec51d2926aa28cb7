import { type Connection, isAcceptable, isAcceptableAgain, isRejectable } from "../model/connection.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import { known, type Snapshot } from "../model/snapshot.ts";
import type { Capability, ConnectionNode, Node, ServiceTarget } from "./node.ts";
import { unreadable } from "./rows.ts";
import { type InventoryState, readSnapshots } from "./state.ts";

/** The row of one connection. `view` keeps the ids of the same connection apart in different views. */
export function connectionNode(
  state: InventoryState,
  { scope, services }: Snapshot,
  connection: Connection,
  view: string,
): ConnectionNode {
  const service = known(services).find(({ id }) => id === connection.serviceId);
  const consumer = openScopeOf(state, connection.owner);
  const asked = state.asked.get(connection.endpointId)?.decision;
  const refused = state.refused.get(connection.endpointId);
  return {
    kind: "connection",
    id: `${view}/${connection.serviceId}/${connection.endpointId}`,
    capabilities: asked === undefined ? capabilities(connection) : ["copyable"],
    copyText: connection.endpointId,
    scope,
    connection,
    ...(service === undefined ? {} : { service }),
    ...(consumer === undefined ? {} : { consumer }),
    ...(asked === undefined ? {} : { asked }),
    ...(refused === undefined ? {} : { refused }),
  };
}

/**
 * Every connection that waits for acceptance in any open scope, oldest first. Two profiles of one account see the same
 * ones; each is listed once, from a scope that can name its service where there is one.
 */
export function requests(state: InventoryState): readonly ConnectionNode[] {
  const nodes = readSnapshots(state).flatMap((snapshot) =>
    known(snapshot.connections)
      .filter((connection) => connection.state === "pendingAcceptance")
      .map((connection) => connectionNode(state, snapshot, connection, "request")),
  );
  const byEndpoint = Map.groupBy(nodes, ({ connection }) => connection.endpointId);
  return [...byEndpoint.values()]
    .flatMap((same) => same.find(({ service }) => service !== undefined) ?? same.slice(0, 1))
    .sort((a, b) => (a.connection.createdAt ?? 0) - (b.connection.createdAt ?? 0));
}

/** Requests that nobody has answered yet: what the badge counts. */
export function unanswered(state: InventoryState): readonly ConnectionNode[] {
  return requests(state).filter(({ asked }) => asked === undefined);
}

/** Every connection to a service that its scope's list shows. */
export function connectionsTo(
  state: InventoryState,
  { scope, service }: ServiceTarget,
): readonly Connection[] {
  const snapshot = readSnapshots(state).find((each) => scopeId(each.scope) === scopeId(scope));
  return snapshot === undefined
    ? []
    : known(snapshot.connections).filter(({ serviceId }) => serviceId === service.id);
}

/** The Requests view: what waits, and what could not be asked; an inbox that cannot be read is not an empty one. */
export function requestTree(state: InventoryState): readonly Node[] {
  const unread = state.scopes.flatMap(({ scope, snapshot }) => {
    const connections = snapshot.status === "ready" ? snapshot.value.connections : snapshot;
    return connections.status === "failed"
      ? [unreadable(`request/${scopeId(scope)}`, connections.failure, scope)]
      : [];
  });
  return [...unread, ...requests(state)];
}

/** Every scope has said what waits; only then can an empty inbox be called empty. */
export function isInboxKnown({ scopes }: InventoryState): boolean {
  return scopes.every(
    ({ snapshot }) => snapshot.status === "ready" && snapshot.value.connections.status === "ready",
  );
}

function capabilities(connection: Connection): readonly Capability[] {
  return [
    "copyable",
    ...(connection.connectionId === undefined ? [] : (["nameable"] as const)),
    ...(isAcceptable(connection) ? (["acceptable"] as const) : []),
    ...(isAcceptableAgain(connection) ? (["acceptableAgain"] as const) : []),
    ...(isRejectable(connection) ? (["rejectable"] as const) : []),
  ];
}

function openScopeOf({ scopes }: InventoryState, account: string): OpenScope | undefined {
  return scopes.find(({ scope }) => scope.account === account)?.scope;
}

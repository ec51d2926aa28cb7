import { type Connection, isAcceptable, isRejectable } from "../model/connection.ts";
import type { OpenScope } from "../model/scope.ts";
import { known, type Snapshot } from "../model/snapshot.ts";
import type { Capability, ConnectionNode } from "./node.ts";
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
  const asked = state.asked.get(connection.endpointId);
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
  };
}

/** Every connection that waits for acceptance in any open scope, oldest first. */
export function requests(state: InventoryState): readonly ConnectionNode[] {
  return readSnapshots(state)
    .flatMap((snapshot) =>
      known(snapshot.connections)
        .filter((connection) => connection.state === "pendingAcceptance")
        .map((connection) => connectionNode(state, snapshot, connection, "request")),
    )
    .sort((a, b) => (a.connection.createdAt ?? 0) - (b.connection.createdAt ?? 0));
}

function capabilities(connection: Connection): readonly Capability[] {
  return [
    "copyable",
    ...(isAcceptable(connection) ? (["acceptable"] as const) : []),
    ...(isRejectable(connection) ? (["rejectable"] as const) : []),
  ];
}

function openScopeOf({ scopes }: InventoryState, account: string): OpenScope | undefined {
  return scopes.find(({ scope }) => scope.account === account)?.scope;
}

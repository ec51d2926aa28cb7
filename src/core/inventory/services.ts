import type { EndpointService, ServiceDetail } from "../model/service.ts";
import { known, type Snapshot } from "../model/snapshot.ts";
import { type EndpointState, isDeletable } from "../model/states.ts";
import { connectionNode } from "./connections.ts";
import { loadBalancerNodes } from "./loadBalancers.ts";
import type { Capability, ConnectionNode, Node, ServiceNode, ServiceTarget } from "./node.ts";
import { empty, listed, loading, scopeNodes, unreadable } from "./rows.ts";
import { notificationsNode, principalsNode } from "./serviceAccess.ts";
import { acceptanceNode, ipTypesNodes, payerNode, privateDnsNodes, regionsNode } from "./serviceSettings.ts";
import { detailKey, type InventoryState } from "./state.ts";

/** The Endpoint Services view: scope > service > connections, load balancers, who may connect, settings. */
export function serviceTree(state: InventoryState): readonly Node[] {
  return scopeNodes(state, "services", (snapshot, id) =>
    listed(id, snapshot.services, "services", (service) => serviceNode(state, snapshot, service, id)),
  );
}

function serviceNode(
  state: InventoryState,
  snapshot: Snapshot,
  service: EndpointService,
  parent: string,
): ServiceNode {
  const id = `${parent}/${service.id}`;
  const { scope } = snapshot;
  const target = { scope, service };
  return {
    kind: "service",
    id,
    capabilities: capabilities(service),
    copyText: service.name,
    ...target,
    waiting: known(snapshot.connections).filter(
      ({ serviceId, state: each }) => serviceId === service.id && each === "pendingAcceptance",
    ).length,
    detail: { kind: "service", ...target },
    children: [
      connectionsNode(state, snapshot, service, id),
      ...detailNodes(id, target, state.serviceDetails.get(detailKey(scope, service.id))),
      acceptanceNode(id, target),
      ...privateDnsNodes(id, target),
      regionsNode(id, target),
      ...ipTypesNodes(id, target),
      payerNode(id, target),
    ],
  };
}

/** A service that is going or gone takes no changes. */
function capabilities(service: EndpointService): readonly Capability[] {
  const always = ["connectable", "copyable", "inConsole"] as const;
  if (!isDeletable(service)) return always;
  return [...always, "changeable", "deletable", service.acceptanceRequired ? "manual" : "automatic"];
}

function connectionsNode(
  state: InventoryState,
  snapshot: Snapshot,
  service: EndpointService,
  parent: string,
): Node {
  const id = `${parent}/connections`;
  if (snapshot.connections.status === "failed") return unreadable(id, snapshot.connections.failure);
  const rows = known(snapshot.connections)
    .filter(({ serviceId }) => serviceId === service.id)
    .map((connection) => connectionNode(state, snapshot, connection, parent))
    .sort(byState);
  return {
    kind: "connections",
    id,
    capabilities: [],
    total: rows.length,
    states: [...Map.groupBy(rows, ({ connection }) => connection.state)].map(([each, same]) => ({
      state: each,
      count: same.length,
    })),
    children: rows.length === 0 ? [empty(id, "connections")] : rows,
  };
}

/** What asks for a decision first, what has ended last; the oldest first among equals. */
const stateOrder: readonly EndpointState[] = ["pendingAcceptance", "pending", "available", "partial"];

function byState(a: ConnectionNode, b: ConnectionNode): number {
  const place = ({ connection: { state } }: ConnectionNode) =>
    stateOrder.includes(state) ? stateOrder.indexOf(state) : stateOrder.length;
  return place(a) - place(b) || (a.connection.createdAt ?? 0) - (b.connection.createdAt ?? 0);
}

function detailNodes(
  parent: string,
  target: ServiceTarget,
  detail: ServiceDetail | undefined,
): readonly Node[] {
  if (detail === undefined) return [loading(parent)];
  return [
    ...loadBalancerNodes(parent, target, detail.loadBalancers),
    principalsNode(parent, target, detail.principals),
    notificationsNode(parent, target, detail.notifications),
  ];
}

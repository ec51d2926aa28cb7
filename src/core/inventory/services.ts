import type { EndpointService, Listener, LoadBalancer, ServiceDetail } from "../model/service.ts";
import { known, type Loadable, type Snapshot } from "../model/snapshot.ts";
import { isDeletable } from "../model/states.ts";
import { connectionNode } from "./connections.ts";
import type { Node } from "./node.ts";
import { empty, listed, loading, scopeNodes, unreadable } from "./rows.ts";
import { detailKey, type InventoryState } from "./state.ts";

/** The Endpoint Services view: scope > service > connections, load balancers, principals. */
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
): Node {
  const id = `${parent}/${service.id}`;
  const waiting = known(snapshot.connections).filter(
    (connection) => connection.serviceId === service.id && connection.state === "pendingAcceptance",
  ).length;
  return {
    kind: "service",
    id,
    capabilities: isDeletable(service)
      ? ["connectable", "copyable", "deletable"]
      : ["connectable", "copyable"],
    copyText: service.name,
    scope: snapshot.scope,
    service,
    waiting,
    detail: { kind: "service", scope: snapshot.scope, service },
    children: [
      connectionsNode(state, snapshot, service, id),
      ...detailNodes(id, state.serviceDetails.get(detailKey(snapshot.scope, service.id))),
    ],
  };
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
    .map((connection) => connectionNode(state, snapshot, connection, parent));
  return {
    kind: "connections",
    id,
    capabilities: [],
    total: rows.length,
    waiting: rows.filter(({ connection }) => connection.state === "pendingAcceptance").length,
    children: rows.length === 0 ? [empty(id, "connections")] : rows,
  };
}

function detailNodes(parent: string, detail: Loadable<ServiceDetail> | undefined): readonly Node[] {
  if (detail === undefined || detail.status === "loading") return [loading(parent)];
  if (detail.status === "failed") return [unreadable(parent, detail.failure)];
  const { loadBalancers, principals } = detail.value;
  return [...loadBalancers.map((each) => loadBalancerNode(parent, each)), principalsNode(parent, principals)];
}

function loadBalancerNode(parent: string, loadBalancer: LoadBalancer): Node {
  const id = `${parent}/${loadBalancer.arn}`;
  return {
    kind: "loadBalancer",
    id,
    capabilities: ["copyable"],
    copyText: loadBalancer.arn,
    loadBalancer,
    children: loadBalancer.listeners.map((listener) => listenerNode(id, listener)),
  };
}

function listenerNode(parent: string, listener: Listener): Node {
  const id = `${parent}/${listener.port}`;
  return {
    kind: "listener",
    id,
    capabilities: [],
    listener,
    children: listener.targets.map((target) => ({
      kind: "target",
      id: `${id}/${target.id}:${target.port}`,
      capabilities: ["copyable"],
      copyText: target.id,
      target,
    })),
  };
}

function principalsNode(parent: string, principals: readonly string[]): Node {
  const id = `${parent}/principals`;
  return {
    kind: "principals",
    id,
    capabilities: [],
    count: principals.length,
    children:
      principals.length === 0
        ? [empty(id, "principals")]
        : principals.map((arn) => ({
            kind: "principal",
            id: `${id}/${arn}`,
            capabilities: ["copyable"],
            copyText: arn,
            arn,
          })),
  };
}

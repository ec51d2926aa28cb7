import { isDead, monthlyCost, type NetworkInterface, type VpcEndpoint } from "../model/endpoint.ts";
import { type NameScope, nameScope } from "../model/endpointNames.ts";
import { regionOfService } from "../model/handshakeFormat.ts";
import type { Vpc } from "../model/network.ts";
import { known, type Loadable, type Snapshot } from "../model/snapshot.ts";
import { isDeletable } from "../model/states.ts";
import type { Capability, EndpointNode, Node } from "./node.ts";
import { empty, loading, scopeNodes, unreadable } from "./rows.ts";
import { detailKey, type InventoryState } from "./state.ts";

/** The Endpoints view: scope > VPC > endpoint > interfaces, DNS names, security groups. VPCs without endpoints are left out. */
export function endpointTree(state: InventoryState): readonly Node[] {
  return scopeNodes(state, "endpoints", (snapshot, id) => {
    if (snapshot.endpoints.status === "failed") return [unreadable(id, snapshot.endpoints.failure)];
    const byVpc = Map.groupBy(known(snapshot.endpoints), ({ vpcId }) => vpcId);
    if (byVpc.size === 0) return [empty(id, "endpoints")];
    return [...byVpc].map(([vpcId, endpoints]) => vpcNode(state, snapshot, vpcId, endpoints, id));
  });
}

function vpcNode(
  state: InventoryState,
  snapshot: Snapshot,
  vpcId: string,
  endpoints: readonly VpcEndpoint[],
  parent: string,
): Node {
  const id = `${parent}/${vpcId}`;
  const vpc: Vpc = known(snapshot.vpcs).find((each) => each.id === vpcId) ?? {
    id: vpcId,
    cidrs: [],
    tags: {},
  };
  return {
    kind: "vpc",
    id,
    capabilities: ["copyable"],
    copyText: vpcId,
    vpc,
    children: endpoints.map((endpoint) => endpointNode(state, snapshot, endpoint, id)),
  };
}

function endpointNode(
  state: InventoryState,
  { scope }: Snapshot,
  endpoint: VpcEndpoint,
  parent: string,
): EndpointNode {
  const id = `${parent}/${endpoint.id}`;
  const detail = state.endpointDetails.get(detailKey(scope, endpoint.id));
  return {
    kind: "endpoint",
    id,
    capabilities: capabilitiesOf(endpoint),
    copyText: endpoint.id,
    scope,
    endpoint,
    ...(isDead(endpoint.state) ? { wasted: monthlyCost(endpoint) } : {}),
    detail: { kind: "endpoint", scope, endpoint },
    children: [
      ...interfaceNodes(id, detail),
      dnsNamesNode(id, endpoint, detail === undefined ? [] : known(detail)),
      ...endpoint.securityGroups.map(
        (group): Node => ({
          kind: "securityGroup",
          id: `${id}/${group.id}`,
          capabilities: ["copyable"],
          copyText: group.id,
          group,
        }),
      ),
    ],
  };
}

/** What is going away or has failed can only be deleted, and what a service of AWS has made only it may change. */
function isModifiable({ type, state, managedByAws }: VpcEndpoint): boolean {
  const isLive = state === "available" || state === "pending" || state === "pendingAcceptance";
  return (type === "Interface" || type === "Gateway") && isLive && managedByAws !== true;
}

/** Interface endpoints get every action; of the other types, gateways can be changed and deleted. */
function capabilitiesOf(endpoint: VpcEndpoint): readonly Capability[] {
  const isInterface = endpoint.type === "Interface";
  const isOurs = isInterface || endpoint.type === "Gateway";
  return [
    "copyable",
    "inConsole",
    ...(isOurs && isDeletable(endpoint) ? (["deletable"] as const) : []),
    ...(isInterface ? (["testable"] as const) : []),
    ...(isModifiable(endpoint) ? (["modifiable"] as const) : []),
    ...(regionOfService(endpoint.serviceName) === undefined ? [] : (["requestable"] as const)),
  ];
}

function interfaceNodes(
  parent: string,
  detail: Loadable<readonly NetworkInterface[]> | undefined,
): readonly Node[] {
  if (detail === undefined || detail.status === "loading") return [loading(parent)];
  if (detail.status === "failed") return [unreadable(parent, detail.failure)];
  return detail.value.map((networkInterface) => ({
    kind: "networkInterface",
    id: `${parent}/${networkInterface.id}`,
    capabilities: ["copyable"],
    copyText: networkInterface.ip,
    networkInterface,
  }));
}

function dnsNamesNode(parent: string, endpoint: VpcEndpoint, interfaces: readonly NetworkInterface[]): Node {
  const id = `${parent}/dns`;
  const { dnsNames } = endpoint;
  return {
    kind: "dnsNames",
    id,
    capabilities: [],
    count: dnsNames.length,
    children: dnsNames.map((name) => ({
      kind: "dnsName",
      id: `${id}/${name}`,
      capabilities: ["copyable"],
      copyText: name,
      name,
      leadsTo: withZoneId(nameScope(endpoint.id, name), interfaces),
    })),
  };
}

/** Zones are known by id once the interfaces have been read. */
function withZoneId(leadsTo: NameScope, interfaces: readonly NetworkInterface[]): NameScope {
  if (leadsTo.kind !== "zonal") return leadsTo;
  const zoneId = interfaces.find(({ zoneName }) => zoneName === leadsTo.zoneName)?.zoneId;
  return zoneId === undefined ? leadsTo : { ...leadsTo, zoneId };
}

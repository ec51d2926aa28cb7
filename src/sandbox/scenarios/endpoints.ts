import { resourceId } from "../state/ids.ts";
import { createNetworkInterface } from "../state/networkInterfaces.ts";
import type { Endpoint, EndpointAssociation } from "../state/privateLink.ts";
import type { World } from "../state/world.ts";
import type { NamedNetworks } from "./networks.ts";
import type { ScenarioEndpoint } from "./scenario.ts";

/** Puts an endpoint of a type that the API of the sandbox does not make into its network (ledger: listed-types). */
export function buildEndpoint(world: World, wanted: ScenarioEndpoint, named: NamedNetworks): void {
  const { account, region, name, type } = wanted;
  const vpcId = idOf(named.vpc, wanted.vpc, wanted);
  const subnetIds = wanted.subnets.map((subnet) => idOf(named.subnet, subnet, wanted));
  const id = resourceId("vpce");
  const securityGroupIds = securityGroups(world, wanted, vpcId);
  const endpoint: Endpoint = {
    account,
    region,
    tags: new Map([["Name", name]]),
    id,
    connectionId: resourceId("vpce-conn"),
    type,
    vpcId,
    ...destination(wanted),
    serviceRegion: region,
    state: wanted.state ?? "available",
    subnetIds,
    networkInterfaceIds: interfaces(world, { id, type, subnetIds, securityGroupIds }),
    securityGroupIds,
    routeTableIds: [],
    ipAddressType: "ipv4",
    dnsRecordIpType: "ipv4",
    privateDnsEnabled: wanted.privateDns ?? false,
    // The names of resources and service networks are those of their associations.
    dnsNames: [],
    createdAt: new Date(),
    requesterManaged: wanted.requesterManaged ?? false,
    ...failure(wanted.failureReason),
    connectionTags: new Map(),
  };
  world.endpoints.set(id, endpoint);
  for (const association of wanted.associations ?? []) associate(world, endpoint, association);
}

type Destination = Pick<Endpoint, "serviceName" | "resourceConfigurationArn" | "serviceNetworkArn">;

/** What the endpoint leads to, of which each type has its own member. */
function destination(wanted: ScenarioEndpoint): Destination {
  const { type, serviceName, resourceConfigurationArn, serviceNetworkArn } = wanted;
  if (type === "GatewayLoadBalancer" && serviceName !== undefined) return { serviceName };
  if (type === "Resource" && resourceConfigurationArn !== undefined)
    return { serviceName: "", resourceConfigurationArn };
  if (type === "ServiceNetwork" && serviceNetworkArn !== undefined)
    return { serviceName: "", serviceNetworkArn };
  const member = { GatewayLoadBalancer: "a serviceName", Resource: "a resourceConfigurationArn" };
  const missing = type === "ServiceNetwork" ? "a serviceNetworkArn" : member[type];
  throw new Error(`The endpoint ${wanted.name} of the type ${type} needs ${missing}.`);
}

/** Gateway Load Balancer endpoints have no security groups; without a choice the others are in the VPC's default one. */
function securityGroups(world: World, wanted: ScenarioEndpoint, vpcId: string): string[] {
  if (wanted.type === "GatewayLoadBalancer") return [];
  const groups = [...world.securityGroups.values()].filter((group) => group.vpcId === vpcId);
  return (wanted.securityGroups ?? ["default"]).map((name) => {
    const group = groups.find((candidate) => candidate.name === name);
    if (group === undefined) throw new Error(`The endpoint ${wanted.name} names no security group: ${name}.`);
    return group.id;
  });
}

function interfaces(
  world: World,
  endpoint: Pick<Endpoint, "id" | "type" | "subnetIds" | "securityGroupIds">,
): string[] {
  const kind = endpoint.type === "GatewayLoadBalancer" ? "gateway_load_balancer_endpoint" : "vpc_endpoint";
  const description = `VPC Endpoint Interface ${endpoint.id}`;
  const purpose = { type: kind, description, securityGroupIds: endpoint.securityGroupIds } as const;
  const subnets = endpoint.subnetIds.flatMap((id) => world.subnets.get(id) ?? []);
  return subnets.map((subnet) => createNetworkInterface(world, subnet, purpose).id);
}

function failure(reason: string | undefined): Pick<Endpoint, "lastError" | "failureReason"> {
  if (reason === undefined) return {};
  return { lastError: { code: "InternalError", message: reason }, failureReason: reason };
}

function associate(
  world: World,
  endpoint: Endpoint,
  { resourceArn, accessible = true, ...rest }: NonNullable<ScenarioEndpoint["associations"]>[number],
): void {
  const { account, region, serviceNetworkArn } = endpoint;
  const association: EndpointAssociation = {
    account,
    region,
    tags: new Map(),
    id: resourceId("vpce-rsc-asc"),
    endpointId: endpoint.id,
    associatedResourceArn: resourceArn,
    accessibility: accessible ? "Accessible" : "Inaccessible",
    ...(serviceNetworkArn === undefined ? {} : { serviceNetworkArn }),
    ...rest,
  };
  world.endpointAssociations.set(association.id, association);
}

function idOf(ids: Readonly<Record<string, string>>, name: string, { name: endpoint }: ScenarioEndpoint) {
  const id = Object.hasOwn(ids, name) ? ids[name] : undefined;
  if (id !== undefined) return id;
  throw new Error(`The endpoint ${endpoint} names no part of the networks: ${name}.`);
}

import { cidrRange, isAddress } from "../state/addresses.ts";
import { awsServices, privateDnsNameOf } from "../state/awsServices.ts";
import { derivedId } from "../state/ids.ts";
import type { NetworkInterface, Vpc } from "../state/network.ts";
import { interfaceAt } from "../state/networkInterfaces.ts";
import type { Endpoint } from "../state/privateLink.ts";
import { regionNames } from "../state/regions.ts";
import { amazonResolver, nameServers, vpcDns } from "../state/vpcDns.ts";
import type { World } from "../state/world.ts";
import { inHealthyZones } from "./balancing.ts";

/** What a name stands for, as an instance of a VPC finds out. */
export interface Resolution {
  /** `silent`: no DNS server answers at all. */
  status: "found" | "nxdomain" | "silent";
  /** The name that has the addresses; another than the one asked for if that is a CNAME. */
  canonical: string;
  interfaces: NetworkInterface[];
  /** Addresses outside every VPC. */
  publicAddresses: string[];
}

/** Where the VPC's own resolver can always be asked, whatever its DHCP options say. */
const linkLocalResolver = "169.254.169.253";

/**
 * Looks a host name or an address up, as seen from a VPC. Names of endpoints and load balancers are public, so every
 * DNS server knows them; private DNS names are known to the resolver of the endpoint's own VPC only, and only if both
 * DNS attributes of the VPC are on. `server` is the one DNS server to ask instead of the VPC's.
 */
export function resolveHost(
  world: World,
  vpc: Vpc,
  host: string,
  servers: readonly string[] = nameServers(world, vpc),
): Resolution {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (isAddress(name)) return found(name, present([interfaceAt(world, vpc.id, name)]));
  const { support, hostnames } = vpcDns(world, vpc);
  const ownResolver = servers.some((server) => isOwnResolver(server, vpc));
  if (servers.length === 0 || (ownResolver && !support)) return nothing("silent", name);
  if (ownResolver && hostnames) {
    const privately = privateEndpoint(world, vpc.id, name);
    if (privately !== undefined) return atEndpoint(world, privately);
  }
  return publicly(world, name);
}

/** Whether a DNS server is the VPC's resolver: the address two above the network's base, or a fixed link-local one. */
function isOwnResolver(server: string, vpc: Vpc): boolean {
  if ([amazonResolver, linkLocalResolver].includes(server)) return true;
  if (!isAddress(server)) return false;
  return cidrRange(`${server}/32`).first === cidrRange(vpc.cidr).first + 2;
}

function publicly(world: World, name: string): Resolution {
  for (const endpoint of world.endpoints.values()) {
    if (isGone(endpoint)) continue;
    const entry = endpoint.dnsNames.find((candidate) => candidate.name.toLowerCase() === name);
    if (entry === undefined) continue;
    const all = endpointInterfaces(world, endpoint);
    if (entry.zoneId === undefined) return found(name, inHealthyZones(world, all));
    return found(
      name,
      all.filter(({ zoneId }) => zoneId === entry.zoneId),
    );
  }
  const balancer = [...world.loadBalancers.values()].find((each) => each.dnsName.toLowerCase() === name);
  if (balancer !== undefined) {
    const nodes = balancer.nodes.map((node) => world.networkInterfaces.get(node.networkInterfaceId));
    return found(name, inHealthyZones(world, present(nodes)));
  }
  const isAws = regionNames.some((region) =>
    awsServices(region).some(({ baseDnsName, privateDnsName }) =>
      [baseDnsName, privateDnsName].includes(name),
    ),
  );
  return isAws ? { ...found(name, []), publicAddresses: [publicAddress(name)] } : nothing("nxdomain", name);
}

/** The endpoint of a VPC whose private name this is. The name is a CNAME of the endpoint's regional one. */
function privateEndpoint(world: World, vpcId: string, name: string): Endpoint | undefined {
  return [...world.endpoints.values()].find(
    (endpoint) =>
      endpoint.vpcId === vpcId &&
      endpoint.privateDnsEnabled &&
      endpoint.state === "available" &&
      isVerified(world, endpoint) &&
      matches(privateDnsNameOf(world, endpoint)?.toLowerCase(), name),
  );
}

/** An owner may have a wildcard name verified, which stands for every name below it. */
function matches(pattern: string | undefined, name: string): boolean {
  return pattern?.startsWith("*.") ? name.endsWith(pattern.slice(1)) : pattern === name;
}

/** Losing the verification leaves existing endpoints alone; a new name has to be verified first. */
function isVerified(world: World, endpoint: Endpoint): boolean {
  const service = world.endpointServices.get(endpoint.serviceId ?? "");
  return service?.privateDnsNameState !== "pendingVerification";
}

function atEndpoint(world: World, endpoint: Endpoint): Resolution {
  const regional = endpoint.dnsNames.find(({ zoneId }) => zoneId === undefined)?.name ?? "";
  return found(regional, inHealthyZones(world, endpointInterfaces(world, endpoint)));
}

function isGone(endpoint: Endpoint): boolean {
  return endpoint.state === "deleting" || endpoint.state === "deleted";
}

function endpointInterfaces(world: World, endpoint: Endpoint): NetworkInterface[] {
  return present(endpoint.networkInterfaceIds.map((id) => world.networkInterfaces.get(id)));
}

/** A stand-in from a network that is reserved for documentation, always the same for one name. */
function publicAddress(name: string): string {
  return `198.51.100.${(Number.parseInt(derivedId("", name).slice(2, 6), 16) % 254) + 1}`;
}

function found(canonical: string, interfaces: NetworkInterface[]): Resolution {
  return { status: "found", canonical, interfaces, publicAddresses: [] };
}

function nothing(status: "nxdomain" | "silent", canonical: string): Resolution {
  return { status, canonical, interfaces: [], publicAddresses: [] };
}

function present(interfaces: (NetworkInterface | undefined)[]): NetworkInterface[] {
  return interfaces.filter((eni) => eni !== undefined);
}

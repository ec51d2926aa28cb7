import { isAddress } from "../state/addresses.ts";
import type { NetworkInterface } from "../state/network.ts";
import { interfaceAt } from "../state/networkInterfaces.ts";
import type { Endpoint } from "../state/privateLink.ts";
import type { World } from "../state/world.ts";

/**
 * The network interfaces that a host name stands for, as seen from a VPC; undefined if the name is unknown. Names of
 * endpoints and load balancers are public, so they resolve from any VPC; private DNS names only from the endpoint's.
 */
export function resolveHost(world: World, vpcId: string, host: string): NetworkInterface[] | undefined {
  if (isAddress(host)) return present([interfaceAt(world, vpcId, host)]);
  const name = host.toLowerCase();
  for (const endpoint of world.endpoints.values()) {
    const entry = endpoint.dnsNames.find((candidate) => candidate.name === name);
    if (entry !== undefined) return endpointInterfaces(world, endpoint, entry.zoneId);
    if (endpoint.vpcId === vpcId && privateName(world, endpoint) === name)
      return endpointInterfaces(world, endpoint);
  }
  const balancer = [...world.loadBalancers.values()].find(
    (candidate) => candidate.dnsName.toLowerCase() === name,
  );
  const ids = balancer?.nodes.map((node) => node.networkInterfaceId);
  return ids === undefined ? undefined : present(ids.map((id) => world.networkInterfaces.get(id)));
}

function endpointInterfaces(world: World, endpoint: Endpoint, zoneId?: string): NetworkInterface[] {
  const interfaces = present(endpoint.networkInterfaceIds.map((id) => world.networkInterfaces.get(id)));
  return interfaces.filter((eni) => zoneId === undefined || eni.zoneId === zoneId);
}

function privateName(world: World, endpoint: Endpoint): string | undefined {
  if (!endpoint.privateDnsEnabled || endpoint.state !== "available") return undefined;
  return world.endpointServices.get(endpoint.serviceId ?? "")?.privateDnsName;
}

function present(interfaces: (NetworkInterface | undefined)[]): NetworkInterface[] {
  return interfaces.filter((eni) => eni !== undefined);
}

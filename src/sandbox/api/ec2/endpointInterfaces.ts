import { checkedIpv6Address } from "../../state/networkInterfaces.ts";
import type { Endpoint, IpAddressType } from "../../state/privateLink.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { type Placement, placeInterfaces, zonalName } from "./endpointSubnets.ts";
import { attachableGroups } from "./securityGroups.ts";
import type { VisibleService } from "./visibleServices.ts";

interface GroupChange {
  AddSecurityGroupIds?: string[];
  RemoveSecurityGroupIds?: string[];
}

/** Takes an endpoint out of subnets: with the interfaces there, their zonal names go too. */
export function removeSubnets(endpoint: Endpoint, removed: readonly string[], call: Call): void {
  const { networkInterfaces, subnets } = call.world;
  const leaving = (id: string) => removed.includes(networkInterfaces.get(id)?.subnetId ?? "");
  const [gone, kept] = [true, false].map((leaves) =>
    endpoint.networkInterfaceIds.filter((id) => leaving(id) === leaves),
  );
  for (const id of gone ?? []) networkInterfaces.delete(id);
  endpoint.networkInterfaceIds = kept ?? [];
  endpoint.subnetIds = endpoint.subnetIds.filter((id) => !removed.includes(id));
  const zones = removed.map((id) => subnets.get(id)?.zoneId);
  endpoint.dnsNames = endpoint.dnsNames.filter(
    ({ zoneId }) => zoneId === undefined || !zones.includes(zoneId),
  );
}

/** Gives the interfaces of an endpoint IPv6 addresses, or takes them away. */
export function changeFamily(endpoint: Endpoint, type: IpAddressType, call: Call): void {
  for (const id of endpoint.networkInterfaceIds) {
    const eni = call.world.networkInterfaces.get(id);
    const subnet = call.world.subnets.get(eni?.subnetId ?? "");
    if (eni === undefined || subnet === undefined) continue;
    if (type === "ipv4") delete eni.ipv6Address;
    else eni.ipv6Address ??= checkedIpv6Address(call.world, subnet);
  }
}

/** Puts an endpoint into further subnets. */
export function addSubnets(
  endpoint: Endpoint,
  places: readonly Placement[],
  service: VisibleService,
  groups: string[],
  call: Call,
): void {
  endpoint.networkInterfaceIds.push(...placeInterfaces(endpoint.id, places, groups, call));
  endpoint.subnetIds.push(...places.map(({ subnet }) => subnet.id));
  const label = endpoint.dnsNames[0]?.name.split(".")[0];
  if (label === undefined || endpoint.serviceRegion !== endpoint.region) return;
  const zonal = places.map(({ subnet }) => zonalName(label, service.baseDnsName, subnet.zoneId, call));
  endpoint.dnsNames.push(...zonal);
}

/** The groups that an endpoint would have after a change; throws if that is none. */
export function changedGroups(endpoint: Endpoint, input: GroupChange, call: Call): string[] {
  const { AddSecurityGroupIds: added = [], RemoveSecurityGroupIds: removed = [] } = input;
  if (added.length === 0 && removed.length === 0) return endpoint.securityGroupIds;
  const kept = endpoint.securityGroupIds.filter((id) => !removed.includes(id));
  const groups = [...new Set([...kept, ...added])];
  if (groups.length > 0) return attachableGroups(groups, endpoint.vpcId, call);
  throw new AwsError("InvalidParameter", "An interface endpoint needs at least one security group.");
}

/** Puts groups on an endpoint and on its interfaces. */
export function setGroups(endpoint: Endpoint, groups: string[], call: Call): void {
  endpoint.securityGroupIds = groups;
  for (const id of endpoint.networkInterfaceIds) {
    const eni = call.world.networkInterfaces.get(id);
    if (eni !== undefined) eni.securityGroupIds = groups;
  }
}

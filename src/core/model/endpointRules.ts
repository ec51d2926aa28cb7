import type { VpcEndpoint } from "./endpoint.ts";
import type { Network, OfferedService, Subnet, VpcDns } from "./network.ts";
import { displayName } from "./tags.ts";

/** Why AWS would refuse a change to an endpoint. */
export type EndpointObstacle =
  | { readonly code: "noSubnets" }
  | { readonly code: "noGroups" }
  | { readonly code: "noRouteTables" }
  | { readonly code: "tooManyGroups"; readonly limit: number }
  | { readonly code: "subnetsInOneZone"; readonly zoneId: string }
  | { readonly code: "zoneNotOffered"; readonly zoneId: string }
  | { readonly code: "noFreeAddresses"; readonly subnet: string }
  | { readonly code: "noPrivateName" }
  | { readonly code: "privateNameUnverified"; readonly name: string }
  | { readonly code: "privateNameTaken"; readonly name: string; readonly endpoint: string }
  | { readonly code: "notAccepted" }
  | { readonly code: "familyNotOffered" }
  | { readonly code: "subnetWithoutIpv6"; readonly subnet: string }
  | { readonly code: "subnetWithIpv4"; readonly subnet: string }
  | { readonly code: "policiesIgnored" };

/**
 * The subnets that an endpoint is to have: one per Availability Zone, in zones of the service, new ones with an address
 * to spare. AWS lists a service of another Region without zones.
 */
export function subnetObstacle(
  { subnetIds }: VpcEndpoint,
  wanted: readonly Subnet[],
  offered: OfferedService | undefined,
): EndpointObstacle | undefined {
  if (wanted.length === 0) return { code: "noSubnets" };
  const zones = wanted.map(({ zoneId }) => zoneId);
  const twice = zones.find((zone, index) => zones.indexOf(zone) !== index);
  if (twice !== undefined) return { code: "subnetsInOneZone", zoneId: twice };
  const added = wanted.filter(({ id }) => !subnetIds.includes(id));
  const offeredZones = offered?.zoneIds ?? [];
  const strange = added.find(({ zoneId }) => offeredZones.length > 0 && !offeredZones.includes(zoneId));
  if (strange !== undefined) return { code: "zoneNotOffered", zoneId: strange.zoneId };
  const full = added.find(({ freeAddresses }) => freeAddresses === 0);
  return full && { code: "noFreeAddresses", subnet: displayName(full) };
}

/** AWS's default quota of groups per interface. */
const groupsPerInterface = 5;

export function groupObstacle(ids: readonly string[]): EndpointObstacle | undefined {
  if (ids.length === 0) return { code: "noGroups" };
  return ids.length > groupsPerInterface ? { code: "tooManyGroups", limit: groupsPerInterface } : undefined;
}

/** Why the service's own name cannot be turned on in an endpoint's VPC. */
export function privateDnsObstacle(
  endpoint: VpcEndpoint,
  offered: OfferedService | undefined,
  others: readonly VpcEndpoint[],
): EndpointObstacle | undefined {
  const name = offered?.privateDnsName;
  if (offered === undefined || name === undefined) return { code: "noPrivateName" };
  if (!offered.privateDnsVerified) return { code: "privateNameUnverified", name };
  if (endpoint.state !== "available" && endpoint.state !== "pending") return { code: "notAccepted" };
  const rival = others.find(
    (other) =>
      other.id !== endpoint.id &&
      other.vpcId === endpoint.vpcId &&
      other.privateDnsEnabled &&
      other.dnsNames.includes(name) &&
      other.state !== "deleting" &&
      other.state !== "deleted",
  );
  return rival && { code: "privateNameTaken", name, endpoint: displayName(rival) };
}

/** What private DNS needs and a VPC has turned off, in the order in which it can be turned on. */
export function missingDns({ support, hostnames }: VpcDns) {
  return [
    ...(support ? [] : (["enableDnsSupport"] as const)),
    ...(hostnames ? [] : (["enableDnsHostnames"] as const)),
  ];
}

/** Address families that can be counted on: IPv4 alone where AWS does not say. */
export function familiesTaken({ ipTypes }: OfferedService): OfferedService["ipTypes"] {
  return ipTypes.length === 0 ? ["ipv4"] : ipTypes;
}

/** Both sides have to take a family: the service, and every subnet of the endpoint by its blocks. */
export function addressTypeObstacle(
  { subnetIds }: VpcEndpoint,
  to: "ipv4" | "dualstack" | "ipv6",
  offered: OfferedService | undefined,
  network: Network,
): EndpointObstacle | undefined {
  const families = to === "dualstack" ? (["ipv4", "ipv6"] as const) : ([to] as const);
  const taken = offered === undefined ? [] : familiesTaken(offered);
  if (families.some((family) => !taken.includes(family))) return { code: "familyNotOffered" };
  const subnets = network.subnets.filter(({ id }) => subnetIds.includes(id));
  const bare = subnets.find(({ ipv6Cidr }) => to !== "ipv4" && ipv6Cidr === undefined);
  if (bare !== undefined) return { code: "subnetWithoutIpv6", subnet: displayName(bare) };
  const mixed = subnets.find(({ cidr }) => to === "ipv6" && cidr !== "");
  return mixed && { code: "subnetWithIpv4", subnet: displayName(mixed) };
}

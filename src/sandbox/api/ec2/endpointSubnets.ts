import type { Subnet } from "../../state/network.ts";
import { checkedAddress, checkedIpv6Address, createNetworkInterface } from "../../state/networkInterfaces.ts";
import type { EndpointDnsName, IpAddressType } from "../../state/privateLink.ts";
import { regionOf, zoneName, zonesOf } from "../../state/regions.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { ownSubnet } from "./subnets.ts";
import type { VisibleService } from "./visibleServices.ts";

/** A fixed address of an endpoint in one of its subnets. */
export interface SubnetConfiguration {
  SubnetId?: string;
  Ipv4?: string;
  Ipv6?: string;
}

/** A subnet for an endpoint, with the address that its interface there will have. */
export interface Placement {
  subnet: Subnet;
  address: string;
  /** Of an endpoint with IPv6. */
  ipv6Address?: string;
}

/**
 * The subnets that a request adds to an endpoint, checked against the service, the VPC and the subnets that the
 * endpoint has already. Nothing is taken yet, so a refusal leaves nothing behind.
 */
export function placements(
  request: { SubnetIds?: string[]; SubnetConfigurations?: SubnetConfiguration[] },
  endpoint: { vpcId: string; subnetIds: readonly string[]; ipAddressType: IpAddressType },
  service: VisibleService,
  call: Call,
): Placement[] {
  const { SubnetIds: ids = [], SubnetConfigurations: configurations = [] } = request;
  const stray = configurations.find(({ SubnetId = "" }) => !ids.includes(SubnetId));
  if (stray !== undefined) {
    const message = `The subnet ${stray.SubnetId} of a subnet configuration is not one of the request's subnets.`;
    throw new AwsError("InvalidParameter", message);
  }
  const subnets = ids.map((id) => ownSubnet(id, call));
  const present = endpoint.subnetIds.flatMap((id) => call.world.subnets.get(id) ?? []);
  checkVpc(subnets, endpoint.vpcId);
  checkZones(subnets, present, service, call);
  checkIpAddressType(endpoint.ipAddressType, [...present, ...subnets], service);
  return subnets.map((subnet) => {
    const wanted = configurations.find(({ SubnetId }) => SubnetId === subnet.id);
    const address = checkedAddress(call.world, subnet, wanted?.Ipv4);
    if (endpoint.ipAddressType === "ipv4") return { subnet, address };
    return { subnet, address, ipv6Address: checkedIpv6Address(call.world, subnet, wanted?.Ipv6) };
  });
}

/** Makes an endpoint's interfaces; answers their ids. */
export function placeInterfaces(
  endpointId: string,
  places: readonly Placement[],
  securityGroupIds: string[],
  call: Call,
): string[] {
  const description = `VPC Endpoint Interface ${endpointId}`;
  const purpose = { type: "vpc_endpoint", description, securityGroupIds } as const;
  return places.map(({ subnet, address, ipv6Address }) => {
    const ipv6 = ipv6Address === undefined ? {} : { ipv6Address };
    return createNetworkInterface(call.world, subnet, { ...purpose, ...ipv6 }, address).id;
  });
}

/** The name of an endpoint in one zone, by the label that all its names begin with. */
export function zonalName(label: string, base: string, zoneId: string, call: Call): EndpointDnsName {
  return { name: `${label}-${zoneName(call.account, call.region, zoneId)}.${base}`, zoneId };
}

/** Throws unless service and subnets can do what an endpoint's address type asks for. */
function checkIpAddressType(type: IpAddressType, subnets: readonly Subnet[], service: VisibleService): void {
  const needed = type === "dualstack" ? ["ipv4", "ipv6"] : [type];
  const refusal = `does not support the IP address type ${type}.`;
  if (needed.some((ipType) => !service.ipTypes.includes(ipType))) {
    throw new AwsError("InvalidParameter", `The VPC endpoint service ${service.name} ${refusal}`);
  }
  // An endpoint with IPv6 alone is for subnets with IPv6 alone, and those are for no others.
  const bare = subnets.find(
    ({ ipv6Cidr, ipv6Only = false }) =>
      (needed.includes("ipv6") && ipv6Cidr === undefined) || ipv6Only !== (type === "ipv6"),
  );
  if (bare !== undefined) throw new AwsError("InvalidParameter", `The subnet ${bare.id} ${refusal}`);
}

function checkVpc(subnets: readonly Subnet[], vpcId: string): void {
  const stranger = subnets.find((subnet) => subnet.vpcId !== vpcId);
  if (stranger === undefined) return;
  const message = `The subnet ${stranger.id} does not belong to the VPC ${vpcId}.`;
  throw new AwsError("InvalidParameter", message);
}

/** Zones are compared by id: their names mean different zones in different accounts. */
function checkZones(
  subnets: readonly Subnet[],
  present: readonly Subnet[],
  service: VisibleService,
  call: Call,
): void {
  const all = [...present, ...subnets];
  if (new Set(all.map((subnet) => subnet.zoneId)).size < all.length) {
    throw new AwsError(
      "DuplicateSubnetsInSameZone",
      "Found another VPC endpoint subnet in the availability zone.",
    );
  }
  if (service.region !== call.region) {
    checkRemoteZones(subnets, call);
    return;
  }
  const outside = subnets.find((subnet) => !service.zoneIds.includes(subnet.zoneId));
  if (outside === undefined) return;
  const reason = `does not support the availability zone of the subnet: ${outside.id}.`;
  throw new AwsError("InvalidParameter", `The VPC endpoint service ${service.name} ${reason}`);
}

/** From another Region a service is reached through any zone but a few. */
function checkRemoteZones(subnets: readonly Subnet[], { account, region }: Call): void {
  const { noRemoteAccess } = regionOf(region);
  const allowed = zonesOf(account, region).flatMap(({ id }) => (noRemoteAccess.includes(id) ? [] : [id]));
  if (subnets.every((subnet) => allowed.includes(subnet.zoneId))) return;
  const zones = allowed.sort().join(", ");
  const message = `Only the following availability zones are supported for remote access: ${zones}`;
  throw new AwsError("InvalidParameter", message);
}

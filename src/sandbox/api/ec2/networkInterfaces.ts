import type { NetworkInterface } from "../../state/network.ts";
import { zoneName } from "../../state/regions.ts";
import { tagList } from "../../state/tags.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";

interface DescribeNetworkInterfaces extends PageRequest {
  NetworkInterfaceIds?: string[];
  Filters?: Filter[];
}

export function describeNetworkInterfaces(input: DescribeNetworkInterfaces, call: Call): object {
  const chosen = input.NetworkInterfaceIds?.map((id) => ownInterface(id, call));
  const all = chosen ?? owned(call.world.networkInterfaces, call);
  const { items, next } = page(applyFilters(all, input.Filters, readersFor(call)), input);
  return { NetworkInterfaces: items.map((eni) => interfaceOutput(eni, call)), ...next };
}

/** Security groups as most EC2 outputs carry them. */
export function groupIdentifiers(world: World, ids: readonly string[]): object[] {
  return ids.map((id) => ({ GroupId: id, GroupName: world.securityGroups.get(id)?.name }));
}

function readersFor(call: Call): FilterReaders<NetworkInterface> {
  return {
    "network-interface-id": (eni) => eni.id,
    "vpc-id": (eni) => eni.vpcId,
    "subnet-id": (eni) => eni.subnetId,
    "availability-zone": (eni) => zoneName(call.account, eni.region, eni.zoneId),
    "availability-zone-id": (eni) => eni.zoneId,
    description: (eni) => eni.description,
    "group-id": (eni) => eni.securityGroupIds,
    "group-name": ({ securityGroupIds }) =>
      securityGroupIds.flatMap((id) => call.world.securityGroups.get(id)?.name ?? []),
    "interface-type": (eni) => eni.type,
    "private-ip-address": (eni) => eni.privateIp,
    "addresses.private-ip-address": (eni) => eni.privateIp,
    "addresses.primary": () => "true",
    "requester-managed": (eni) => String(eni.requesterManaged),
    "requester-id": (eni) => (eni.requesterManaged ? serviceOf(eni) : undefined),
    "ipv6-addresses.ipv6-address": (eni) => eni.ipv6Address,
    "attachment.instance-id": (eni) => eni.instanceId,
    "attachment.instance-owner-id": attachmentOwner,
    "attachment.status": () => "attached",
    "source-dest-check": (eni) => String(eni.type === "interface"),
    "owner-id": (eni) => eni.account,
    status: () => "in-use",
  };
}

/** The account of an instance, or AWS's own where a service holds the interface. */
function attachmentOwner(eni: NetworkInterface): string {
  return eni.instanceId === undefined ? serviceOf(eni) : eni.account;
}

/** The service that holds an interface: an Application Load Balancer's is of the plain type. */
function serviceOf(eni: NetworkInterface): string {
  return eni.type === "interface" ? "amazon-elb" : "amazon-aws";
}

function ownInterface(id: string, call: Call): NetworkInterface {
  const eni = find(call.world.networkInterfaces, id, call);
  if (eni !== undefined) return eni;
  throw new AwsError("InvalidNetworkInterfaceID.NotFound", `The networkInterface ID '${id}' does not exist`);
}

function interfaceOutput(eni: NetworkInterface, call: Call): object {
  const attachment =
    eni.instanceId === undefined
      ? { InstanceOwnerId: attachmentOwner(eni), DeviceIndex: 1 }
      : { InstanceId: eni.instanceId, InstanceOwnerId: attachmentOwner(eni), DeviceIndex: 0 };
  const address = [...call.world.elasticIps.values()].find((ip) => ip.networkInterfaceId === eni.id);
  return {
    NetworkInterfaceId: eni.id,
    VpcId: eni.vpcId,
    SubnetId: eni.subnetId,
    AvailabilityZone: zoneName(call.account, eni.region, eni.zoneId),
    AvailabilityZoneId: eni.zoneId,
    ...(address === undefined
      ? {}
      : { Association: { AllocationId: address.id, PublicIp: address.publicIp, IpOwnerId: eni.account } }),
    Attachment: { ...attachment, Status: "attached" },
    Description: eni.description,
    Groups: groupIdentifiers(call.world, eni.securityGroupIds),
    // The API's enum spells this one type in camel case, unlike the filter of the same name.
    InterfaceType: eni.type === "nat_gateway" ? "natGateway" : eni.type,
    OwnerId: eni.account,
    ...addressMembers(eni, call),
    RequesterManaged: eni.requesterManaged,
    ...(eni.requesterManaged ? { RequesterId: serviceOf(eni) } : {}),
    SourceDestCheck: eni.type === "interface",
    Status: "in-use",
    TagSet: tagList(eni.tags),
  };
}

function addressMembers({ privateIp, ipv6Address, subnetId }: NetworkInterface, call: Call): object {
  const Ipv6Addresses = ipv6Address === undefined ? [] : [{ Ipv6Address: ipv6Address, IsPrimaryIpv6: false }];
  if (call.world.subnets.get(subnetId)?.ipv6Only) return { Ipv6Address: ipv6Address, Ipv6Addresses };
  return {
    PrivateIpAddress: privateIp,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: privateIp }],
    Ipv6Address: ipv6Address,
    Ipv6Addresses,
  };
}

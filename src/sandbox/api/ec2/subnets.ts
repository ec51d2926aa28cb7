import { cidrRange } from "../../state/addresses.ts";
import type { Subnet } from "../../state/network.ts";
import { takenAddresses } from "../../state/networkInterfaces.ts";
import { zoneName } from "../../state/regions.ts";
import { tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";

interface DescribeSubnets extends PageRequest {
  SubnetIds?: string[];
  Filters?: Filter[];
}

/** AWS reserves the first four addresses and the last one of a subnet. */
const reservedAddresses = 5;

export function describeSubnets(input: DescribeSubnets, call: Call): object {
  const chosen = input.SubnetIds?.map((id) => ownSubnet(id, call)) ?? owned(call.world.subnets, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, readersFor(call)), input);
  return { Subnets: items.map((subnet) => subnetOutput(subnet, call)), ...next };
}

/** The caller's subnet; throws `InvalidSubnetID.NotFound`. */
export function ownSubnet(id: string, call: Call): Subnet {
  const subnet = find(call.world.subnets, id, call);
  if (subnet === undefined)
    throw new AwsError("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
  return subnet;
}

function readersFor(call: Call): FilterReaders<Subnet> {
  const zone = (subnet: Subnet) => zoneName(call.account, subnet.region, subnet.zoneId);
  return {
    "subnet-id": (subnet) => subnet.id,
    "vpc-id": (subnet) => subnet.vpcId,
    "cidr-block": (subnet) => subnet.cidr,
    "ipv6-cidr-block-association.ipv6-cidr-block": (subnet) => subnet.ipv6Cidr,
    "ipv6-native": (subnet) => String(subnet.ipv6Only ?? false),
    "availability-zone": zone,
    "availability-zone-id": (subnet) => subnet.zoneId,
    "default-for-az": () => "false",
    "map-public-ip-on-launch": (subnet) => String(subnet.mapPublicIpOnLaunch),
    "owner-id": (subnet) => subnet.account,
    state: () => "available",
  };
}

/** A subnet as the API shows it. */
export function subnetOutput(subnet: Subnet, call: Call): object {
  const taken = takenAddresses(call.world, subnet.id).size;
  return {
    SubnetId: subnet.id,
    SubnetArn: `arn:aws:ec2:${subnet.region}:${subnet.account}:subnet/${subnet.id}`,
    VpcId: subnet.vpcId,
    ...(subnet.ipv6Only ? {} : { CidrBlock: subnet.cidr }),
    AvailabilityZone: zoneName(call.account, subnet.region, subnet.zoneId),
    AvailabilityZoneId: subnet.zoneId,
    AvailableIpAddressCount: subnet.ipv6Only ? 0 : cidrRange(subnet.cidr).size - reservedAddresses - taken,
    AssignIpv6AddressOnCreation: false,
    DefaultForAz: false,
    Ipv6Native: subnet.ipv6Only ?? false,
    ...ipv6Members(subnet),
    MapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    OwnerId: subnet.account,
    State: "available",
    Tags: tagList(subnet.tags),
  };
}

function ipv6Members({ id, ipv6Cidr }: Subnet): object {
  if (ipv6Cidr === undefined) return {};
  const AssociationId = id.replace("subnet-", "subnet-cidr-assoc-");
  const association = { AssociationId, Ipv6CidrBlock: ipv6Cidr, Ipv6CidrBlockState: { State: "associated" } };
  return { Ipv6CidrBlockAssociationSet: [association] };
}

import { cidrRange, isCidr } from "../../state/addresses.ts";
import { randomHex, resourceId } from "../../state/ids.ts";
import { ipv6Contains } from "../../state/ipv6.ts";
import type { Subnet, Vpc } from "../../state/network.ts";
import { zonesOf } from "../../state/regions.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { newVpc, removeVpc } from "../../state/vpcs.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { exists } from "./endpointRules.ts";
import { ownSubnet, subnetOutput } from "./subnets.ts";
import { refuseMembers } from "./unsuccessful.ts";
import { ownVpc, vpcOutput } from "./vpcs.ts";

interface CreateVpc {
  CidrBlock?: string;
  AmazonProvidedIpv6CidrBlock?: boolean;
  TagSpecifications?: TagSpecification[];
}

interface CreateSubnet {
  VpcId: string;
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  Ipv6Native?: boolean;
  AvailabilityZone?: string;
  AvailabilityZoneId?: string;
  TagSpecifications?: TagSpecification[];
}

export function createVpc(input: CreateVpc, call: Call): object {
  refuseMembers(input, ["Ipv6CidrBlock", "Ipv6Pool"]);
  const cidr = checkedBlock(input.CidrBlock, "InvalidVpc.Range");
  const owner = ownedBy(call, specifiedTags(input.TagSpecifications, "vpc"));
  const vpc = newVpc(call.world, owner, cidr, false);
  if (input.AmazonProvidedIpv6CidrBlock) vpc.ipv6Cidr = amazonIpv6Block();
  return { Vpc: vpcOutput(vpc, call.world) };
}

/** What the VPC was born with goes with it; anything else keeps it. */
export function deleteVpc(input: { VpcId: string }, call: Call): object {
  const vpc = ownVpc(input.VpcId, call);
  if (hasParts(vpc, call)) throw dependency("vpc", vpc.id);
  removeVpc(call.world, vpc);
  return {};
}

export function createSubnet(input: CreateSubnet, call: Call): object {
  const vpc = ownVpc(input.VpcId, call);
  const cidr = checkedBlock(input.CidrBlock, "InvalidSubnet.Range");
  const { first, size } = cidrRange(cidr);
  const whole = cidrRange(vpc.cidr);
  if (first < whole.first || first + size > whole.first + whole.size) {
    throw new AwsError("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  const overlaps = owned(call.world.subnets, call).some((other) => {
    const range = cidrRange(other.cidr);
    return other.vpcId === vpc.id && first < range.first + range.size && range.first < first + size;
  });
  if (overlaps) {
    throw new AwsError("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
  }
  if (input.Ipv6Native) throw new AwsError("UnsupportedOperation", "The sandbox makes no IPv6-only subnets.");
  const ipv6 =
    input.Ipv6CidrBlock === undefined ? {} : { ipv6Cidr: checkedIpv6Block(input.Ipv6CidrBlock, vpc, call) };
  const subnet: Subnet = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "subnet")),
    id: resourceId("subnet"),
    vpcId: vpc.id,
    cidr,
    ...ipv6,
    zoneId: zoneOf(input, call),
    mapPublicIpOnLaunch: false,
  };
  call.world.subnets.set(subnet.id, subnet);
  return { Subnet: subnetOutput(subnet, call) };
}

/** A network interface in a subnet, whoever made it, keeps the subnet. */
export function deleteSubnet(input: { SubnetId: string }, call: Call): object {
  const subnet = ownSubnet(input.SubnetId, call);
  const { networkInterfaces, routeTables, networkAcls, subnets } = call.world;
  if ([...networkInterfaces.values()].some(({ subnetId }) => subnetId === subnet.id)) {
    throw dependency("subnet", subnet.id);
  }
  for (const user of [...routeTables.values(), ...networkAcls.values()]) {
    user.subnetIds = user.subnetIds.filter((id) => id !== subnet.id);
  }
  subnets.delete(subnet.id);
  return {};
}

function hasParts(vpc: Vpc, call: Call): boolean {
  const { world } = call;
  const inVpc = ({ vpcId }: { vpcId?: string }) => vpcId === vpc.id;
  const parts = [world.subnets, world.internetGateways, world.networkInterfaces];
  return (
    parts.some((kind) => [...kind.values()].some(inVpc)) ||
    [...world.endpoints.values()].some((endpoint) => inVpc(endpoint) && exists(endpoint)) ||
    [...world.securityGroups.values()].some((group) => inVpc(group) && group.name !== "default") ||
    [...world.routeTables.values()].some((table) => inVpc(table) && !table.main) ||
    [...world.networkAcls.values()].some((acl) => inVpc(acl) && !acl.isDefault)
  );
}

function zoneOf({ AvailabilityZone, AvailabilityZoneId }: CreateSubnet, call: Call): string {
  const zone = zonesOf(call.account, call.region).find(
    ({ id, name }) => (AvailabilityZoneId ?? id) === id && (AvailabilityZone ?? name) === name,
  );
  if (zone !== undefined) return zone.id;
  const value = AvailabilityZone ?? AvailabilityZoneId;
  throw new AwsError("InvalidParameterValue", `Value (${value}) for parameter availabilityZone is invalid.`);
}

/** A /56 below the prefix that is reserved for documentation (ledger: ipv6-blocks). */
function amazonIpv6Block(): string {
  return `2001:db8:${randomHex(4)}:${randomHex(2)}00::/56`;
}

/** A /64 of the VPC's IPv6 block that no other subnet has. */
function checkedIpv6Block(block: string, vpc: Vpc, call: Call): string {
  const [base = "", bits] = block.split("/");
  if (
    vpc.ipv6Cidr === undefined ||
    bits !== "64" ||
    !base.endsWith("::") ||
    !ipv6Contains(vpc.ipv6Cidr, base)
  ) {
    throw new AwsError("InvalidSubnet.Range", `The IPv6 CIDR '${block}' is invalid.`);
  }
  if (owned(call.world.subnets, call).some(({ ipv6Cidr = "" }) => ipv6Contains(ipv6Cidr, base))) {
    const message = `The IPv6 CIDR '${block}' conflicts with another subnet`;
    throw new AwsError("InvalidSubnet.Conflict", message);
  }
  return block;
}

/** A block of AWS's sizes, /16 to /28, that starts where a block of its size can start. */
function checkedBlock(cidr: string | undefined, code: string): string {
  if (cidr === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter CidrBlock");
  }
  if (!isCidr(cidr)) {
    const message = `Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`;
    throw new AwsError("InvalidParameterValue", message);
  }
  const bits = Number(cidr.split("/")[1]);
  if (bits >= 16 && bits <= 28) return cidr;
  throw new AwsError(code, `The CIDR '${cidr}' is invalid.`);
}

function dependency(kind: string, id: string): AwsError {
  return new AwsError("DependencyViolation", `The ${kind} '${id}' has dependencies and cannot be deleted.`);
}

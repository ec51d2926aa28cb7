import { AwsError } from "../wire/awsError.ts";
import { cidrContains, freeAddress, isAddress, isReserved } from "./addresses.ts";
import { resourceId } from "./ids.ts";
import { freeIpv6Address, ipv6Contains } from "./ipv6.ts";
import type { NetworkInterface, Subnet } from "./network.ts";
import type { World } from "./world.ts";

/** What differs between the network interfaces that instances and services make for themselves. */
export type InterfacePurpose = Pick<NetworkInterface, "type" | "description" | "securityGroupIds"> &
  Partial<Pick<NetworkInterface, "requesterManaged" | "instanceId" | "ipv6Address">>;

/**
 * Makes a network interface in a subnet, at the given address or at the next free one; throws what `checkedAddress`
 * throws.
 */
export function createNetworkInterface(
  world: World,
  subnet: Subnet,
  purpose: InterfacePurpose,
  address?: string,
): NetworkInterface {
  const privateIp = checkedAddress(world, subnet, address);
  const created: NetworkInterface = {
    account: subnet.account,
    region: subnet.region,
    tags: new Map(),
    id: resourceId("eni"),
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    zoneId: subnet.zoneId,
    privateIp,
    requesterManaged: purpose.type !== "interface",
    ...purpose,
  };
  world.networkInterfaces.set(created.id, created);
  return created;
}

/**
 * An address of a subnet that can be used: the one asked for, or the lowest free one. Throws
 * `InsufficientFreeAddressesInSubnet`, `InvalidParameterValue` or `InvalidIPAddress.InUse`.
 */
export function checkedAddress(world: World, subnet: Subnet, wanted?: string): string {
  const taken = takenAddresses(world, subnet.id);
  if (wanted === undefined) {
    const free = freeAddress(subnet.cidr, taken);
    if (free !== undefined) return free;
    const message = `The subnet '${subnet.id}' does not have enough free addresses to satisfy the request.`;
    throw new AwsError("InsufficientFreeAddressesInSubnet", message);
  }
  if (!isAddress(wanted) || !cidrContains(subnet.cidr, wanted)) {
    const message = `Address ${wanted} does not fall within the subnet's address range`;
    throw new AwsError("InvalidParameterValue", message);
  }
  if (isReserved(subnet.cidr, wanted)) {
    throw new AwsError("InvalidParameterValue", `Address ${wanted} is in subnet's reserved address range`);
  }
  if (!taken.has(wanted)) return wanted;
  throw new AwsError("InvalidIPAddress.InUse", `Address ${wanted} is in use.`);
}

/**
 * An IPv6 address of a subnet that can be used: the one asked for, or the lowest free one. Throws
 * `InvalidParameterValue` or `InvalidIPAddress.InUse`.
 */
export function checkedIpv6Address(world: World, subnet: Subnet, wanted?: string): string {
  const { ipv6Cidr = "" } = subnet;
  const enis = [...world.networkInterfaces.values()].filter(({ subnetId }) => subnetId === subnet.id);
  const taken = new Set(enis.flatMap(({ ipv6Address }) => ipv6Address ?? []));
  if (wanted === undefined) return freeIpv6Address(ipv6Cidr, taken);
  if (!ipv6Contains(ipv6Cidr, wanted)) {
    const message = `Address ${wanted} does not fall within the subnet's address range`;
    throw new AwsError("InvalidParameterValue", message);
  }
  if (!taken.has(wanted)) return wanted;
  throw new AwsError("InvalidIPAddress.InUse", `Address ${wanted} is in use.`);
}

/** The addresses of a subnet that are in use. Asked for every new interface, so it builds no list on the way. */
export function takenAddresses(world: World, subnetId: string): Set<string> {
  const taken = new Set<string>();
  for (const candidate of world.networkInterfaces.values())
    if (candidate.subnetId === subnetId) taken.add(candidate.privateIp);
  return taken;
}

/** The network interface that has an address in a VPC. */
export function interfaceAt(world: World, vpcId: string, address: string): NetworkInterface | undefined {
  return [...world.networkInterfaces.values()].find(
    (candidate) => candidate.vpcId === vpcId && candidate.privateIp === address,
  );
}

import { AwsError } from "../wire/awsError.ts";
import { freeAddress } from "./addresses.ts";
import { resourceId } from "./ids.ts";
import type { NetworkInterface, Subnet } from "./network.ts";
import type { World } from "./world.ts";

/** What differs between the network interfaces that instances and services make for themselves. */
export type InterfacePurpose = Pick<NetworkInterface, "type" | "description" | "securityGroupIds"> &
  Partial<Pick<NetworkInterface, "requesterManaged" | "instanceId">>;

/** Makes a network interface at a free address of a subnet; throws `InsufficientFreeAddressesInSubnet`. */
export function createNetworkInterface(
  world: World,
  subnet: Subnet,
  purpose: InterfacePurpose,
): NetworkInterface {
  const privateIp = freeAddress(subnet.cidr, takenAddresses(world, subnet.id));
  if (privateIp === undefined) {
    const message = `The subnet '${subnet.id}' does not have enough free addresses to satisfy the request.`;
    throw new AwsError("InsufficientFreeAddressesInSubnet", message);
  }
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

/** The addresses of a subnet that are in use. */
export function takenAddresses(world: World, subnetId: string): Set<string> {
  const inSubnet = [...world.networkInterfaces.values()].filter(
    (candidate) => candidate.subnetId === subnetId,
  );
  return new Set(inSubnet.map((candidate) => candidate.privateIp));
}

/** The network interface that has an address in a VPC. */
export function interfaceAt(world: World, vpcId: string, address: string): NetworkInterface | undefined {
  return [...world.networkInterfaces.values()].find(
    (candidate) => candidate.vpcId === vpcId && candidate.privateIp === address,
  );
}

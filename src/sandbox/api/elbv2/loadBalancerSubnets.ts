import { cidrRange } from "../../state/addresses.ts";
import type { LoadBalancer, LoadBalancerNode } from "../../state/balancing.ts";
import type { Subnet } from "../../state/network.ts";
import { checkedIpv6Address, createNetworkInterface, takenAddresses } from "../../state/networkInterfaces.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find } from "../call.ts";
import { servicesOf } from "../ec2/serviceLoadBalancers.ts";
import { connectionsOf, isLive } from "../ec2/serviceRules.ts";
import { changeIpAddressType } from "./addressTypes.ts";
import { refused } from "./attributeRules.ts";
import { zonesOutput } from "./loadBalancers.ts";
import { ownLoadBalancer } from "./resources.ts";

/** The two ways to name subnets; only the second can fix an address. */
export interface SubnetRequest {
  Subnets?: string[];
  SubnetMappings?: SubnetMapping[];
}

interface SubnetMapping {
  SubnetId?: string;
  PrivateIPv4Address?: string;
  IPv6Address?: string;
  AllocationId?: string;
}

/** A subnet with the addresses that were asked for in it. */
export interface NodePlace {
  subnet: Subnet;
  address?: string;
  ipv6Address?: string;
}

interface SetSubnets extends SubnetRequest {
  LoadBalancerArn: string;
  IpAddressType?: string;
}

/** AWS takes five addresses of a subnet for itself; a node needs eight of the others where AWS picks the address. */
const neededAddresses = 8;
const reservedAddresses = 5;

/** The subnets of a request, one per zone of one VPC; throws in AWS's words. */
export function nodePlaces(
  request: SubnetRequest,
  type: LoadBalancer["type"],
  present: readonly LoadBalancerNode[],
  call: Call,
): NodePlace[] {
  const { Subnets, SubnetMappings } = request;
  if (Subnets !== undefined && SubnetMappings !== undefined) {
    throw new AwsError("ValidationError", "Only one of Subnets and SubnetMappings can be specified");
  }
  const mappings: SubnetMapping[] = SubnetMappings ?? (Subnets ?? []).map((SubnetId) => ({ SubnetId }));
  if (mappings.length === 0) throw new AwsError("ValidationError", "You must specify subnets");
  const places = mappings.map((mapping) => placeOf(mapping, present, call));
  if (type === "application") checkApplicationPlaces(places);
  const subnets = places.map(({ subnet }) => subnet);
  if (new Set(subnets.map((subnet) => subnet.vpcId)).size > 1) {
    throw refused("All subnets must belong to the same VPC");
  }
  if (new Set(subnets.map((subnet) => subnet.zoneId)).size < subnets.length) {
    throw refused("A load balancer cannot be attached to multiple subnets in the same Availability Zone");
  }
  return places;
}

/** Makes a load balancer's node, with its network interface. */
export function newNode(
  { subnet, address, ipv6Address }: NodePlace,
  balancer: Pick<LoadBalancer, "arn" | "type" | "ipAddressType" | "securityGroupIds">,
  call: Call,
): LoadBalancerNode {
  const ipv6 =
    balancer.ipAddressType === "dualstack"
      ? { ipv6Address: checkedIpv6Address(call.world, subnet, ipv6Address) }
      : {};
  const purpose = {
    // Those of an Application Load Balancer are told from others by requester and description only.
    type: balancer.type === "network" ? "network_load_balancer" : "interface",
    description: `ELB ${balancer.arn.split("loadbalancer/")[1]}`,
    securityGroupIds: balancer.securityGroupIds,
    requesterManaged: true,
    ...ipv6,
  } as const;
  const eni = createNetworkInterface(call.world, subnet, purpose, address);
  return {
    zoneId: subnet.zoneId,
    subnetId: subnet.id,
    networkInterfaceId: eni.id,
    ...(address === undefined ? {} : { fixedAddress: address }),
    ...(ipv6Address === undefined ? {} : { fixedIpv6Address: ipv6Address }),
  };
}

/** Replaces a load balancer's subnets. Those that stay keep their nodes. */
export function setSubnets(input: SetSubnets, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  const places = nodePlaces(input, balancer.type, balancer.nodes, call);
  if (places.some(({ subnet }) => subnet.vpcId !== balancer.vpcId)) {
    throw new AwsError("InvalidSubnet", `The subnets are not in the VPC '${balancer.vpcId}'`);
  }
  const stays = (node: LoadBalancerNode) => places.some(({ subnet }) => subnet.id === node.subnetId);
  const removed = balancer.nodes.filter((node) => !stays(node));
  if (removed.length > 0 && servesEndpoints(balancer.arn, call)) {
    throw refused(
      "Subnets cannot be removed while VPC endpoints are connected to the load balancer's service",
    );
  }
  const subnets = places.map(({ subnet }) => subnet);
  changeIpAddressType(balancer, input.IpAddressType ?? balancer.ipAddressType, subnets, call);
  for (const node of removed) call.world.networkInterfaces.delete(node.networkInterfaceId);
  balancer.nodes = places.map(
    (place) =>
      balancer.nodes.find((node) => node.subnetId === place.subnet.id) ?? newNode(place, balancer, call),
  );
  return { AvailabilityZones: zonesOutput(balancer, call), IpAddressType: balancer.ipAddressType };
}

function placeOf(
  { SubnetId = "", PrivateIPv4Address, IPv6Address, AllocationId }: SubnetMapping,
  present: readonly LoadBalancerNode[],
  call: Call,
): NodePlace {
  if (AllocationId !== undefined) throw refused("The sandbox's load balancers take no Elastic IP addresses.");
  const subnet = find(call.world.subnets, SubnetId, call);
  if (subnet === undefined)
    throw new AwsError("SubnetNotFound", `The subnet ID '${SubnetId}' does not exist`);
  const ipv6 = IPv6Address === undefined ? {} : { ipv6Address: IPv6Address };
  if (PrivateIPv4Address !== undefined) return { subnet, address: PrivateIPv4Address, ...ipv6 };
  const free = cidrRange(subnet.cidr).size - reservedAddresses - takenAddresses(call.world, subnet.id).size;
  if (free >= neededAddresses || present.some(({ subnetId }) => subnetId === subnet.id))
    return { subnet, ...ipv6 };
  const rule = `ELB requires at least ${neededAddresses} free IP addresses in each subnet.`;
  throw new AwsError("InvalidSubnet", `Not enough IP space available in ${subnet.id}. ${rule}`);
}

/** It scales over at least two zones and picks its addresses itself. */
function checkApplicationPlaces(places: readonly NodePlace[]): void {
  if (places.length < 2) {
    const message = "At least two subnets in two different Availability Zones must be specified";
    throw new AwsError("ValidationError", message);
  }
  if (places.some(({ address, ipv6Address }) => (address ?? ipv6Address) !== undefined))
    throw refused("Addresses cannot be specified for an Application Load Balancer");
}

function servesEndpoints(arn: string, call: Call): boolean {
  return servicesOf(arn, call).some((service) => connectionsOf(service, call.world).some(isLive));
}

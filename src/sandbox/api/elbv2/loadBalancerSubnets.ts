import { cidrRange } from "../../state/addresses.ts";
import type { LoadBalancer, LoadBalancerNode } from "../../state/balancing.ts";
import type { Subnet } from "../../state/network.ts";
import { createNetworkInterface, takenAddresses } from "../../state/networkInterfaces.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { holdsLoadBalancer } from "../ec2/serviceLoadBalancers.ts";
import { connectionsOf, isLive } from "../ec2/serviceRules.ts";
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
  AllocationId?: string;
}

/** A subnet with the address that was asked for in it. */
export interface NodePlace {
  subnet: Subnet;
  address?: string;
}

interface SetSubnets extends SubnetRequest {
  LoadBalancerArn: string;
  IpAddressType?: string;
}

interface SetIpAddressType {
  LoadBalancerArn: string;
  IpAddressType: string;
}

/** AWS takes five addresses of a subnet for itself; a node needs eight of the others where AWS picks the address. */
const neededAddresses = 8;
const reservedAddresses = 5;

/** The subnets of a request, one per zone of one VPC; throws in AWS's words. */
export function nodePlaces(
  request: SubnetRequest,
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
  { subnet, address }: NodePlace,
  description: string,
  groups: string[],
  call: Call,
): LoadBalancerNode {
  const purpose = { type: "network_load_balancer", description, securityGroupIds: groups } as const;
  const eni = createNetworkInterface(call.world, subnet, purpose, address);
  return {
    zoneId: subnet.zoneId,
    subnetId: subnet.id,
    networkInterfaceId: eni.id,
    ...(address === undefined ? {} : { fixedAddress: address }),
  };
}

/** Replaces a load balancer's subnets. Those that stay keep their nodes. */
export function setSubnets(input: SetSubnets, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  const places = nodePlaces(input, balancer.nodes, call);
  if (places.some(({ subnet }) => subnet.vpcId !== balancer.vpcId)) {
    throw new AwsError("InvalidSubnet", `The subnets are not in the VPC '${balancer.vpcId}'`);
  }
  const stays = (node: LoadBalancerNode) => places.some(({ subnet }) => subnet.id === node.subnetId);
  const removed = balancer.nodes.filter((node) => !stays(node));
  if (removed.length > 0 && servesEndpoints(balancer, call)) {
    throw refused(
      "Subnets cannot be removed while VPC endpoints are connected to the load balancer's service",
    );
  }
  if (input.IpAddressType !== undefined) changeIpAddressType(balancer, input.IpAddressType, places, call);
  for (const node of removed) call.world.networkInterfaces.delete(node.networkInterfaceId);
  const description = `ELB ${balancer.arn.split("loadbalancer/")[1]}`;
  balancer.nodes = places.map(
    (place) =>
      balancer.nodes.find((node) => node.subnetId === place.subnet.id) ??
      newNode(place, description, balancer.securityGroupIds, call),
  );
  return { AvailabilityZones: zonesOutput(balancer, call), IpAddressType: balancer.ipAddressType };
}

export function setIpAddressType(input: SetIpAddressType, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  const places = balancer.nodes.flatMap(({ subnetId }) => {
    const subnet = call.world.subnets.get(subnetId);
    return subnet === undefined ? [] : [{ subnet }];
  });
  changeIpAddressType(balancer, input.IpAddressType, places, call);
  return { IpAddressType: balancer.ipAddressType };
}

function placeOf(
  { SubnetId = "", PrivateIPv4Address, AllocationId }: SubnetMapping,
  present: readonly LoadBalancerNode[],
  call: Call,
): NodePlace {
  if (AllocationId !== undefined) throw refused("The sandbox's load balancers take no Elastic IP addresses.");
  const subnet = find(call.world.subnets, SubnetId, call);
  if (subnet === undefined)
    throw new AwsError("SubnetNotFound", `The subnet ID '${SubnetId}' does not exist`);
  if (PrivateIPv4Address !== undefined) return { subnet, address: PrivateIPv4Address };
  const free = cidrRange(subnet.cidr).size - reservedAddresses - takenAddresses(call.world, subnet.id).size;
  if (free >= neededAddresses || present.some(({ subnetId }) => subnetId === subnet.id)) return { subnet };
  const rule = `ELB requires at least ${neededAddresses} free IP addresses in each subnet.`;
  throw new AwsError("InvalidSubnet", `Not enough IP space available in ${subnet.id}. ${rule}`);
}

function changeIpAddressType(
  balancer: LoadBalancer,
  type: string,
  places: readonly NodePlace[],
  call: Call,
): void {
  if (type !== "ipv4" && type !== "dualstack") {
    throw refused(`The IP address type '${type}' is not valid for a Network Load Balancer`);
  }
  if (type === "dualstack" && places.some(({ subnet }) => subnet.ipv6Cidr === undefined)) {
    throw refused("You must specify subnets with an associated IPv6 CIDR block.");
  }
  const needed = servicesOf(balancer, call).some(({ supportedIpTypes }) => supportedIpTypes.includes("ipv6"));
  if (type === "ipv4" && needed) {
    throw refused("The load balancer's VPC endpoint service supports IPv6.");
  }
  balancer.ipAddressType = type;
}

function servicesOf(balancer: LoadBalancer, call: Call) {
  const services = owned(call.world.endpointServices, call);
  return services.filter((service) => holdsLoadBalancer(service, balancer.arn));
}

function servesEndpoints(balancer: LoadBalancer, call: Call): boolean {
  return servicesOf(balancer, call).some((service) => connectionsOf(service, call.world).some(isLive));
}

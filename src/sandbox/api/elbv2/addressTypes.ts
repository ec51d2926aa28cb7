import type { LoadBalancer } from "../../state/balancing.ts";
import type { Subnet } from "../../state/network.ts";
import { checkedIpv6Address } from "../../state/networkInterfaces.ts";
import { type Call, owned } from "../call.ts";
import { servicesOf } from "../ec2/serviceLoadBalancers.ts";
import { refused } from "./attributeRules.ts";
import { ownLoadBalancer } from "./resources.ts";

interface SetIpAddressType {
  LoadBalancerArn: string;
  IpAddressType: string;
}

export function setIpAddressType(input: SetIpAddressType, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  const subnets = balancer.nodes.flatMap(({ subnetId }) => call.world.subnets.get(subnetId) ?? []);
  changeIpAddressType(balancer, input.IpAddressType, subnets, call);
  return { IpAddressType: balancer.ipAddressType };
}

/** An address type that subnets can have; throws `InvalidConfigurationRequest`. */
export function checkedIpAddressType(
  type: string,
  subnets: readonly Subnet[],
): LoadBalancer["ipAddressType"] {
  if (type !== "ipv4" && type !== "dualstack") throw refused(`The IP address type '${type}' is not valid`);
  if (type === "dualstack" && subnets.some(({ ipv6Cidr }) => ipv6Cidr === undefined))
    throw refused("You must specify subnets with an associated IPv6 CIDR block.");
  if (subnets.some(({ ipv6Only }) => ipv6Only)) throw refused("The subnets must have IPv4 CIDR blocks.");
  return type;
}

/** Changes the address type; the nodes get or lose their IPv6 addresses. */
export function changeIpAddressType(
  balancer: LoadBalancer,
  type: string,
  subnets: readonly Subnet[],
  call: Call,
): void {
  const checked = checkedIpAddressType(type, subnets);
  if (checked === "ipv4") checkUnneeded(balancer, call);
  balancer.ipAddressType = checked;
  for (const { networkInterfaceId } of balancer.nodes) {
    const eni = call.world.networkInterfaces.get(networkInterfaceId);
    const subnet = subnets.find(({ id }) => id === eni?.subnetId);
    if (eni === undefined || subnet === undefined) continue;
    if (checked === "ipv4") delete eni.ipv6Address;
    else eni.ipv6Address ??= checkedIpv6Address(call.world, subnet);
  }
}

/** IPv6 stays as long as a service or a target group needs it. */
function checkUnneeded(balancer: LoadBalancer, call: Call): void {
  if (servicesOf(balancer.arn, call).some(({ supportedIpTypes }) => supportedIpTypes.includes("ipv6")))
    throw refused("The load balancer's VPC endpoint service supports IPv6.");
  const listeners = owned(call.world.listeners, call).filter(
    ({ loadBalancerArn }) => loadBalancerArn === balancer.arn,
  );
  const usesIpv6 = listeners.some(
    ({ targetGroupArn }) => call.world.targetGroups.get(targetGroupArn)?.ipAddressType === "ipv6",
  );
  if (usesIpv6) throw refused("The load balancer has a listener that forwards to an IPv6 target group.");
}

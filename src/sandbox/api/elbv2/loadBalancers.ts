import type { LoadBalancer } from "../../state/balancing.ts";
import { regionOf, zoneName } from "../../state/regions.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { servicesOf } from "../ec2/serviceLoadBalancers.ts";
import { refused } from "./attributeRules.ts";
import { checkedGroups } from "./loadBalancerGroups.ts";
import { type MarkedPage, markedPage, ownLoadBalancer } from "./resources.ts";
import { isTarget } from "./targetRules.ts";

interface DescribeLoadBalancers extends MarkedPage {
  LoadBalancerArns?: string[];
  Names?: string[];
}

interface SetSecurityGroups {
  LoadBalancerArn: string;
  SecurityGroups: string[];
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: "on" | "off";
}

/** So many load balancers can be named in one request. */
const mostArns = 20;

export function describeLoadBalancers(input: DescribeLoadBalancers, call: Call): object {
  const all = owned(call.world.loadBalancers, call);
  if ((input.LoadBalancerArns?.length ?? 0) > mostArns) {
    throw new AwsError("ValidationError", `Up to ${mostArns} load balancers can be described in one call`);
  }
  const byArn = input.LoadBalancerArns?.map((arn) => ownLoadBalancer(arn, call));
  const byName = input.Names?.map((name) => {
    const balancer = all.find((candidate) => candidate.name === name);
    if (balancer === undefined)
      throw new AwsError("LoadBalancerNotFound", `Load balancers '[${name}]' not found`);
    return balancer;
  });
  const { items, next } = markedPage(byArn ?? byName ?? all, input);
  return { LoadBalancers: items.map((balancer) => loadBalancerOutput(balancer, call)), ...next };
}

/** Replaces all groups. A load balancer without any can never get one, and one with some can never lose the last. */
export function setSecurityGroups(input: SetSecurityGroups, call: Call): object {
  const balancer = ownLoadBalancer(input.LoadBalancerArn, call);
  if (balancer.securityGroupIds.length === 0) {
    const rule = "which was created without any security groups.";
    throw new AwsError(
      "InvalidConfigurationRequest",
      `You cannot set security groups on a Network Load Balancer ${rule}`,
    );
  }
  if (input.SecurityGroups.length === 0) {
    throw new AwsError("InvalidConfigurationRequest", "You must specify at least one security group");
  }
  balancer.securityGroupIds = checkedGroups(input.SecurityGroups, balancer.vpcId, call);
  for (const node of balancer.nodes) {
    const eni = call.world.networkInterfaces.get(node.networkInterfaceId);
    if (eni !== undefined) eni.securityGroupIds = balancer.securityGroupIds;
  }
  const enforce = input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
  if (enforce !== undefined && balancer.type !== "network")
    throw refused("Enforcement on PrivateLink traffic is for Network Load Balancers only");
  if (enforce !== undefined) balancer.enforceInboundRulesOnPrivateLink = enforce === "on";
  return {
    SecurityGroupIds: balancer.securityGroupIds,
    ...enforcement(balancer),
  };
}

/** Deleting one that does not exist succeeds, as on AWS. */
export function deleteLoadBalancer(input: { LoadBalancerArn: string }, call: Call): object {
  const balancer = find(call.world.loadBalancers, input.LoadBalancerArn, call);
  if (balancer === undefined) return {};
  const refusal = `Load balancer '${balancer.arn}' cannot be deleted because`;
  if (servicesOf(balancer.arn, call).length > 0 || isTarget(balancer.arn, undefined, call)) {
    throw new AwsError("ResourceInUse", `${refusal} it is currently associated with another service`);
  }
  if (balancer.deletionProtection) {
    throw new AwsError("OperationNotPermitted", `${refusal} deletion protection is enabled`);
  }
  for (const node of balancer.nodes) call.world.networkInterfaces.delete(node.networkInterfaceId);
  for (const listener of call.world.listeners.values()) {
    if (listener.loadBalancerArn === balancer.arn) call.world.listeners.delete(listener.arn);
  }
  call.world.loadBalancers.delete(balancer.arn);
  return {};
}

export function loadBalancerOutput(balancer: LoadBalancer, call: Call): object {
  const guarded = balancer.securityGroupIds.length > 0;
  return {
    LoadBalancerArn: balancer.arn,
    LoadBalancerName: balancer.name,
    DNSName: balancer.dnsName,
    CanonicalHostedZoneId: regionOf(balancer.region).loadBalancerHostedZones[balancer.type],
    CreatedTime: balancer.createdAt,
    Scheme: balancer.scheme,
    State: { Code: balancer.state },
    Type: balancer.type,
    IpAddressType: balancer.ipAddressType,
    VpcId: balancer.vpcId,
    AvailabilityZones: zonesOutput(balancer, call),
    ...(guarded ? { SecurityGroups: balancer.securityGroupIds, ...enforcement(balancer) } : {}),
  };
}

/** Addresses are only listed where the owner chose them: the others are found by the network interfaces. */
export function zonesOutput(balancer: LoadBalancer, call: Call): object[] {
  return balancer.nodes.map(({ zoneId, subnetId, fixedAddress, fixedIpv6Address }) => ({
    ZoneName: zoneName(call.account, balancer.region, zoneId),
    SubnetId: subnetId,
    LoadBalancerAddresses:
      (fixedAddress ?? fixedIpv6Address) === undefined
        ? []
        : [{ PrivateIPv4Address: fixedAddress, IPv6Address: fixedIpv6Address }],
  }));
}

/** Nothing of PrivateLink comes to an Application Load Balancer but through another one. */
function enforcement(balancer: LoadBalancer): object {
  if (balancer.type !== "network") return {};
  const EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = balancer.enforceInboundRulesOnPrivateLink
    ? "on"
    : "off";
  return { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic };
}

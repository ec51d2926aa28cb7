import type { LoadBalancer, LoadBalancerNode } from "../../state/balancing.ts";
import type { Subnet } from "../../state/network.ts";
import { createNetworkInterface } from "../../state/networkInterfaces.ts";
import { tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { checkedGroups } from "./loadBalancerGroups.ts";
import { loadBalancerOutput } from "./loadBalancers.ts";
import { newArn } from "./resources.ts";

interface CreateLoadBalancer {
  Name: string;
  Type?: string;
  Scheme?: "internal" | "internet-facing";
  Subnets?: string[];
  SubnetMappings?: { SubnetId?: string }[];
  SecurityGroups?: string[];
  Tags?: { Key: string; Value?: string }[];
}

export function createLoadBalancer(input: CreateLoadBalancer, call: Call): object {
  checkName(input.Name);
  if (input.Type !== "network") {
    throw new AwsError(
      "InvalidConfigurationRequest",
      "The sandbox only has load balancers of the type network.",
    );
  }
  const subnetIds = input.Subnets ?? (input.SubnetMappings ?? []).map((mapping) => mapping.SubnetId ?? "");
  const subnets = checkedSubnets(subnetIds, call);
  const groups = checkedGroups(input.SecurityGroups ?? [], subnets[0]?.vpcId ?? "", call);
  const twin = owned(call.world.loadBalancers, call).find((balancer) => balancer.name === input.Name);
  if (twin === undefined) {
    return { LoadBalancers: [loadBalancerOutput(newLoadBalancer(input, subnets, groups, call), call)] };
  }
  // There is no client token: repeating the same request gets the same load balancer.
  const same =
    sameSet(
      twin.nodes.map((node) => node.subnetId),
      subnetIds,
    ) &&
    sameSet(twin.securityGroupIds, groups) &&
    twin.scheme === (input.Scheme ?? "internet-facing");
  if (same) return { LoadBalancers: [loadBalancerOutput(twin, call)] };
  const message = `A load balancer with the same name '${input.Name}' exists, but with different settings`;
  throw new AwsError("DuplicateLoadBalancerName", message);
}

function newLoadBalancer(
  input: CreateLoadBalancer,
  subnets: Subnet[],
  groups: string[],
  call: Call,
): LoadBalancer {
  const arn = newArn(`loadbalancer/net/${input.Name}`, call);
  const hash = arn.split("/").at(-1) ?? "";
  const description = `ELB net/${input.Name}/${hash}`;
  const balancer: LoadBalancer = {
    ...ownedBy(call, tagsFrom(input.Tags)),
    arn,
    name: input.Name,
    dnsName: `${input.Name}-${hash}.elb.${call.region}.amazonaws.com`,
    scheme: input.Scheme ?? "internet-facing",
    state: "provisioning",
    vpcId: subnets[0]?.vpcId ?? "",
    nodes: subnets.map((subnet) => nodeIn(subnet, description, groups, call)),
    securityGroupIds: groups,
    enforceInboundRulesOnPrivateLink: true,
    crossZone: false,
    deletionProtection: false,
    createdAt: call.clock.now(),
  };
  call.world.loadBalancers.set(arn, balancer);
  call.clock.later("loadBalancerProvisioning", () => {
    balancer.state = "active";
  });
  return balancer;
}

function nodeIn(subnet: Subnet, description: string, groups: string[], call: Call): LoadBalancerNode {
  const purpose = { type: "network_load_balancer", description, securityGroupIds: groups } as const;
  const eni = createNetworkInterface(call.world, subnet, purpose);
  return { zoneId: subnet.zoneId, subnetId: subnet.id, networkInterfaceId: eni.id };
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name) && !name.startsWith("internal-")) return;
  throw new AwsError("ValidationError", `The load balancer name '${name}' is not valid`);
}

function checkedSubnets(ids: string[], call: Call): Subnet[] {
  if (ids.length === 0) throw new AwsError("ValidationError", "You must specify subnets");
  const subnets = ids.map((id) => {
    const subnet = find(call.world.subnets, id, call);
    if (subnet === undefined) throw new AwsError("SubnetNotFound", `The subnet ID '${id}' does not exist`);
    return subnet;
  });
  if (new Set(subnets.map((subnet) => subnet.vpcId)).size > 1) {
    throw new AwsError("InvalidConfigurationRequest", "All subnets must belong to the same VPC");
  }
  if (new Set(subnets.map((subnet) => subnet.zoneId)).size < subnets.length) {
    const message = "A load balancer cannot be attached to multiple subnets in the same Availability Zone";
    throw new AwsError("InvalidConfigurationRequest", message);
  }
  return subnets;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

import type { LoadBalancer } from "../../state/balancing.ts";
import { tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { checkedGroups } from "./loadBalancerGroups.ts";
import { type NodePlace, newNode, nodePlaces, type SubnetRequest } from "./loadBalancerSubnets.ts";
import { loadBalancerOutput } from "./loadBalancers.ts";
import { newArn } from "./resources.ts";

interface CreateLoadBalancer extends SubnetRequest {
  Name: string;
  Type?: string;
  Scheme?: "internal" | "internet-facing";
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
  const twin = owned(call.world.loadBalancers, call).find((balancer) => balancer.name === input.Name);
  const places = nodePlaces(input, twin?.nodes ?? [], call);
  const subnetIds = places.map(({ subnet }) => subnet.id);
  const groups = checkedGroups(input.SecurityGroups ?? [], places[0]?.subnet.vpcId ?? "", call);
  if (twin === undefined) {
    return { LoadBalancers: [loadBalancerOutput(newLoadBalancer(input, places, groups, call), call)] };
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
  places: readonly NodePlace[],
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
    ipAddressType: "ipv4",
    state: "provisioning",
    vpcId: places[0]?.subnet.vpcId ?? "",
    nodes: places.map((place) => newNode(place, description, groups, call)),
    securityGroupIds: groups,
    enforceInboundRulesOnPrivateLink: true,
    crossZone: false,
    deletionProtection: false,
    attributes: new Map(),
    createdAt: call.clock.now(),
  };
  call.world.loadBalancers.set(arn, balancer);
  call.clock.later("loadBalancerProvisioning", () => {
    balancer.state = "active";
  });
  return balancer;
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name) && !name.startsWith("internal-")) return;
  throw new AwsError("ValidationError", `The load balancer name '${name}' is not valid`);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

import type { LoadBalancer } from "../../state/balancing.ts";
import { tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { attachableGroups } from "../ec2/securityGroups.ts";
import { checkedIpAddressType } from "./addressTypes.ts";
import { refused } from "./attributeRules.ts";
import { checkedGroups } from "./loadBalancerGroups.ts";
import { type NodePlace, newNode, nodePlaces, type SubnetRequest } from "./loadBalancerSubnets.ts";
import { loadBalancerOutput } from "./loadBalancers.ts";
import { newArn } from "./resources.ts";

interface CreateLoadBalancer extends SubnetRequest {
  Name: string;
  Type?: string;
  Scheme?: "internal" | "internet-facing";
  IpAddressType?: string;
  EnablePrefixForIpv6SourceNat?: string;
  SecurityGroups?: string[];
  Tags?: { Key: string; Value?: string }[];
}

export function createLoadBalancer(input: CreateLoadBalancer, call: Call): object {
  checkName(input.Name);
  const type = checkedType(input.Type);
  const twin = owned(call.world.loadBalancers, call).find((balancer) => balancer.name === input.Name);
  const places = nodePlaces(input, type, twin?.nodes ?? [], call);
  const subnetIds = places.map(({ subnet }) => subnet.id);
  const vpcId = places[0]?.subnet.vpcId ?? "";
  const ipAddressType = checkedAddresses(input, places);
  const groups = checkedGroups(input.SecurityGroups ?? bornGroups(type, vpcId, call), vpcId, call);
  if (twin === undefined) {
    const settings = { type, ipAddressType, vpcId, securityGroupIds: groups };
    return { LoadBalancers: [loadBalancerOutput(newLoadBalancer(input, places, settings, call), call)] };
  }
  // There is no client token: repeating the same request gets the same load balancer.
  const same =
    sameSet(
      twin.nodes.map((node) => node.subnetId),
      subnetIds,
    ) &&
    sameSet(twin.securityGroupIds, groups) &&
    twin.type === type &&
    twin.ipAddressType === ipAddressType &&
    twin.scheme === (input.Scheme ?? "internet-facing");
  if (same) return { LoadBalancers: [loadBalancerOutput(twin, call)] };
  const message = `A load balancer with the same name '${input.Name}' exists, but with different settings`;
  throw new AwsError("DuplicateLoadBalancerName", message);
}

type Settings = Pick<LoadBalancer, "type" | "ipAddressType" | "vpcId" | "securityGroupIds">;

/** The API's default type is application. */
function checkedType(type = "application"): LoadBalancer["type"] {
  if (type === "network" || type === "application") return type;
  throw refused(`The sandbox has no load balancers of the type ${type}.`);
}

function checkedAddresses(
  input: CreateLoadBalancer,
  places: readonly NodePlace[],
): LoadBalancer["ipAddressType"] {
  if (input.EnablePrefixForIpv6SourceNat === "on")
    throw refused("The sandbox has no prefixes for source NAT: it has no UDP listeners.");
  const { IpAddressType = "ipv4" } = input;
  const type = checkedIpAddressType(
    IpAddressType,
    places.map(({ subnet }) => subnet),
  );
  if (type === "dualstack" || places.every(({ ipv6Address }) => ipv6Address === undefined)) return type;
  throw refused("An IPv6 address can be specified for the IP address type dualstack only");
}

/** Without a choice a Network Load Balancer has no groups, an Application Load Balancer the VPC's default one. */
function bornGroups(type: LoadBalancer["type"], vpcId: string, call: Call): string[] {
  return type === "network" ? [] : attachableGroups(undefined, vpcId, call);
}

function newLoadBalancer(
  input: CreateLoadBalancer,
  places: readonly NodePlace[],
  settings: Settings,
  call: Call,
): LoadBalancer {
  const isNetwork = settings.type === "network";
  const arn = newArn(`loadbalancer/${isNetwork ? "net" : "app"}/${input.Name}`, call);
  const scheme = input.Scheme ?? "internet-facing";
  const balancer: LoadBalancer = {
    ...ownedBy(call, tagsFrom(input.Tags)),
    arn,
    name: input.Name,
    ...settings,
    dnsName: isNetwork ? networkName(arn, call) : applicationName(arn, scheme, call),
    scheme,
    state: "provisioning",
    nodes: places.map((place) => newNode(place, { ...settings, arn }, call)),
    enforceInboundRulesOnPrivateLink: true,
    // An Application Load Balancer always uses the targets of all zones.
    crossZone: !isNetwork,
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

function networkName(arn: string, { region }: Call): string {
  const [name, hash] = arn.split("/").slice(-2);
  return `${name}-${hash}.elb.${region}.amazonaws.com`;
}

/** These names have a decimal number, and say at their beginning that they are internal. */
function applicationName(arn: string, scheme: LoadBalancer["scheme"], { region }: Call): string {
  const [name, hash = ""] = arn.split("/").slice(-2);
  const number = Number.parseInt(hash.slice(0, 8), 16);
  return `${scheme === "internal" ? "internal-" : ""}${name}-${number}.${region}.elb.amazonaws.com`;
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name) && !name.startsWith("internal-")) return;
  throw new AwsError("ValidationError", `The load balancer name '${name}' is not valid`);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

import { derivedId } from "./ids.ts";
import type { Vpc } from "./network.ts";
import type { Owned } from "./owned.ts";
import type { World } from "./world.ts";

/** What AWS's own resolver is called in a set of DHCP options. */
export const amazonResolver = "AmazonProvidedDNS";

/** The DNS attributes of a VPC. */
export interface VpcDns {
  /** Whether the VPC has a resolver at all. */
  support: boolean;
  /** Whether instances get public host names; private DNS names of endpoints need it as well. */
  hostnames: boolean;
  /** A set of DHCP options, `default` for none, or undefined for those that the VPC was born with. */
  dhcpOptionsId?: string;
}

export interface DhcpOptions extends Owned {
  id: string;
  /** Values by key, e.g. `domain-name-servers`. */
  configurations: Map<string, string[]>;
}

/** A VPC's DNS attributes: until they are changed, only a default VPC has host names. */
export function vpcDns(world: World, vpc: Pick<Vpc, "id" | "isDefault">): VpcDns {
  return world.vpcDns.get(vpc.id) ?? { support: true, hostnames: vpc.isDefault };
}

/** The DNS servers that a VPC's instances are told to ask. */
export function nameServers(world: World, vpc: Pick<Vpc, "id" | "isDefault">): readonly string[] {
  const { dhcpOptionsId } = vpcDns(world, vpc);
  if (dhcpOptionsId === undefined) return [amazonResolver];
  return world.dhcpOptions.get(dhcpOptionsId)?.configurations.get("domain-name-servers") ?? [];
}

/** The options that every VPC of an account's Region is born with, made when they are first asked for. */
export function bornOptions(
  world: World,
  { account, region }: Pick<Owned, "account" | "region">,
): DhcpOptions {
  const id = derivedId("dopt", account, region);
  const known = world.dhcpOptions.get(id);
  if (known !== undefined) return known;
  const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  const configurations = new Map([
    ["domain-name", [domain]],
    ["domain-name-servers", [amazonResolver]],
  ]);
  const options: DhcpOptions = { account, region, tags: new Map(), id, configurations };
  world.dhcpOptions.set(id, options);
  return options;
}

import { resourceId } from "./ids.ts";
import type { Subnet, Vpc } from "./network.ts";
import type { Owned } from "./owned.ts";
import type { World } from "./world.ts";

/** One numbered rule of a network ACL; the lowest number that matches decides. */
export interface AclEntry {
  ruleNumber: number;
  egress: boolean;
  /** IANA number, or `-1` for every protocol. */
  protocol: string;
  /** Only of TCP and UDP. */
  fromPort?: number;
  toPort?: number;
  cidr?: string;
  cidrIpv6?: string;
  allow: boolean;
}

export interface NetworkAcl extends Owned {
  id: string;
  vpcId: string;
  isDefault: boolean;
  entries: AclEntry[];
  /** Subnets that were associated on purpose; a default ACL has every other subnet of its VPC too. */
  subnetIds: string[];
}

/** The VPC's default network ACL, made when it is first asked for: every VPC has one, however it came to be. */
export function defaultAcl(world: World, vpc: Vpc): NetworkAcl {
  const known = defaultAclOf(world, vpc.id);
  if (known !== undefined) return known;
  const allow = (egress: boolean): AclEntry => ({
    ruleNumber: 100,
    egress,
    protocol: "-1",
    cidr: "0.0.0.0/0",
    allow: true,
  });
  const acl: NetworkAcl = {
    account: vpc.account,
    region: vpc.region,
    tags: new Map(),
    id: resourceId("acl"),
    vpcId: vpc.id,
    isDefault: true,
    entries: [allow(true), allow(false)],
    subnetIds: [],
  };
  world.networkAcls.set(acl.id, acl);
  return acl;
}

/** The network ACL that guards a subnet; undefined as long as nobody asked for a default one, which lets all pass. */
export function aclOf(world: World, subnet: Pick<Subnet, "id" | "vpcId">): NetworkAcl | undefined {
  const acls = [...world.networkAcls.values()];
  return acls.find(({ subnetIds }) => subnetIds.includes(subnet.id)) ?? defaultAclOf(world, subnet.vpcId);
}

/** The subnets that a network ACL guards. */
export function guardedSubnets(world: World, acl: NetworkAcl): Subnet[] {
  const inVpc = [...world.subnets.values()].filter((subnet) => subnet.vpcId === acl.vpcId);
  return inVpc.filter((subnet) => aclOf(world, subnet)?.id === acl.id);
}

function defaultAclOf(world: World, vpcId: string): NetworkAcl | undefined {
  return [...world.networkAcls.values()].find((acl) => acl.isDefault && acl.vpcId === vpcId);
}

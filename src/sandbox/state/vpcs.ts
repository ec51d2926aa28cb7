import { resourceId } from "./ids.ts";
import type { SecurityGroupRule, Vpc } from "./network.ts";
import type { Owned } from "./owned.ts";
import type { World } from "./world.ts";

/** Makes a VPC with what every VPC is born with: its main route table and its default security group. */
export function newVpc(world: World, owner: Owned, cidr: string, isDefault: boolean): Vpc {
  const vpc: Vpc = { ...owner, id: resourceId("vpc"), cidr, isDefault };
  world.vpcs.set(vpc.id, vpc);
  const tableId = resourceId("rtb");
  world.routeTables.set(tableId, {
    ...untagged(owner),
    id: tableId,
    vpcId: vpc.id,
    main: true,
    subnetIds: [],
    routes: [{ destination: cidr, target: "local" }],
  });
  addDefaultGroup(world, vpc);
  return vpc;
}

/** Takes away a VPC and what it was born with. */
export function removeVpc(world: World, vpc: Vpc): void {
  for (const parts of [world.routeTables, world.securityGroups, world.networkAcls]) {
    for (const [id, part] of parts) if (part.vpcId === vpc.id) parts.delete(id);
  }
  world.vpcDns.delete(vpc.id);
  world.vpcs.delete(vpc.id);
}

/** A VPC's default group lets its own members in, and everything out. */
function addDefaultGroup(world: World, vpc: Vpc): void {
  const id = resourceId("sg");
  const rule = (rest: Pick<SecurityGroupRule, "egress"> & Partial<SecurityGroupRule>): SecurityGroupRule => ({
    id: resourceId("sgr"),
    tags: new Map(),
    protocol: "-1",
    fromPort: -1,
    toPort: -1,
    ...rest,
  });
  world.securityGroups.set(id, {
    ...untagged(vpc),
    id,
    vpcId: vpc.id,
    name: "default",
    description: "default VPC security group",
    rules: [rule({ egress: false, referencedGroupId: id }), rule({ egress: true, cidr: "0.0.0.0/0" })],
  });
}

function untagged({ account, region }: Owned): Owned {
  return { account, region, tags: new Map() };
}

import { resourceId } from "../../state/ids.ts";
import type { SecurityGroup } from "../../state/network.ts";
import { specifiedTags, type TagSpecification, tagList } from "../../state/tags.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { permissionsOutput } from "./securityGroupPermissions.ts";
import { ownVpc } from "./vpcs.ts";

interface DescribeSecurityGroups extends PageRequest {
  GroupIds?: string[];
  GroupNames?: string[];
  Filters?: Filter[];
}

interface CreateSecurityGroup {
  GroupName: string;
  Description: string;
  VpcId?: string;
  TagSpecifications?: TagSpecification[];
}

interface DeleteSecurityGroup {
  GroupId?: string;
}

const readers: FilterReaders<SecurityGroup> = {
  "group-id": (group) => group.id,
  "group-name": (group) => group.name,
  "vpc-id": (group) => group.vpcId,
  description: (group) => group.description,
  "owner-id": (group) => group.account,
};

export function describeSecurityGroups(input: DescribeSecurityGroups, call: Call): object {
  const chosen =
    input.GroupIds?.map((id) => ownSecurityGroup(id, call)) ?? owned(call.world.securityGroups, call);
  const named = chosen.filter((group) => input.GroupNames?.includes(group.name) ?? true);
  const { items, next } = page(applyFilters(named, input.Filters, readers), input);
  return { SecurityGroups: items.map(securityGroupOutput), ...next };
}

export function createSecurityGroup(input: CreateSecurityGroup, call: Call): object {
  if (input.VpcId === undefined) {
    throw new AwsError(
      "VPCIdNotSpecified",
      "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC",
    );
  }
  const vpc = ownVpc(input.VpcId, call);
  const twin = owned(call.world.securityGroups, call).find(
    (group) => group.vpcId === vpc.id && group.name === input.GroupName,
  );
  if (twin !== undefined) {
    const message = `The security group '${input.GroupName}' already exists for VPC '${vpc.id}'`;
    throw new AwsError("InvalidGroup.Duplicate", message);
  }
  const tags = specifiedTags(input.TagSpecifications, "security-group");
  const group: SecurityGroup = {
    ...ownedBy(call, tags),
    id: resourceId("sg"),
    vpcId: vpc.id,
    name: input.GroupName,
    description: input.Description,
    // A new group lets everything out and nothing in.
    rules: [
      {
        id: resourceId("sgr"),
        egress: true,
        protocol: "-1",
        fromPort: -1,
        toPort: -1,
        cidr: "0.0.0.0/0",
        tags: new Map(),
      },
    ],
  };
  call.world.securityGroups.set(group.id, group);
  return { GroupId: group.id, SecurityGroupArn: groupArn(group), Tags: tagList(tags) };
}

export function deleteSecurityGroup(input: DeleteSecurityGroup, call: Call): object {
  const group = ownSecurityGroup(input.GroupId ?? "", call);
  if (group.name === "default") {
    throw new AwsError(
      "CannotDelete",
      `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
    );
  }
  if (isInUse(group, call.world)) {
    throw new AwsError("DependencyViolation", `resource ${group.id} has a dependent object`);
  }
  call.world.securityGroups.delete(group.id);
  return { Return: true, GroupId: group.id };
}

/** The caller's security group; throws `InvalidGroup.NotFound`. */
export function ownSecurityGroup(id: string, call: Call): SecurityGroup {
  const group = find(call.world.securityGroups, id, call);
  if (group !== undefined) return group;
  throw new AwsError("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
}

/** The groups to attach in a VPC: those asked for, or the VPC's default group when none are. */
export function attachableGroups(ids: string[] | undefined, vpcId: string, call: Call): string[] {
  if (ids === undefined || ids.length === 0) {
    const groups = owned(call.world.securityGroups, call);
    return groups
      .filter((group) => group.vpcId === vpcId && group.name === "default")
      .map((group) => group.id);
  }
  const stranger = ids.find((id) => ownSecurityGroup(id, call).vpcId !== vpcId);
  if (stranger === undefined) return ids;
  throw new AwsError("InvalidParameter", `Security group ${stranger} does not belong to the VPC ${vpcId}.`);
}

function isInUse(group: SecurityGroup, world: World): boolean {
  const attached = [...world.networkInterfaces.values()].some((eni) =>
    eni.securityGroupIds.includes(group.id),
  );
  const referenced = [...world.securityGroups.values()].some(
    (other) => other.id !== group.id && other.rules.some((rule) => rule.referencedGroupId === group.id),
  );
  return attached || referenced;
}

function groupArn(group: SecurityGroup): string {
  return `arn:aws:ec2:${group.region}:${group.account}:security-group/${group.id}`;
}

function securityGroupOutput(group: SecurityGroup): object {
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: group.account,
    SecurityGroupArn: groupArn(group),
    IpPermissions: permissionsOutput(group, false),
    IpPermissionsEgress: permissionsOutput(group, true),
    Tags: tagList(group.tags),
  };
}

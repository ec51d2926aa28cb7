import {
  type EC2Client,
  type NetworkInterface,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  type SecurityGroup,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { RuleFootprint, SecurityGroupFootprint } from "../core/model/footprint.ts";
import { isMade, planTag } from "../core/model/tags.ts";
import { collect } from "./attempt.ts";
import { toTags } from "./mapping.ts";
import type { Reading } from "./reading.ts";

const pageSize = 1000;

/**
 * The groups by id, those that the plans made, and those with a rule that names one of the toolkit's, with their rules
 * and whose interfaces they guard. Three lists.
 */
export async function readSecurityGroups(
  reading: Reading,
  vpcIds: readonly string[],
  ids: readonly string[],
  plans: readonly string[],
): Promise<readonly SecurityGroupFootprint[]> {
  if (vpcIds.length === 0) return [];
  const client = await reading.clients.ec2(reading.scope);
  const all = await listGroups(reading, client, vpcIds);
  const own = all.filter(
    ({ GroupId = "", Tags }) => ids.includes(GroupId) || plans.includes(toTags(Tags)[planTag] ?? ""),
  );
  const made = own.filter(({ Tags }) => isMade(toTags(Tags))).flatMap(({ GroupId }) => GroupId ?? []);
  const naming = all.filter(
    (group) => !own.includes(group) && namedGroups(group).some((id) => made.includes(id)),
  );
  const groups = [...own, ...naming];
  const groupIds = groups.flatMap(({ GroupId }) => GroupId ?? []);
  if (groupIds.length === 0) return [];
  const [rules, interfaces] = await Promise.all([
    listRules(reading, client, groupIds),
    listInterfaces(reading, client, groupIds),
  ]);
  return groups.map(({ GroupId = "", GroupName = "", Tags }) => ({
    id: GroupId,
    name: GroupName,
    tags: toTags(Tags),
    users: usersOf(GroupId, interfaces),
    rules: rules.filter((rule) => rule.GroupId === GroupId).map(toRule),
  }));
}

function listGroups(
  { attempt, scope, signal: abortSignal }: Reading,
  client: EC2Client,
  vpcIds: readonly string[],
) {
  const Filters = [{ Name: "vpc-id", Values: [...vpcIds] }];
  return attempt(scope, "ec2:DescribeSecurityGroups", () =>
    collect(
      paginateDescribeSecurityGroups({ client, pageSize }, { Filters }, { abortSignal }),
      (page) => page.SecurityGroups,
    ),
  );
}

function listRules(
  { attempt, scope, signal: abortSignal }: Reading,
  client: EC2Client,
  groupIds: readonly string[],
) {
  const Filters = [{ Name: "group-id", Values: [...groupIds] }];
  return attempt(scope, "ec2:DescribeSecurityGroupRules", () =>
    collect(
      paginateDescribeSecurityGroupRules({ client, pageSize }, { Filters }, { abortSignal }),
      (page) => page.SecurityGroupRules,
    ),
  );
}

function listInterfaces(
  { attempt, scope, signal: abortSignal }: Reading,
  client: EC2Client,
  groupIds: readonly string[],
) {
  const Filters = [{ Name: "group-id", Values: [...groupIds] }];
  return attempt(scope, "ec2:DescribeNetworkInterfaces", () =>
    collect(
      paginateDescribeNetworkInterfaces({ client, pageSize }, { Filters }, { abortSignal }),
      (page) => page.NetworkInterfaces,
    ),
  );
}

/** Groups that a group's rules name, in either direction. */
function namedGroups({ IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup): readonly string[] {
  return [...IpPermissions, ...IpPermissionsEgress].flatMap(({ UserIdGroupPairs }) =>
    (UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  );
}

function usersOf(groupId: string, interfaces: readonly NetworkInterface[]): readonly string[] {
  const guarded = interfaces.filter(({ Groups }) => Groups?.some((group) => group.GroupId === groupId));
  return [...new Set(guarded.map(holder))];
}

/** Whose interface it is. AWS tells it of load balancers and endpoints by the description alone. */
function holder({ Attachment, Description = "", NetworkInterfaceId = "" }: NetworkInterface): string {
  const described = /^ELB (net\/\S+)$|^VPC Endpoint Interface (vpce-\w+)$/.exec(Description);
  return Attachment?.InstanceId ?? described?.[1] ?? described?.[2] ?? NetworkInterfaceId;
}

function toRule(rule: SecurityGroupRule): RuleFootprint {
  const { FromPort, ToPort, IpProtocol = "", ReferencedGroupInfo, CidrIpv4, CidrIpv6, PrefixListId } = rule;
  const ports = FromPort === ToPort ? `${FromPort}` : `${FromPort}-${ToPort}`;
  return {
    id: rule.SecurityGroupRuleId ?? "",
    egress: rule.IsEgress ?? false,
    // AWS writes "all" as -1.
    traffic: IpProtocol === "-1" ? "all traffic" : `${IpProtocol.toUpperCase()} ${ports}`,
    peer: ReferencedGroupInfo?.GroupId ?? CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? "",
    tags: toTags(rule.Tags),
  };
}

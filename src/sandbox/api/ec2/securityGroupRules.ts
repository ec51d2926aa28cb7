import { retryAgents } from "../../guest/agent.ts";
import type { SecurityGroup, SecurityGroupRule } from "../../state/network.ts";
import { specifiedTags, type TagSpecification, tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned } from "../call.ts";
import { applyFilters, type Filter } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { type IpPermission, rulesFrom, ruleText, sameRule } from "./securityGroupPermissions.ts";
import { ownSecurityGroup } from "./securityGroups.ts";

interface DescribeSecurityGroupRules extends PageRequest {
  SecurityGroupRuleIds?: string[];
  Filters?: Filter[];
}

/** Rules as permissions, or one rule by the older members beside them. */
interface RulesRequest {
  GroupId?: string;
  IpPermissions?: IpPermission[];
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  TagSpecifications?: TagSpecification[];
}

interface RevokeRules extends RulesRequest {
  SecurityGroupRuleIds?: string[];
}

interface OwnedRule {
  group: SecurityGroup;
  rule: SecurityGroupRule;
  tags: Map<string, string>;
}

export function describeSecurityGroupRules(input: DescribeSecurityGroupRules, call: Call): object {
  const all = owned(call.world.securityGroups, call).flatMap((group) =>
    group.rules.map((rule) => ({ group, rule, tags: rule.tags })),
  );
  const chosen = input.SecurityGroupRuleIds?.map((id) => ruleById(all, id)) ?? all;
  const filtered = applyFilters(chosen, input.Filters, {
    "group-id": ({ group }) => group.id,
    "security-group-rule-id": ({ rule }) => rule.id,
  });
  const { items, next } = page(filtered, input);
  return { SecurityGroupRules: items.map(({ group, rule }) => ruleOutput(call, group, rule)), ...next };
}

export function authorizeIngress(input: RulesRequest, call: Call): object {
  return authorize(input, false, call);
}

export function authorizeEgress(input: RulesRequest, call: Call): object {
  return authorize(input, true, call);
}

export function revokeIngress(input: RevokeRules, call: Call): object {
  return revoke(input, false, call);
}

export function revokeEgress(input: RevokeRules, call: Call): object {
  return revoke(input, true, call);
}

function authorize(input: RulesRequest, egress: boolean, call: Call): object {
  const group = ownSecurityGroup(input.GroupId ?? "", call);
  const tags = specifiedTags(input.TagSpecifications, "security-group-rule");
  const rules = rulesFrom(permissionsOf(input), egress).map((rule) => ({ ...rule, tags: new Map(tags) }));
  for (const rule of rules) {
    if (rule.referencedGroupId !== undefined) ownSecurityGroup(rule.referencedGroupId, call);
    if (group.rules.some((existing) => sameRule(existing, rule))) {
      const message = `the specified rule "${ruleText(rule)}" already exists`;
      throw new AwsError("InvalidPermission.Duplicate", message);
    }
  }
  group.rules.push(...rules);
  retryAgents(group.vpcId, call.world, call.clock);
  return { Return: true, SecurityGroupRules: rules.map((rule) => ruleOutput(call, group, rule)) };
}

function revoke(input: RevokeRules, egress: boolean, call: Call): object {
  const group = ownSecurityGroup(input.GroupId ?? "", call);
  const ids = input.SecurityGroupRuleIds ?? [];
  const revoked = ids.length > 0 ? ids.map((id) => ownRule(group, id)) : matchingRules(group, input, egress);
  group.rules = group.rules.filter((rule) => !revoked.includes(rule));
  return { Return: true };
}

function ownRule(group: SecurityGroup, id: string): SecurityGroupRule {
  const rule = group.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw unknownRule(id);
  return rule;
}

function matchingRules(group: SecurityGroup, input: RulesRequest, egress: boolean): SecurityGroupRule[] {
  return rulesFrom(permissionsOf(input), egress).map((wanted) => {
    const rule = group.rules.find((candidate) => sameRule(candidate, wanted));
    if (rule !== undefined) return rule;
    const message = "The specified rule does not exist in this security group.";
    throw new AwsError("InvalidPermission.NotFound", message);
  });
}

function permissionsOf(input: RulesRequest): IpPermission[] {
  if (input.IpPermissions !== undefined) return input.IpPermissions;
  const { IpProtocol, FromPort, ToPort, CidrIp } = input;
  if (IpProtocol === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter ipPermissions");
  return [
    {
      IpProtocol,
      ...(FromPort === undefined ? {} : { FromPort }),
      ...(ToPort === undefined ? {} : { ToPort }),
      ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
    },
  ];
}

function ruleById(rules: OwnedRule[], id: string): OwnedRule {
  const found = rules.find(({ rule }) => rule.id === id);
  if (found === undefined) throw unknownRule(id);
  return found;
}

function unknownRule(id: string): AwsError {
  return new AwsError(
    "InvalidSecurityGroupRuleId.NotFound",
    `The security group rule ID '${id}' does not exist`,
  );
}

function ruleOutput(call: Call, group: SecurityGroup, rule: SecurityGroupRule): object {
  return {
    SecurityGroupRuleId: rule.id,
    SecurityGroupRuleArn: `arn:aws:ec2:${group.region}:${group.account}:security-group-rule/${rule.id}`,
    GroupId: group.id,
    GroupOwnerId: group.account,
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    CidrIpv4: rule.cidr,
    CidrIpv6: rule.cidrIpv6,
    PrefixListId: rule.prefixListId,
    ...(rule.referencedGroupId === undefined
      ? {}
      : {
          ReferencedGroupInfo: {
            GroupId: rule.referencedGroupId,
            UserId: group.account,
            VpcId: (call.world.securityGroups.get(rule.referencedGroupId) ?? group).vpcId,
          },
        }),
    Description: rule.description,
    Tags: tagList(rule.tags),
  };
}

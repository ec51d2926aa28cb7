import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { type IpPermission, rulesFrom, ruleText, sameRule } from "./securityGroupPermissions.ts";
import { ownSecurityGroup } from "./securityGroups.ts";

interface RuleRequest {
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  CidrIpv4?: string;
  CidrIpv6?: string;
  PrefixListId?: string;
  ReferencedGroupId?: string;
  Description?: string;
}

interface ModifyRules {
  GroupId: string;
  SecurityGroupRules: { SecurityGroupRuleId: string; SecurityGroupRule?: RuleRequest }[];
}

/** Replaces rules under their ids. Each new rule is complete: nothing is kept of the old one but id and tags. */
export function modifySecurityGroupRules(input: ModifyRules, call: Call): object {
  const group = ownSecurityGroup(input.GroupId, call);
  const replaced = input.SecurityGroupRules.map(({ SecurityGroupRuleId: id, SecurityGroupRule = {} }) => {
    const old = group.rules.find((rule) => rule.id === id);
    if (old === undefined) {
      const message = `The security group rule ID '${id}' does not exist`;
      throw new AwsError("InvalidSecurityGroupRuleId.NotFound", message);
    }
    const [rule] = rulesFrom([permissionOf(SecurityGroupRule)], old.egress);
    if (rule === undefined) throw new AwsError("MissingParameter", "The rule has no source or destination.");
    if (rule.referencedGroupId !== undefined) ownSecurityGroup(rule.referencedGroupId, call);
    const twin = group.rules.find((other) => other.id !== id && sameRule(other, rule));
    if (twin !== undefined) {
      const message = `the specified rule "${ruleText(rule)}" already exists`;
      throw new AwsError("InvalidPermission.Duplicate", message);
    }
    return { ...rule, id, tags: old.tags };
  });
  group.rules = group.rules.map((rule) => replaced.find(({ id }) => id === rule.id) ?? rule);
  return { Return: true };
}

function permissionOf(rule: RuleRequest): IpPermission {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = rule;
  const text = rule.Description === undefined ? {} : { Description: rule.Description };
  return {
    ...(IpProtocol === undefined ? {} : { IpProtocol }),
    ...(FromPort === undefined ? {} : { FromPort }),
    ...(ToPort === undefined ? {} : { ToPort }),
    IpRanges: CidrIpv4 === undefined ? [] : [{ CidrIp: CidrIpv4, ...text }],
    Ipv6Ranges: CidrIpv6 === undefined ? [] : [{ CidrIpv6, ...text }],
    PrefixListIds: PrefixListId === undefined ? [] : [{ PrefixListId, ...text }],
    UserIdGroupPairs: ReferencedGroupId === undefined ? [] : [{ GroupId: ReferencedGroupId, ...text }],
  };
}

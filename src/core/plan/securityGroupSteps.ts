import { type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import { from, type Input, type Reference, type RuleReason, type RuleSource, type Step } from "./step.ts";

/** Creates a security group without inbound rules. Its output `groupId` is what later steps refer to. */
export function createSecurityGroup(
  context: PlanContext,
  id: string,
  group: { readonly name: string; readonly description: string; readonly vpcId: string },
): Step {
  return {
    id,
    scope: context.scope,
    service: "ec2",
    operation: "CreateSecurityGroup",
    input: {
      GroupName: group.name,
      Description: group.description,
      VpcId: group.vpcId,
      TagSpecifications: tagSpecifications("security-group", group.name, context),
    },
    subject: { code: "named", name: group.name },
    outputs: { groupId: "GroupId" },
    find: findTagged(context, {
      operation: "DescribeSecurityGroups",
      path: "SecurityGroups.*",
      outputs: { groupId: "GroupId" },
      name: group.name,
      filters: [{ Name: "vpc-id", Values: [group.vpcId] }],
    }),
    inverse: {
      service: "ec2",
      operation: "DeleteSecurityGroup",
      input: { GroupId: from(id, "groupId") },
      goneWhen: ["InvalidGroup.NotFound"],
      // A deleted endpoint or load balancer leaves its interfaces for a moment.
      retryOn: ["DependencyViolation"],
    },
    permissions: ["ec2:CreateSecurityGroup", "ec2:CreateTags"],
  };
}

export interface IngressRule {
  readonly groupId: Reference | string;
  readonly groupName: string;
  readonly port: number;
  /** A group in the same VPC, or IPv4 blocks. */
  readonly source:
    | { readonly cidrs: readonly string[] }
    | { readonly groupId: Reference | string; readonly group: string };
  readonly reason: RuleReason;
  /** Shown with the rule in AWS's console. */
  readonly description: string;
}

/** Lets TCP in on one port. */
export function allowIngress(context: PlanContext, id: string, rule: IngressRule): Step {
  const peers: Input =
    "cidrs" in rule.source
      ? ranges(rule.source.cidrs, rule.description)
      : { UserIdGroupPairs: [{ GroupId: rule.source.groupId, Description: rule.description }] };
  const rules: Input = {
    GroupId: rule.groupId,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: rule.port, ToPort: rule.port, ...peers }],
  };
  const source: RuleSource = "cidrs" in rule.source ? rule.source : { group: rule.source.group };
  return {
    id,
    scope: context.scope,
    service: "ec2",
    operation: "AuthorizeSecurityGroupIngress",
    // In a group that was there before, the tag alone tells later whose rule it is.
    input: { ...rules, TagSpecifications: tagSpecifications("security-group-rule", id, context) },
    doneWhen: ["InvalidPermission.Duplicate"],
    subject: {
      code: "rule",
      group: rule.groupName,
      port: rule.port,
      from: source,
      reason: rule.reason,
    },
    outputs: { ruleId: "SecurityGroupRules.0.SecurityGroupRuleId" },
    find: findTagged(context, {
      operation: "DescribeSecurityGroupRules",
      path: "SecurityGroupRules.*",
      outputs: { ruleId: "SecurityGroupRuleId" },
      name: id,
      filters: [{ Name: "group-id", Values: [rule.groupId] }],
    }),
    inverse: {
      service: "ec2",
      operation: "RevokeSecurityGroupIngress",
      input: rules,
      goneWhen: ["InvalidPermission.NotFound", "InvalidGroup.NotFound"],
      retryOn: [],
    },
    permissions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:CreateTags"],
  };
}

function ranges(cidrs: readonly string[], Description: string): Input {
  const ipv6 = cidrs.filter((cidr) => cidr.includes(":"));
  const ipv4 = cidrs.filter((cidr) => !cidr.includes(":"));
  return {
    ...(ipv4.length > 0 && { IpRanges: ipv4.map((CidrIp) => ({ CidrIp, Description })) }),
    ...(ipv6.length > 0 && { Ipv6Ranges: ipv6.map((CidrIpv6) => ({ CidrIpv6, Description })) }),
  };
}

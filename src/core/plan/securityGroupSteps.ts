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

interface GroupRule {
  readonly groupId: Reference | string;
  readonly groupName: string;
  readonly port: number;
  /** A group in the same VPC, or blocks of addresses. */
  readonly source: Source;
  /** Shown with the rule in AWS's console. */
  readonly description: string;
}

type Source =
  | { readonly cidrs: readonly string[] }
  | { readonly groupId: Reference | string; readonly group: string };

export interface IngressRule extends GroupRule {
  readonly reason: RuleReason;
}

/**
 * Lets TCP in on one port: one step per block, called `ID-1`, `ID-2` … where there are several. AWS adds all rules of a
 * call or none, and refuses all when one of them is there already.
 */
export function allowIngress(context: PlanContext, id: string, rule: IngressRule): readonly Step[] {
  const { groupName: group, port, reason } = rule;
  return peersOf(id, rule).map(({ stepId, peers, source }) => ({
    ...authorization(context, stepId, ingress, rule, peers),
    subject: { code: "rule", group, port, from: source, reason },
  }));
}

/** Lets TCP out on one port, in steps as `allowIngress` does; the source is where it leads. */
export function allowEgress(context: PlanContext, id: string, rule: GroupRule): readonly Step[] {
  const { groupName: group, port } = rule;
  return peersOf(id, rule).map(({ stepId, peers, source }) => ({
    ...authorization(context, stepId, egress, rule, peers),
    subject: { code: "outboundRule", group, port, to: source },
  }));
}

interface Direction {
  readonly operation: string;
  readonly permission: string;
  readonly back: string;
}

const ingress: Direction = {
  operation: "AuthorizeSecurityGroupIngress",
  permission: "ec2:AuthorizeSecurityGroupIngress",
  back: "RevokeSecurityGroupIngress",
};

const egress: Direction = {
  operation: "AuthorizeSecurityGroupEgress",
  permission: "ec2:AuthorizeSecurityGroupEgress",
  back: "RevokeSecurityGroupEgress",
};

interface Peers {
  readonly stepId: string;
  readonly peers: Input;
  readonly source: RuleSource;
}

function peersOf(id: string, { source, description }: GroupRule): readonly Peers[] {
  if (!("cidrs" in source)) {
    const peers = { UserIdGroupPairs: [{ GroupId: source.groupId, Description: description }] };
    return [{ stepId: id, peers, source: { group: source.group } }];
  }
  const cidrs = [...new Set(source.cidrs)];
  return cidrs.map((cidr, index) => ({
    stepId: cidrs.length === 1 ? id : `${id}-${index + 1}`,
    peers: range(cidr, description),
    source: { cidrs: [cidr] },
  }));
}

function authorization(
  context: PlanContext,
  id: string,
  { operation, permission, back }: Direction,
  rule: GroupRule,
  peers: Input,
): Omit<Step, "subject"> {
  const rules: Input = {
    GroupId: rule.groupId,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: rule.port, ToPort: rule.port, ...peers }],
  };
  return {
    id,
    scope: context.scope,
    service: "ec2",
    operation,
    // In a group that was there before, the tag alone tells later whose rule it is.
    input: { ...rules, TagSpecifications: tagSpecifications("security-group-rule", id, context) },
    doneWhen: ["InvalidPermission.Duplicate"],
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
      operation: back,
      input: rules,
      goneWhen: ["InvalidPermission.NotFound", "InvalidGroup.NotFound"],
      retryOn: [],
    },
    permissions: [permission, "ec2:CreateTags"],
  };
}

function range(cidr: string, Description: string): Input {
  return cidr.includes(":")
    ? { Ipv6Ranges: [{ CidrIpv6: cidr, Description }] }
    : { IpRanges: [{ CidrIp: cidr, Description }] };
}

import type { AgentService } from "../model/systemsManager.ts";
import { testerRoleName } from "../model/tester.ts";
import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { endpointPermissions, endpointState, endpointStep, identity } from "./endpointSteps.ts";
import { findTagged } from "./finds.ts";
import { instanceRunning, privateInterface, terminateInstance } from "./instanceSteps.ts";
import { createSecurityGroup } from "./securityGroupSteps.ts";
import { type EgressRule, from, type Input, type Step } from "./step.ts";
import type { TesterIntent } from "./testerIntent.ts";
import { testerUserData } from "./testerUserData.ts";

/** An endpoint to a service of Systems Manager, whose name then leads to it in the whole VPC. */
export function agentEndpointStep(
  context: PlanContext,
  { name, subnet, vpc }: TesterIntent,
  service: AgentService,
): Step {
  const own = `${name}-${service}`;
  return {
    ...endpointStep(context, service, own),
    input: {
      VpcEndpointType: "Interface",
      VpcId: vpc.id,
      ServiceName: `com.amazonaws.${context.scope.region}.${service}`,
      SubnetIds: [subnet.id],
      SecurityGroupIds: [from("agent-group", "groupId")],
      PrivateDnsEnabled: true,
      ...identity(context, service, own),
    },
    subject: { code: "agentEndpoint", service, zoneId: subnet.zoneId },
    wait: { ...endpointState("connectionAvailable", ["available"], service), timeoutSeconds: 600 },
    permissions: endpointPermissions,
    cost: { interfaceEndpointZones: 1 },
  };
}

const groupId = from("tester-group", "groupId");

/** Nothing gets in, and out only what a test needs. EC2 lets everything out of a new group. */
export function testerGroupSteps(context: PlanContext, intent: TesterIntent): readonly Step[] {
  const { name, vpc } = intent;
  const everywhere = vpc.hasIpv6 ? ["0.0.0.0/0", "::/0"] : ["0.0.0.0/0"];
  return [
    createSecurityGroup(context, "tester-group", {
      name,
      description: `Test instance for ${intent.endpointId}`,
      vpcId: vpc.id,
    }),
    ...everywhere.map((cidr, index) => revokeEgress(context, index === 0 ? "shut" : "shut-ipv6", name, cidr)),
    allowEgress(context, name, egressRules(intent)),
  ];
}

/** Security groups do not filter what goes to the VPC's own resolver, but they do where it has other name servers. */
function egressRules({ port, vpc, way }: TesterIntent): readonly EgressRule[] {
  const { cidrs } = vpc;
  const agent = way.isInside ? cidrs : ["0.0.0.0/0"];
  return [
    { protocol: "tcp", port: 443, cidrs: agent, reason: "agent" },
    ...(port === 443 && way.isInside ? [] : [{ protocol: "tcp", port, cidrs, reason: "tested" } as const]),
    { protocol: "udp", port: 53, cidrs, reason: "dns" },
    ...(port === 53 ? [] : [{ protocol: "tcp", port: 53, cidrs, reason: "dns" } as const]),
  ];
}

function revokeEgress({ scope }: PlanContext, id: string, group: string, cidr: string): Step {
  return {
    id,
    scope,
    service: "ec2",
    operation: "RevokeSecurityGroupEgress",
    input: { GroupId: groupId, IpPermissions: [{ IpProtocol: "-1", ...ranges([cidr]) }] },
    subject: { code: "noEgress", group, cidr },
    outputs: {},
    doneWhen: ["InvalidPermission.NotFound"],
    permissions: ["ec2:RevokeSecurityGroupEgress"],
  };
}

/** All rules in one call: nothing in a new group can be in their way. They go with the group. */
function allowEgress(context: PlanContext, group: string, rules: readonly EgressRule[]): Step {
  return {
    id: "out",
    scope: context.scope,
    service: "ec2",
    operation: "AuthorizeSecurityGroupEgress",
    input: {
      GroupId: groupId,
      IpPermissions: rules.map(({ protocol, port, cidrs }) => ({
        IpProtocol: protocol,
        FromPort: port,
        ToPort: port,
        ...ranges(cidrs),
      })),
      TagSpecifications: tagSpecifications("security-group-rule", "out", context),
    },
    subject: { code: "egress", group, rules },
    outputs: {},
    doneWhen: ["InvalidPermission.Duplicate"],
    permissions: ["ec2:AuthorizeSecurityGroupEgress", "ec2:CreateTags"],
  };
}

function ranges(cidrs: readonly string[]): Input {
  const [six, four] = [
    cidrs.filter((cidr) => cidr.includes(":")),
    cidrs.filter((cidr) => !cidr.includes(":")),
  ];
  return {
    ...(four.length > 0 && { IpRanges: four.map((CidrIp) => ({ CidrIp })) }),
    ...(six.length > 0 && { Ipv6Ranges: six.map((CidrIpv6) => ({ CidrIpv6 })) }),
  };
}

/** No key pair, no public address, and an end of its own. */
export function testerStep(context: PlanContext, intent: TesterIntent): Step {
  const { hours, name, role, subnet, type } = intent;
  return {
    id: "instance",
    scope: context.scope,
    service: "ec2",
    operation: "RunInstances",
    input: {
      ImageId: from("image", "imageId"),
      InstanceType: type,
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [privateInterface(subnet.id, "tester-group")],
      IamInstanceProfile: { Name: role.profile ? testerRoleName : from("profile", "profileName") },
      InstanceInitiatedShutdownBehavior: "terminate",
      MetadataOptions: { HttpTokens: "required" },
      UserData: btoa(testerUserData(hours)),
      ClientToken: clientToken(context, "instance"),
      TagSpecifications: tagSpecifications("instance", name, context),
    },
    subject: { code: "tester", name, type, zoneId: subnet.zoneId, hours },
    outputs: { instanceId: "Instances.0.InstanceId" },
    // IAM's news take a while to reach EC2.
    unheard: { code: "InvalidParameterValue", words: "iamInstanceProfile" },
    find: findTagged(context, {
      operation: "DescribeInstances",
      path: "Reservations.*.Instances.*",
      outputs: { instanceId: "InstanceId" },
      name,
    }),
    wait: instanceRunning,
    inverse: terminateInstance,
    permissions: ["ec2:RunInstances", "ec2:CreateTags", "iam:PassRole"],
    cost: { tester: type },
  };
}

/** Asks Systems Manager for the instance until its agent has registered. */
export function onlineStep({ scope }: PlanContext, { name }: TesterIntent): Step {
  const look = {
    service: "ssm",
    operation: "DescribeInstanceInformation",
    input: { Filters: [{ Key: "InstanceIds", Values: [from("instance", "instanceId")] }] },
  } as const;
  return {
    id: "online",
    scope,
    ...look,
    subject: { code: "agentOnline", name },
    outputs: {},
    wait: {
      ...look,
      reason: "agentOnline",
      path: "InstanceInformationList.*.PingStatus",
      until: ["Online"],
      failWhen: [],
      timeoutSeconds: 600,
    },
    permissions: ["ssm:DescribeInstanceInformation"],
  };
}

import type { TargetGroup } from "../../state/balancing.ts";
import { tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned, ownedBy } from "../call.ts";
import { type HealthCheckRequest, healthCheckOf, requestOf } from "./healthChecks.ts";
import { type MarkedPage, markedPage, newArn, ownLoadBalancer, ownTargetGroup } from "./resources.ts";
import { checkedKind } from "./targetGroupRules.ts";

interface ModifyTargetGroup extends HealthCheckRequest {
  TargetGroupArn: string;
}

interface CreateTargetGroup extends HealthCheckRequest {
  Name: string;
  Protocol?: string;
  Port?: number;
  VpcId?: string;
  TargetType?: string;
  IpAddressType?: string;
  Tags?: { Key: string; Value?: string }[];
}

interface DescribeTargetGroups extends MarkedPage {
  TargetGroupArns?: string[];
  Names?: string[];
  LoadBalancerArn?: string;
}

export function createTargetGroup(input: CreateTargetGroup, call: Call): object {
  const vpc = find(call.world.vpcs, input.VpcId ?? "", call);
  if (vpc === undefined || input.Port === undefined) {
    throw new AwsError(
      "ValidationError",
      `The VPC ID '${input.VpcId ?? ""}' is not found, or there is no port`,
    );
  }
  const kind = checkedKind(input, vpc);
  const created: TargetGroup = {
    ...ownedBy(call, tagsFrom(input.Tags)),
    arn: newArn(`targetgroup/${input.Name}`, call),
    name: input.Name,
    ...kind,
    port: input.Port,
    vpcId: vpc.id,
    attributes: new Map(),
    healthCheck: healthCheckOf(input, kind),
    targets: [],
  };
  const twin = owned(call.world.targetGroups, call).find((group) => group.name === input.Name);
  if (twin !== undefined && !sameSettings(twin, created)) {
    const message = `A target group with the same name '${input.Name}' exists, but with different settings`;
    throw new AwsError("DuplicateTargetGroupName", message);
  }
  // There is no client token: repeating the same request gets the same target group.
  if (twin === undefined) call.world.targetGroups.set(created.arn, created);
  return { TargetGroups: [targetGroupOutput(twin ?? created, call)] };
}

export function describeTargetGroups(input: DescribeTargetGroups, call: Call): object {
  const all = owned(call.world.targetGroups, call);
  const byArn = input.TargetGroupArns?.map((arn) => ownTargetGroup(arn, call));
  const byName = input.Names?.map((name) => {
    const group = all.find((candidate) => candidate.name === name);
    if (group === undefined)
      throw new AwsError("TargetGroupNotFound", `One or more target groups not found: ${name}`);
    return group;
  });
  const chosen = (byArn ?? byName ?? all).filter((group) => servesOnly(group, input.LoadBalancerArn, call));
  const { items, next } = markedPage(chosen, input);
  return { TargetGroups: items.map((group) => targetGroupOutput(group, call)), ...next };
}

/** Changes the health check; what the request does not name stays. */
export function modifyTargetGroup({ TargetGroupArn, ...changes }: ModifyTargetGroup, call: Call): object {
  const group = ownTargetGroup(TargetGroupArn, call);
  const current = requestOf(group);
  if (changes.HealthCheckProtocol === "TCP") {
    delete current.HealthCheckPath;
    delete current.Matcher;
  }
  group.healthCheck = healthCheckOf({ ...current, ...changes }, group);
  return { TargetGroups: [targetGroupOutput(group, call)] };
}

export function deleteTargetGroup(input: { TargetGroupArn: string }, call: Call): object {
  const { TargetGroupArn: arn } = input;
  if (loadBalancersUsing(arn, call).length > 0) {
    throw new AwsError("ResourceInUse", `Target group '${arn}' is currently in use by a listener or a rule`);
  }
  if (find(call.world.targetGroups, arn, call) !== undefined) call.world.targetGroups.delete(arn);
  return {};
}

/** The load balancers whose listeners forward to a target group. */
export function loadBalancersUsing(arn: string, call: Call): string[] {
  const listeners = owned(call.world.listeners, call).filter((listener) => listener.targetGroupArn === arn);
  return [...new Set(listeners.map((listener) => listener.loadBalancerArn))];
}

function servesOnly(group: TargetGroup, loadBalancerArn: string | undefined, call: Call): boolean {
  if (loadBalancerArn === undefined) return true;
  return loadBalancersUsing(group.arn, call).includes(ownLoadBalancer(loadBalancerArn, call).arn);
}

function sameSettings(a: TargetGroup, b: TargetGroup): boolean {
  const settings = ({ protocol, port, vpcId, targetType, ipAddressType, healthCheck }: TargetGroup) =>
    JSON.stringify([protocol, port, vpcId, targetType, ipAddressType, healthCheck]);
  return settings(a) === settings(b);
}

function targetGroupOutput(group: TargetGroup, call: Call): object {
  const { healthCheck } = group;
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: group.protocol,
    Port: group.port,
    VpcId: group.vpcId,
    TargetType: group.targetType,
    IpAddressType: group.ipAddressType,
    ...(group.protocol === "HTTP" ? { ProtocolVersion: "HTTP1" } : {}),
    HealthCheckEnabled: true,
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckPath: healthCheck.path,
    ...(healthCheck.matcher === undefined ? {} : { Matcher: { HttpCode: healthCheck.matcher } }),
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    LoadBalancerArns: loadBalancersUsing(group.arn, call),
  };
}

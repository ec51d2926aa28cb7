import { planTag } from "../model/tags.ts";
import type { PlanContext } from "./context.ts";
import { findOwned } from "./finds.ts";
import type { PublishIntent, Targets } from "./publishIntent.ts";
import { from, type Input, type Step } from "./step.ts";

const targetGroupArn = from("target-group", "arn");
const loadBalancerArn = from("load-balancer", "arn");

/** Target group with its targets, internal Network Load Balancer with its security group, listener. */
export function loadBalancerSteps(
  context: PlanContext,
  intent: PublishIntent,
  targets: Targets,
): readonly Step[] {
  return [
    createTargetGroup(context, intent),
    registerTargets(context, intent, targets),
    createLoadBalancer(context, intent),
    ...(intent.clientCidrs.length === 0 ? [enforcementOff(context, intent)] : []),
    ...(isSpreadWider(intent, targets) ? [crossZoneOn(context, intent)] : []),
    createListener(context, intent),
  ];
}

function tags({ planId }: PlanContext): readonly Input[] {
  return [{ Key: planTag, Value: planId }];
}

/** ELBv2's names end at 32 characters, without a hyphen at either end. */
function elbName(name: string, suffix: string): string {
  return `${name.slice(0, 31 - suffix.length).replace(/-+$/, "")}-${suffix}`;
}

function createTargetGroup(context: PlanContext, intent: PublishIntent): Step {
  const name = elbName(intent.name, "tg");
  return {
    id: "target-group",
    scope: context.scope,
    service: "elasticloadbalancing",
    operation: "CreateTargetGroup",
    input: {
      Name: name,
      Protocol: "TCP",
      Port: intent.targetPort,
      VpcId: intent.vpcId,
      TargetType: "instance",
      HealthCheckProtocol: "TCP",
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
      Tags: tags(context),
    },
    subject: { code: "named", name },
    outputs: { arn: "TargetGroups.0.TargetGroupArn" },
    find: findOwned(
      context,
      { operation: "DescribeTargetGroups", input: { Names: [name] }, path: "TargetGroups.*" },
      targetGroupArn,
      "TargetGroupArn",
    ),
    inverse: {
      service: "elasticloadbalancing",
      operation: "DeleteTargetGroup",
      input: { TargetGroupArn: targetGroupArn },
      goneWhen: ["TargetGroupNotFound"],
      retryOn: ["ResourceInUse"],
    },
    permissions: ["elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:AddTags"],
  };
}

function registerTargets({ scope }: PlanContext, intent: PublishIntent, { ids }: Targets): Step {
  return {
    id: "targets",
    scope,
    service: "elasticloadbalancing",
    operation: "RegisterTargets",
    input: { TargetGroupArn: targetGroupArn, Targets: ids.map((Id) => ({ Id, Port: intent.targetPort })) },
    subject: { code: "targets", count: ids.length, port: intent.targetPort },
    outputs: {},
    permissions: ["elasticloadbalancing:RegisterTargets"],
  };
}

function createLoadBalancer(context: PlanContext, intent: PublishIntent): Step {
  const name = elbName(intent.name, "nlb");
  return {
    id: "load-balancer",
    scope: context.scope,
    service: "elasticloadbalancing",
    operation: "CreateLoadBalancer",
    input: {
      Name: name,
      Type: "network",
      Scheme: "internal",
      Subnets: intent.subnets.map(({ id }) => id),
      SecurityGroups: [from("nlb-group", "groupId")],
      Tags: tags(context),
    },
    subject: { code: "loadBalancer", name, zones: intent.subnets.length },
    outputs: { arn: "LoadBalancers.0.LoadBalancerArn" },
    find: findOwned(
      context,
      { operation: "DescribeLoadBalancers", input: { Names: [name] }, path: "LoadBalancers.*" },
      loadBalancerArn,
      "LoadBalancerArn",
    ),
    wait: {
      service: "elasticloadbalancing",
      operation: "DescribeLoadBalancers",
      input: { LoadBalancerArns: [loadBalancerArn] },
      reason: "loadBalancerActive",
      path: "LoadBalancers.*.State.Code",
      until: ["active", "active_impaired"],
      failWhen: ["failed"],
      timeoutSeconds: 600,
    },
    inverse: {
      service: "elasticloadbalancing",
      operation: "DeleteLoadBalancer",
      input: { LoadBalancerArn: loadBalancerArn },
      goneWhen: ["LoadBalancerNotFound"],
      // A service that was deleted a moment ago still holds it.
      retryOn: ["ResourceInUse"],
    },
    permissions: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:AddTags"],
    cost: "networkLoadBalancer",
  };
}

/** Only SetSecurityGroups knows the switch: CreateLoadBalancer has no parameter for it. */
function enforcementOff({ scope }: PlanContext, intent: PublishIntent): Step {
  return {
    id: "enforcement",
    scope,
    service: "elasticloadbalancing",
    operation: "SetSecurityGroups",
    input: {
      LoadBalancerArn: loadBalancerArn,
      SecurityGroups: [from("nlb-group", "groupId")],
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
    },
    subject: { code: "enforcementOff", name: elbName(intent.name, "nlb") },
    outputs: {},
    permissions: ["elasticloadbalancing:SetSecurityGroups"],
  };
}

/** A zone without a target of its own: without cross-zone balancing its node would have nowhere to go. */
function isSpreadWider({ subnets }: PublishIntent, { zoneIds }: Targets): boolean {
  return !subnets.every(({ zoneId }) => zoneIds.includes(zoneId));
}

function crossZoneOn({ scope }: PlanContext, intent: PublishIntent): Step {
  return {
    id: "cross-zone",
    scope,
    service: "elasticloadbalancing",
    operation: "ModifyLoadBalancerAttributes",
    input: {
      LoadBalancerArn: loadBalancerArn,
      Attributes: [{ Key: "load_balancing.cross_zone.enabled", Value: "true" }],
    },
    subject: { code: "crossZoneOn", name: elbName(intent.name, "nlb") },
    outputs: {},
    permissions: ["elasticloadbalancing:ModifyLoadBalancerAttributes"],
  };
}

function createListener(context: PlanContext, intent: PublishIntent): Step {
  return {
    id: "listener",
    scope: context.scope,
    service: "elasticloadbalancing",
    operation: "CreateListener",
    input: {
      LoadBalancerArn: loadBalancerArn,
      Protocol: "TCP",
      Port: intent.listenerPort,
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
      Tags: tags(context),
    },
    subject: { code: "listener", port: intent.listenerPort, targetGroup: elbName(intent.name, "tg") },
    outputs: { arn: "Listeners.0.ListenerArn" },
    find: findOwned(
      context,
      {
        operation: "DescribeListeners",
        input: { LoadBalancerArn: loadBalancerArn },
        path: "Listeners.*",
        where: { Port: intent.listenerPort },
      },
      from("listener", "arn"),
      "ListenerArn",
    ),
    // Targets are checked only once a listener leads to them.
    wait: {
      service: "elasticloadbalancing",
      operation: "DescribeTargetHealth",
      input: { TargetGroupArn: targetGroupArn },
      reason: "targetsHealthy",
      path: "TargetHealthDescriptions.*.TargetHealth.State",
      until: ["healthy"],
      // One sick target of several does not keep the service from being published.
      enough: "any",
      failWhen: [],
      timeoutSeconds: 600,
    },
    inverse: {
      service: "elasticloadbalancing",
      operation: "DeleteListener",
      input: { ListenerArn: from("listener", "arn") },
      goneWhen: ["ListenerNotFound"],
      retryOn: [],
    },
    permissions: ["elasticloadbalancing:CreateListener", "elasticloadbalancing:AddTags"],
  };
}

import { type PlanContext, tagList } from "./context.ts";
import { elbName } from "./elbName.ts";
import { findOwned } from "./finds.ts";
import type { NewLoadBalancer } from "./publishIntent.ts";
import { from, type Reference, type Step } from "./step.ts";
import { targetGroupArn } from "./targetSteps.ts";

const newArn = from("load-balancer", "arn");

/** An internal Network Load Balancer with its security group, and the switches that only later calls can set. */
export function newLoadBalancerSteps(
  context: PlanContext,
  serviceName: string,
  loadBalancer: NewLoadBalancer,
): readonly Step[] {
  const name = elbName(serviceName, "nlb");
  return [
    createLoadBalancer(context, name, loadBalancer),
    ...(loadBalancer.clientCidrs.length === 0 ? [enforcementOff(context, name)] : []),
    ...(loadBalancer.crossZone ? [crossZoneOn(context, name)] : []),
  ];
}

function createLoadBalancer(
  context: PlanContext,
  name: string,
  { subnets, ipAddressType }: NewLoadBalancer,
): Step {
  return {
    id: "load-balancer",
    scope: context.scope,
    service: "elasticloadbalancing",
    operation: "CreateLoadBalancer",
    input: {
      Name: name,
      Type: "network",
      // AWS's own default faces the internet.
      Scheme: "internal",
      Subnets: subnets.map(({ id }) => id),
      SecurityGroups: [from("nlb-group", "groupId")],
      ...(ipAddressType === "dualstack" && { IpAddressType: ipAddressType }),
      Tags: tagList(context),
    },
    subject: { code: "loadBalancer", name, zones: subnets.length },
    outputs: { arn: "LoadBalancers.0.LoadBalancerArn" },
    find: findOwned(
      context,
      { operation: "DescribeLoadBalancers", input: { Names: [name] }, path: "LoadBalancers.*" },
      newArn,
      "LoadBalancerArn",
    ),
    wait: {
      service: "elasticloadbalancing",
      operation: "DescribeLoadBalancers",
      input: { LoadBalancerArns: [newArn] },
      reason: "loadBalancerActive",
      path: "LoadBalancers.*.State.Code",
      until: ["active", "active_impaired"],
      failWhen: ["failed"],
      timeoutSeconds: 600,
    },
    inverse: {
      service: "elasticloadbalancing",
      operation: "DeleteLoadBalancer",
      input: { LoadBalancerArn: newArn },
      goneWhen: ["LoadBalancerNotFound"],
      // A service that was deleted a moment ago still holds it.
      retryOn: ["ResourceInUse"],
    },
    permissions: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:AddTags"],
    cost: "networkLoadBalancer",
  };
}

/** Only SetSecurityGroups knows the switch: CreateLoadBalancer has no parameter for it. */
function enforcementOff({ scope }: PlanContext, name: string): Step {
  return {
    id: "enforcement",
    scope,
    service: "elasticloadbalancing",
    operation: "SetSecurityGroups",
    input: {
      LoadBalancerArn: newArn,
      SecurityGroups: [from("nlb-group", "groupId")],
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
    },
    subject: { code: "enforcementOff", name },
    outputs: {},
    permissions: ["elasticloadbalancing:SetSecurityGroups"],
  };
}

function crossZoneOn({ scope }: PlanContext, name: string): Step {
  return {
    id: "cross-zone",
    scope,
    service: "elasticloadbalancing",
    operation: "ModifyLoadBalancerAttributes",
    input: {
      LoadBalancerArn: newArn,
      Attributes: [{ Key: "load_balancing.cross_zone.enabled", Value: "true" }],
    },
    subject: { code: "crossZoneOn", name },
    outputs: {},
    permissions: ["elasticloadbalancing:ModifyLoadBalancerAttributes"],
  };
}

/** Leads from a port of the load balancer to the plan's target group. */
export function createListener(
  context: PlanContext,
  serviceName: string,
  port: number,
  loadBalancerArn: string | Reference,
): Step {
  const targetGroup = { arn: targetGroupArn, name: elbName(serviceName, "tg") };
  return listenerStep(context, { port, loadBalancerArn, targetGroup });
}

interface NewListener {
  readonly port: number;
  readonly loadBalancerArn: string | Reference;
  readonly targetGroup: { readonly arn: string | Reference; readonly name: string };
}

/** Leads from a port of a load balancer to a target group. */
export function listenerStep(
  context: PlanContext,
  { port, loadBalancerArn, targetGroup }: NewListener,
): Step {
  return {
    id: "listener",
    scope: context.scope,
    service: "elasticloadbalancing",
    operation: "CreateListener",
    input: {
      LoadBalancerArn: loadBalancerArn,
      Protocol: "TCP",
      Port: port,
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroup.arn }],
      Tags: tagList(context),
    },
    subject: { code: "listener", port, targetGroup: targetGroup.name },
    outputs: { arn: "Listeners.0.ListenerArn" },
    find: findOwned(
      context,
      {
        operation: "DescribeListeners",
        input: { LoadBalancerArn: loadBalancerArn },
        path: "Listeners.*",
        where: { Port: port },
      },
      from("listener", "arn"),
      "ListenerArn",
    ),
    // Targets are checked only once a listener leads to them.
    wait: {
      service: "elasticloadbalancing",
      operation: "DescribeTargetHealth",
      input: { TargetGroupArn: targetGroup.arn },
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

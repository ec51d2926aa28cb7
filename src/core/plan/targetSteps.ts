import { type PlanContext, tagList } from "./context.ts";
import { elbName } from "./elbName.ts";
import { findOwned } from "./finds.ts";
import type { Application, HealthCheck, Targets } from "./publishIntent.ts";
import { from, type Input, type Step } from "./step.ts";

export const targetGroupArn = from("target-group", "arn");

/** The target group that a listener leads to, and what is in it. */
export function targetSteps(
  context: PlanContext,
  service: { readonly name: string; readonly vpcId: string },
  application: Application,
  targets: Targets,
): readonly Step[] {
  return [
    createTargetGroup(context, service, application, targets),
    registerTargets(context, application, targets),
  ];
}

function createTargetGroup(
  context: PlanContext,
  service: { readonly name: string; readonly vpcId: string },
  { port, healthCheck }: Application,
  { type }: Targets,
): Step {
  const name = elbName(service.name, "tg");
  return {
    id: "target-group",
    scope: context.scope,
    service: "elasticloadbalancing",
    operation: "CreateTargetGroup",
    input: {
      Name: name,
      Protocol: "TCP",
      Port: port,
      VpcId: service.vpcId,
      TargetType: type,
      ...healthCheckInput(healthCheck),
      Tags: tagList(context),
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

function healthCheckInput({ protocol, path, intervalSeconds, thresholdCount }: HealthCheck): Input {
  return {
    HealthCheckProtocol: protocol,
    ...(path !== undefined && { HealthCheckPath: path }),
    HealthCheckIntervalSeconds: intervalSeconds,
    HealthyThresholdCount: thresholdCount,
  };
}

function registerTargets({ scope }: PlanContext, { port }: Application, { ids }: Targets): Step {
  const descriptions = ids.map(({ id, outside }) => ({
    Id: id,
    Port: port,
    ...(outside && { AvailabilityZone: "all" }),
  }));
  return {
    id: "targets",
    scope,
    service: "elasticloadbalancing",
    operation: "RegisterTargets",
    input: { TargetGroupArn: targetGroupArn, Targets: descriptions },
    subject: { code: "targets", count: ids.length, port },
    outputs: {},
    permissions: ["elasticloadbalancing:RegisterTargets"],
  };
}

import type { PlanContext } from "./context.ts";
import { crossZone, elbChange, elbInverse, type Named } from "./elbChange.ts";
import type { Input, Step, Wait } from "./step.ts";

/** An attribute of a target group. */
export function setTargetGroupAttribute(
  { scope }: PlanContext,
  { arn, name }: Named,
  key: typeof crossZone | "proxy_protocol_v2.enabled",
  { from, to }: { readonly from: string; readonly to: string },
): Step {
  const input = (value: string): Input => ({ TargetGroupArn: arn, Attributes: [{ Key: key, Value: value }] });
  return elbChange(scope, "target-group", "elasticloadbalancing:ModifyTargetGroupAttributes", {
    input: input(to),
    back: input(from),
    subject: key === crossZone ? { code: "crossZoneOn", name } : { code: "attribute", name, key, value: to },
  });
}

/** Targets are healthy when they take a TCP connection on the port that they serve. */
export function checkByTcp(
  { scope }: PlanContext,
  { arn, name }: Named,
  before: {
    readonly protocol: string;
    readonly port: string;
    readonly path?: string;
    readonly matcher?: string;
  },
): Step {
  const check = (protocol: string, port: string): Input => ({
    TargetGroupArn: arn,
    HealthCheckProtocol: protocol,
    HealthCheckPort: port,
  });
  const { path, matcher } = before;
  return elbChange(scope, "health-check", "elasticloadbalancing:ModifyTargetGroup", {
    input: check("TCP", "traffic-port"),
    back: {
      ...check(before.protocol, before.port),
      ...(path !== undefined && { HealthCheckPath: path }),
      ...(matcher !== undefined && { Matcher: { HttpCode: matcher } }),
    },
    subject: { code: "attribute", name, key: "HealthCheckProtocol", value: "TCP" },
  });
}

/** Puts targets into a group; taken back, they leave it again. */
export function addTargets({ scope }: PlanContext, { arn }: Named, targets: readonly Target[]): Step {
  const input: Input = { TargetGroupArn: arn, Targets: descriptions(targets) };
  const [first] = targets;
  return {
    ...elbChange(scope, "targets", "elasticloadbalancing:RegisterTargets", {
      input,
      subject: { code: "targets", count: targets.length, port: first?.port ?? 0 },
    }),
    wait: untilHealthy(arn, targets),
    inverse: elbInverse("elasticloadbalancing:DeregisterTargets", input),
  };
}

/** A wait for some targets to be healthy: checks take their time after whatever stood in their way is gone. */
export function untilHealthy(targetGroupArn: string, targets: readonly Target[]): Wait {
  return {
    service: "elasticloadbalancing",
    operation: "DescribeTargetHealth",
    input: { TargetGroupArn: targetGroupArn, Targets: descriptions(targets) },
    reason: "targetsHealthy",
    path: "TargetHealthDescriptions.*.TargetHealth.State",
    until: ["healthy"],
    failWhen: [],
    timeoutSeconds: 600,
  };
}

/** A target by its id and the port that it serves. */
interface Target {
  readonly id: string;
  readonly port: number;
  /** `all` for an address outside the VPC. */
  readonly zoneName?: string;
}

function descriptions(targets: readonly Target[]): readonly Input[] {
  return targets.map(({ id, port, zoneName }) => ({
    Id: id,
    Port: port,
    // AWS finds other zones by itself, and refuses an address outside the VPC without this.
    ...(zoneName === "all" && { AvailabilityZone: zoneName }),
  }));
}

import { targetHealth } from "../../network/targetHealth.ts";
import { isAddress } from "../../state/addresses.ts";
import { freshChecks, type Target, type TargetGroup } from "../../state/balancing.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find } from "../call.ts";
import { deregistrationDelay } from "./attributeRules.ts";
import { ownTargetGroup } from "./resources.ts";

interface TargetDescription {
  Id: string;
  Port?: number;
}

interface TargetsRequest {
  TargetGroupArn: string;
  Targets: TargetDescription[];
}

interface DescribeTargetHealth {
  TargetGroupArn: string;
  Targets?: TargetDescription[];
}

export function registerTargets(input: TargetsRequest, call: Call): object {
  const group = ownTargetGroup(input.TargetGroupArn, call);
  for (const { Id } of input.Targets) checkTarget(Id, group, call);
  for (const { Id, Port = group.port } of input.Targets) {
    const known = targetIn(group, Id, Port);
    const checks = freshChecks(call.clock.now());
    if (known === undefined) group.targets.push({ id: Id, port: Port, checks, draining: false });
    else if (known.draining) Object.assign(known, { checks, draining: false });
  }
  return {};
}

export function deregisterTargets(input: TargetsRequest, call: Call): object {
  const group = ownTargetGroup(input.TargetGroupArn, call);
  const delay = deregistrationDelay(group);
  for (const { Id, Port = group.port } of input.Targets) {
    const target = targetIn(group, Id, Port);
    if (target === undefined) continue;
    target.draining = true;
    call.clock.laterSeconds(delay, () => {
      if (target.draining) group.targets = group.targets.filter((other) => other !== target);
    });
  }
  return {};
}

export function describeTargetHealth(input: DescribeTargetHealth, call: Call): object {
  const group = ownTargetGroup(input.TargetGroupArn, call);
  const asked = input.Targets?.map(({ Id, Port = group.port }) => ({ Id, Port }));
  const chosen = asked ?? group.targets.map(({ id, port }) => ({ Id: id, Port: port }));
  return { TargetHealthDescriptions: chosen.map(({ Id, Port }) => healthOutput(group, Id, Port, call)) };
}

function checkTarget(id: string, group: TargetGroup, call: Call): void {
  if (group.targetType === "ip") {
    if (isAddress(id)) return;
    throw new AwsError("ValidationError", `The IP address '${id}' is not a valid IPv4 address`);
  }
  const instance = find(call.world.instances, id, call);
  if (instance === undefined)
    throw new AwsError("InvalidTarget", `The following instance IDs are not valid: '${id}'`);
  if (instance.vpcId !== group.vpcId) {
    throw new AwsError(
      "InvalidTarget",
      `The following targets are not in the target group VPC '${group.vpcId}': '${id}'`,
    );
  }
  if (instance.state === "running") return;
  const message = `The following targets are not in a running state and cannot be registered: '${id}'`;
  throw new AwsError("InvalidTarget", message);
}

function targetIn(group: TargetGroup, id: string, port: number): Target | undefined {
  return group.targets.find((target) => target.id === id && target.port === port);
}

function healthOutput(group: TargetGroup, id: string, port: number, call: Call): object {
  const target = targetIn(group, id, port);
  const notRegistered = {
    state: "unused",
    reason: "Target.NotRegistered",
    description: "Target is not registered to the target group",
  };
  const health = target === undefined ? notRegistered : targetHealth(call.world, group, target);
  return {
    Target: { Id: id, Port: port },
    HealthCheckPort: group.healthCheck.port === "traffic-port" ? String(port) : group.healthCheck.port,
    TargetHealth: { State: health.state, Reason: health.reason, Description: health.description },
  };
}

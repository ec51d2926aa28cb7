import { targetHealth } from "../../network/targetHealth.ts";
import { freshChecks, type Target, type TargetGroup } from "../../state/balancing.ts";
import { zoneName } from "../../state/regions.ts";
import type { Call } from "../call.ts";
import { deregistrationDelay } from "./attributeRules.ts";
import { ownTargetGroup } from "./resources.ts";
import { checkCount, checkedTarget, type TargetDescription } from "./targetRules.ts";

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
  checkCount(input.Targets, group);
  const checked = input.Targets.map((target) => ({ ...target, ...checkedTarget(target, group, call) }));
  for (const { Id, Port = group.port, zoneId } of checked) {
    const zone = zoneId === undefined ? {} : { zoneId };
    const known = targetIn(group, Id, Port);
    const checks = freshChecks(call.clock.now());
    if (known === undefined) group.targets.push({ id: Id, port: Port, ...zone, checks, draining: false });
    else Object.assign(known, zone, known.draining ? { checks, draining: false } : {});
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
    Target: { Id: id, Port: port, ...zoneMember(target, call) },
    HealthCheckPort: group.healthCheck.port === "traffic-port" ? String(port) : group.healthCheck.port,
    TargetHealth: { State: health.state, Reason: health.reason, Description: health.description },
    ...overrideMember(target),
  };
}

/** Without a zonal shift AWS may leave it out. */
function overrideMember(target: Target | undefined): object {
  if (target?.shiftedAway !== true) return {};
  return {
    AdministrativeOverride: {
      State: "zonal_shift_active",
      Reason: "AdministrativeOverride.ZonalShiftActive",
      Description: "A zonal shift is active for the target",
    },
  };
}

/** Only of an address outside the VPC the zone was said, and is shown. */
function zoneMember(target: Target | undefined, call: Call): object {
  if (target?.zoneId === undefined) return {};
  const { zoneId } = target;
  return { AvailabilityZone: zoneId === "all" ? zoneId : zoneName(call.account, call.region, zoneId) };
}

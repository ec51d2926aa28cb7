import { addSubnets, crossZones as crossZonesStep, forwardTo } from "../../../plan/balancerChanges.ts";
import { changePlan } from "../../../plan/change.ts";
import { startInstances } from "../../../plan/instanceChanges.ts";
import { addTargets, untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Fix, Proof } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import {
  type Behind,
  behindService,
  crossesZones,
  instanceOf,
  list,
  registered,
  severityOf,
  takesTcp,
  targetName,
  zoneOf,
} from "../behind.ts";
import { countTargets } from "./legs.ts";

const health = "elasticloadbalancing:DescribeTargetHealth";

/** A target with all that it hangs on. */
interface Place {
  readonly behind: Behind;
  readonly group: TargetGroupFacts;
  readonly target: TargetFacts;
}

function placesOf(all: readonly Behind[]): readonly Place[] {
  return all.flatMap((behind) =>
    behind.groups.flatMap((group) => registered(group).map((target) => ({ behind, group, target }))),
  );
}

/** E1: a target group without a target. Those that are leaving do not count: no new connection goes to them. */
export const noTargets: Rule = (facts, target) => {
  const groups = behindService(facts, target).flatMap(({ provider, groups: own }) =>
    own.map((group) => ({ provider, group })),
  );
  const empty = groups.filter(({ group }) => registered(group).length === 0);
  return empty.map(({ provider, group }) => {
    const leaving = group.targets;
    const proof = proofFrom({ operation: health, resource: group.arn });
    return found("E1", {
      severity: severityOf(empty.length, groups.length),
      parameters: {
        group: group.name,
        port: group.port,
        leaving: list(leaving.map((each) => targetName(provider, each))),
      },
      proof: [
        proof.wrong("TargetHealthDescriptions[].TargetHealth.State", list(leaving.map(({ state }) => state))),
      ],
      fixes: [...comeBackFix(facts, group), textFix("provider", "register")],
    });
  });
};

/** Targets that are still leaving can be registered again. */
function comeBackFix(facts: Evidence, group: TargetGroupFacts): readonly Fix[] {
  const { targets, arn, name } = group;
  if (targets.length === 0) return [];
  return planFix(facts, {
    cause: "E1",
    code: "registerAgain",
    side: "provider",
    consequence: "everyClient",
    plan: (context) => changePlan(context, name, [addTargets(context, { arn, name }, targets)]),
  });
}

/** E7: an instance that does not run serves nobody. */
export const notRunning: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const down = placesOf(all).filter(isDown);
  const groups = [...new Set(down.map(({ group }) => group))];
  return groups.map((group) => {
    const own = down.filter((place) => place.group === group);
    const stopped = own.filter((place) => stateOf(place) === "stopped");
    return found("E7", {
      severity: severityOf(down.length, countTargets(all)),
      parameters: {
        group: group.name,
        targets: list(own.map(nameOf)),
        states: list(own.map(stateOf)),
        startable: list(stopped.map(nameOf)),
      },
      proof: own.flatMap(downProof),
      fixes: [...startFix(facts, stopped), textFix("provider", "replaceTarget")],
    });
  });
};

function isDown({ behind, group, target }: Place): boolean {
  const instance = instanceOf(behind.provider, target);
  if (instance !== undefined) return instance.state !== "running" && instance.state !== "pending";
  // EC2 forgets a terminated instance within the hour; the target group remembers it.
  return group.type === "instance" && seenValue(behind.provider.targetInstances) !== undefined;
}

function nameOf({ behind, target }: Place): string {
  return targetName(behind.provider, target);
}

function stateOf({ behind, target }: Place): string {
  return instanceOf(behind.provider, target)?.state ?? "terminated";
}

function downProof({ behind, group, target }: Place): readonly Proof[] {
  const { id, reason } = target;
  const instance = instanceOf(behind.provider, target);
  return [
    proofFrom({ operation: "ec2:DescribeInstances", resource: id }).wrong(
      "Reservations[].Instances[].State.Name",
      instance?.state,
    ),
    proofFrom({ operation: health, resource: group.arn }).asSet(
      `TargetHealthDescriptions[Target.Id=${id}].TargetHealth.Reason`,
      reason,
    ),
  ];
}

function startFix(facts: Evidence, stopped: readonly Place[]): readonly Fix[] {
  const [first] = stopped;
  if (first === undefined) return [];
  const ids = stopped.flatMap(({ behind, target }) => instanceOf(behind.provider, target)?.id ?? []);
  const targets = stopped.map(({ target }) => target);
  return planFix(facts, {
    cause: "E7",
    code: "start",
    side: "provider",
    consequence: "cost",
    plan: (context) =>
      changePlan(context, first.group.name, [
        startInstances(context, ids, untilHealthy(first.group.arn, targets)),
      ]),
  });
}

/** E8: a load balancer only uses targets in zones that it is in itself, whatever cross-zone says. */
export const zoneNotEnabled: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const outside = placesOf(all).filter(isOutside);
  return outside.map(({ behind, group, target: each }) => {
    const { balancer, provider } = behind;
    const zone = zoneOf(provider, group, each) ?? "";
    const balancers = proofFrom({
      operation: "elasticloadbalancing:DescribeLoadBalancers",
      resource: balancer.arn,
    });
    return found("E8", {
      severity: severityOf(outside.length, countTargets(all)),
      parameters: {
        target: targetName(provider, each),
        group: group.name,
        zone,
        loadBalancer: balancer.name,
      },
      proof: [
        proofFrom({ operation: health, resource: group.arn }).wrong(
          `TargetHealthDescriptions[Target.Id=${each.id}].TargetHealth`,
          list([each.state, ...(each.reason === undefined ? [] : [each.reason])]),
        ),
        balancers.wrong(
          "LoadBalancers[].AvailabilityZones[].ZoneName",
          list(balancer.nodes.map(({ zoneName }) => zoneName)),
        ),
      ],
      fixes: enableFix(facts, behind, group, each),
    });
  });
};

function isOutside({ behind, group, target }: Place): boolean {
  const zone = zoneOf(behind.provider, group, target);
  if (zone === undefined || zone === "all") return false;
  return behind.balancer.nodes.every(({ zoneName }) => zoneName !== zone);
}

/** The target's own subnet. Clients come in through other zones, so those have to reach the target too. */
function enableFix(
  facts: Evidence,
  { balancer, provider }: Behind,
  group: TargetGroupFacts,
  target: TargetFacts,
): readonly Fix[] {
  const subnetId = instanceOf(provider, target)?.subnetId;
  if (subnetId === undefined) return [textFix("provider", "enableZone")];
  const present = balancer.nodes.map((node) => node.subnetId);
  const wait = untilHealthy(group.arn, [target]);
  return planFix(facts, {
    cause: "E8",
    code: "enableZone",
    side: "provider",
    consequence: "noWayBack",
    plan: (context) =>
      changePlan(context, balancer.name, [
        ...(crossesZones(balancer, group) ? [] : [crossZonesStep(context, balancer)]),
        { ...addSubnets(context, balancer, present, [subnetId]), wait },
      ]),
  });
}

/** E9: the targets are in a group that no listener leads to, and where the listener leads there are none. */
export const groupNotUsed: Rule = (facts, target) =>
  behindService(facts, target).flatMap((behind) => {
    const { provider, balancer, groups } = behind;
    if (groups.some((group) => registered(group).length > 0)) return [];
    const idle = seenItems(provider.targetGroups).filter(
      (group) =>
        group.loadBalancerArns.length === 0 &&
        group.vpcId === balancer.vpcId &&
        group.protocol === "TCP" &&
        registered(group).length > 0 &&
        (target.port === undefined || group.port === target.port),
    );
    return idle.map((group) =>
      found("E9", {
        parameters: { group: group.name, loadBalancer: balancer.name, port: target.port ?? group.port },
        proof: [
          proofFrom({ operation: "elasticloadbalancing:DescribeTargetGroups", resource: group.arn }).wrong(
            "TargetGroups[].LoadBalancerArns",
            undefined,
          ),
          proofFrom({ operation: health, resource: group.arn }).asSet(
            "TargetHealthDescriptions[].TargetHealth.Reason",
            list(group.targets.map(({ reason = "" }) => reason)),
          ),
        ],
        fixes: [...leadFix(facts, behind, group, idle.length), textFix("provider", "leadListener")],
      }),
    );
  });

function leadFix(
  facts: Evidence,
  { balancer, listeners }: Behind,
  group: TargetGroupFacts,
  idle: number,
): readonly Fix[] {
  const [listener] = listeners.filter(takesTcp);
  if (listener === undefined || idle > 1) return [];
  const before = listener.forwards.map(({ targetGroupArn, weight }) => ({
    TargetGroupArn: targetGroupArn,
    ...(weight !== undefined && { Weight: weight }),
  }));
  return planFix(facts, {
    cause: "E9",
    code: "forward",
    side: "provider",
    consequence: "everyClient",
    plan: (context) =>
      changePlan(context, balancer.name, [
        { ...forwardTo(context, listener, group, before), wait: untilHealthy(group.arn, registered(group)) },
      ]),
  });
}

import { freshChecks, type Target, type TargetGroup } from "../state/balancing.ts";
import type { Clock } from "../state/clock.ts";
import type { World } from "../state/world.ts";
import { checkNow } from "./targetHealth.ts";

/** The shortest interval, in seconds, that a target group's checks can have: nothing is due more often. */
const shortestInterval = 5;
/** The most results in a row that a threshold can ask for. */
const highestThreshold = 10;

/** Checks every target when its group's interval is over, for as long as the clock runs. */
export function watchTargets(world: World, clock: Clock): void {
  clock.every(shortestInterval, () => {
    const now = clock.now();
    eachTarget(world, (group, target) => {
      if (now < target.checks.nextAt) return;
      check(world, group, target, now);
      const interval = clock.scaled(group.healthCheck.intervalSeconds);
      target.checks.nextAt = new Date(now.getTime() + interval);
    });
  });
}

/** Checks every target, now, as often as any threshold needs to decide. */
export function settleChecks(world: World): void {
  eachTarget(world, (group, target) => {
    for (let count = 0; count < highestThreshold; count += 1)
      check(world, group, target, target.checks.nextAt);
  });
}

/**
 * One check. A target changes only after as many equal results in a row as the threshold of the group says, a new one
 * too (ledger: initial-needs-threshold); one that is not in use is forgotten, and begins anew.
 */
function check(world: World, group: TargetGroup, target: Target, now: Date): void {
  const result = checkNow(world, group, target);
  if (result === undefined) {
    target.checks = freshChecks(now);
    return;
  }
  const { checks } = target;
  const { failure } = result;
  const passed = failure === undefined;
  checks.streak = checks.passed === passed ? checks.streak + 1 : 1;
  checks.passed = passed;
  if (!passed) checks.failure = failure;
  const { healthyThreshold, unhealthyThreshold } = group.healthCheck;
  if (checks.streak >= (passed ? healthyThreshold : unhealthyThreshold))
    checks.decided = passed ? "healthy" : "unhealthy";
}

function eachTarget(world: World, visit: (group: TargetGroup, target: Target) => void): void {
  for (const group of world.targetGroups.values()) for (const target of group.targets) visit(group, target);
}

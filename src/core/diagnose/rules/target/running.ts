import { changePlan } from "../../../plan/change.ts";
import { startInstances } from "../../../plan/instanceChanges.ts";
import { untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { seenValue } from "../../evidence/seen.ts";
import type { Fix, Proof } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, instanceOf, list, severityOf, targetName } from "../behind.ts";
import { countTargets } from "./legs.ts";
import { health, type Place, placesOf } from "./places.ts";

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

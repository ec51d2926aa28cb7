import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { Proof } from "../../finding.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, groupNames, list } from "../behind.ts";
import { groupProof } from "../groupProof.ts";
import { byGroups, type Leg, legsOf, severityOfLegs, shutPorts, targetsOf } from "./legs.ts";
import { openTargets } from "./opening.ts";

/** E2: the targets' security groups let neither traffic nor health checks in from the load balancer. */
export const targetsShut: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const shut = all.flatMap(legsOf).filter((leg) => shutPorts(leg).length > 0);
  const severity = severityOfLegs(shut, all);
  return byGroups(shut).map((legs) => {
    const ports = [...new Set(legs.flatMap(shutPorts))];
    return found("E2", {
      severity,
      parameters: shutParameters(legs, ports),
      proof: [...shutProof(legs, ports), ...healthProof(legs)],
      fixes: openFix(facts, legs, ports),
    });
  });
};

function openFix(facts: Evidence, legs: readonly Leg[], ports: readonly number[]) {
  return planFix(facts, {
    cause: "E2",
    code: "openGroup",
    side: "provider",
    plan: (context) =>
      changePlan(context, nameOf(legs), thenHealthy(openTargets(context, "targets", legs, ports), legs)),
  });
}

/** Checks take their time after the way is open; the last step waits for them, where the instances run. */
export function thenHealthy<S extends object>(steps: readonly S[], legs: readonly Leg[]): readonly S[] {
  const [leg] = legs;
  if (leg === undefined) return steps;
  const own = legs.filter(({ group, instance }) => group === leg.group && instance.state === "running");
  const targets = targetsOf(own);
  if (targets.length === 0) return steps;
  const wait = untilHealthy(leg.group.arn, targets);
  return steps.map((step, index) => (index === steps.length - 1 ? { ...step, wait } : step));
}

export function nameOf([leg]: readonly Leg[]): string {
  return leg?.group.name ?? "";
}

export function shutParameters(legs: readonly Leg[], ports: readonly number[]) {
  return {
    targets: list(legs.map(({ instance }) => displayName(instance))),
    groups: list(legs.map(({ behind, instance }) => groupNames(behind.provider, instance.securityGroupIds))),
    loadBalancer: list(legs.map(({ behind }) => behind.balancer.name)),
    nodes: list(legs.map(({ node }) => node.ip)),
    ports: list(ports),
  };
}

/** What the groups of the targets say about the ports. */
export function shutProof(legs: readonly Leg[], ports: readonly number[]): readonly Proof[] {
  const ids = [...new Set(legs.flatMap(({ instance }) => instance.securityGroupIds))];
  const network = legs[0]?.behind.provider.network;
  return network === undefined ? [] : groupProof(network, ids, "ingress", ports);
}

/** How the health checks of some targets stand. */
export function healthProof(legs: readonly Leg[]): readonly Proof[] {
  return targetsOf(legs).flatMap((target) => {
    const leg = legs.find((each) => each.target === target);
    if (leg === undefined || target.state === "healthy") return [];
    const asked = {
      operation: "elasticloadbalancing:DescribeTargetHealth",
      resource: leg.group.arn,
    } as const;
    const health = [target.state, ...(target.reason === undefined ? [] : [target.reason])].join(", ");
    return [proofFrom(asked).asSet(`TargetHealthDescriptions[Target.Id=${target.id}].TargetHealth`, health)];
  });
}

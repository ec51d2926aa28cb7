import { changePlan } from "../../../plan/change.ts";
import type { PlanContext } from "../../../plan/context.ts";
import type { Step } from "../../../plan/step.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import { type Answer, groupsAllow } from "../../packet/securityGroups.ts";
import type { Rule } from "../../rule.ts";
import { type Behind, behindService } from "../behind.ts";
import { nameOf, shutParameters, shutProof } from "./groups.ts";
import { byGroups, type Leg, legsOf, severityOfLegs, shutPorts } from "./legs.ts";
import { openTargets } from "./opening.ts";

/**
 * D10: with enforcement off, targets see PrivateLink traffic by the nodes' addresses alone. A rule that names the load
 * balancer's group lets the health checks in, and nothing else.
 */
export const groupNotEnough: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const shut = all
    .filter(({ balancer }) => !balancer.enforcesInboundRules)
    .flatMap(legsOf)
    .filter(onlyKnownByGroup);
  const severity = severityOfLegs(shut, all);
  return byGroups(shut).map((legs) => {
    const ports = [...new Set(legs.map((leg) => leg.target.port))];
    const balancers = [...new Set(legs.map(({ behind }) => behind.balancer.arn))];
    return found("D10", {
      severity,
      parameters: shutParameters(legs, ports),
      proof: [
        ...balancers.map((resource) =>
          proofFrom({ operation: "elasticloadbalancing:DescribeLoadBalancers", resource }).asSet(
            "LoadBalancers[].EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
            "off",
          ),
        ),
        ...shutProof(legs, ports),
      ],
      fixes: openFix(facts, legs, ports),
    });
  });
};

/** The port is open to the node as a member of its groups, and shut to its address. */
function onlyKnownByGroup(leg: Leg): boolean {
  return !shutPorts(leg).includes(leg.target.port) && addressAnswer(leg) === "blocked";
}

/** Whether the target's groups let the node in by its address alone, to the port of the traffic. */
export function addressAnswer({ behind, instance, node, target }: Leg): Answer {
  const { securityGroups } = behind.provider.network;
  const peer = { ip: node.ip, groupIds: [] };
  return groupsAllow(securityGroups, instance.securityGroupIds, "ingress", target.port, peer);
}

function openFix(facts: Evidence, legs: readonly Leg[], ports: readonly number[]) {
  return planFix(facts, {
    cause: "D10",
    code: "openGroup",
    side: "provider",
    plan: (context) => changePlan(context, nameOf(legs), openTargets(context, "targets", legs, ports)),
  });
}

/** Opens the targets that would be shut once a load balancer no longer enforces its inbound rules. */
export function nodesOpening(context: PlanContext, behind: Behind): readonly Step[] {
  const later = { ...behind, balancer: { ...behind.balancer, enforcesInboundRules: false } };
  const shut = legsOf(later).filter(onlyKnownByGroup);
  return byGroups(shut).flatMap((legs, index) =>
    openTargets(context, `targets-${index + 1}`, legs, [...new Set(legs.map(({ target }) => target.port))]),
  );
}

import { crossZones as crossZonesStep } from "../../../plan/balancerChanges.ts";
import { changePlan } from "../../../plan/change.ts";
import { crossZone } from "../../../plan/elbChange.ts";
import { setTargetGroupAttribute } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { LoadBalancerNode, TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import type { Finding, Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import {
  type Behind,
  behindService,
  crossesZones,
  list,
  nodesInUse,
  registered,
  severityOf,
  targetName,
  zoneIdOf,
  zoneOf,
} from "../behind.ts";

/** A group whose nodes only use targets of their own zone. */
interface Zonal {
  readonly behind: Behind;
  readonly group: TargetGroupFacts;
  readonly nodes: readonly LoadBalancerNode[];
}

function zonalGroups(facts: Evidence, all: readonly Behind[]): readonly Zonal[] {
  return all.flatMap((behind) =>
    behind.groups
      .filter((group) => !crossesZones(behind.balancer, group))
      .map((group) => ({ behind, group, nodes: nodesInUse(facts, behind) })),
  );
}

function targetsIn({ behind, group }: Zonal, { zoneName }: LoadBalancerNode): readonly TargetFacts[] {
  return group.targets.filter((target) => {
    const zone = zoneOf(behind.provider, group, target);
    return zone === undefined || zone === "all" || zone === zoneName;
  });
}

/** E10: clients in some zones meet a node that has no target to send to. */
export const zoneWithoutTargets: Rule = (facts, target) =>
  zonalGroups(facts, behindService(facts, target)).flatMap((zonal) => {
    const { behind, group, nodes } = zonal;
    const bare = nodes.filter((node) => targetsIn(zonal, node).length === 0);
    if (bare.length === 0 || registered(group).length === 0) return [];
    return [
      finding("E10", zonal, bare, {
        severity: severityOf(bare.length, nodes.length),
        fixes: [...crossFix(facts, behind, group), textFix("provider", "addTargets")],
      }),
    ];
  });

/** F6: the targets of a zone do not serve while others do. Why they do not is another cause, where it can be seen. */
export const zoneUnhealthy: Rule = (facts, target) =>
  zonalGroups(facts, behindService(facts, target)).flatMap((zonal) => {
    const { group, nodes } = zonal;
    const sick = nodes.filter((node) => {
      const targets = targetsIn(zonal, node);
      return targets.length > 0 && targets.every(({ state }) => outOfService.includes(state));
    });
    if (sick.length === 0 || group.targets.every(({ state }) => state !== "healthy")) return [];
    return [finding("F6", zonal, sick, { severity: "degraded", fixes: [textFix("provider", "mendZone")] })];
  });

/** A target that is only just being checked for the first time is not in this list. */
const outOfService: readonly string[] = [
  "unhealthy",
  "unhealthy.draining",
  "draining",
  "unused",
  "unavailable",
] satisfies readonly TargetFacts["state"][];

function finding(
  cause: "E10" | "F6",
  zonal: Zonal,
  nodes: readonly LoadBalancerNode[],
  more: Pick<Finding, "severity" | "fixes">,
): Finding {
  const { behind, group } = zonal;
  const { balancer, provider } = behind;
  const proof = proofFrom({ operation: "elasticloadbalancing:DescribeTargetHealth", resource: group.arn });
  return found(cause, {
    ...more,
    zoneIds: nodes.flatMap((node) => zoneIdOf(provider, node) ?? []),
    parameters: {
      loadBalancer: balancer.name,
      group: group.name,
      zones: list(nodes.map(({ zoneName }) => zoneName)),
      targets: list(
        nodes.flatMap((node) =>
          targetsIn(zonal, node).map((each) => `${targetName(provider, each)} ${each.state}`),
        ),
      ),
    },
    proof: [
      ...nodes.map((node) =>
        proof.wrong(
          `TargetHealthDescriptions[in ${node.zoneName}].TargetHealth.State`,
          list(targetsIn(zonal, node).map(({ state }) => state)),
        ),
      ),
      crossZoneProof(behind, group),
    ],
  });
}

function crossZoneProof({ balancer }: Behind, group: TargetGroupFacts) {
  const [operation, resource] =
    group.crossZone === "loadBalancer"
      ? (["elasticloadbalancing:DescribeLoadBalancerAttributes", balancer.arn] as const)
      : (["elasticloadbalancing:DescribeTargetGroupAttributes", group.arn] as const);
  return proofFrom({ operation, resource }).asSet(`Attributes[Key=${crossZone}].Value`, false);
}

/** Set where it is off: the group's own setting wins over its load balancer's. */
function crossFix(facts: Evidence, { balancer }: Behind, group: TargetGroupFacts): readonly Fix[] {
  return planFix(facts, {
    cause: "E10",
    code: "crossZones",
    side: "provider",
    consequence: "cost",
    plan: (context) =>
      changePlan(context, balancer.name, [
        group.crossZone === "loadBalancer"
          ? crossZonesStep(context, balancer)
          : setTargetGroupAttribute(context, group, crossZone, { from: "false", to: "true" }),
      ]),
  });
}

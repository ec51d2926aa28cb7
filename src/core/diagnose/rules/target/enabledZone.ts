import { addSubnets, crossZones as crossZonesStep } from "../../../plan/balancerChanges.ts";
import { changePlan } from "../../../plan/change.ts";
import { untilHealthy } from "../../../plan/targetGroupChanges.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import {
  type Behind,
  behindService,
  crossesZones,
  instanceOf,
  list,
  severityOf,
  targetName,
  zoneOf,
} from "../behind.ts";
import { countTargets } from "./legs.ts";
import { health, type Place, placesOf } from "./places.ts";

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

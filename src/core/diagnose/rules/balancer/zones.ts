import { displayName } from "../../../model/tags.ts";
import { serviceChangePlan } from "../../../plan/serviceChanges.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService, list, ownService, registered, zoneIdOf, zoneOf } from "../behind.ts";

/** D7: a zone that its load balancers got later is not offered until the service is told to look. */
export const zonesNotOffered: Rule = (facts, target) => {
  const service = ownService(facts);
  if (service === undefined) return [];
  const balancers = behindService(facts, target).map(({ balancer }) => balancer);
  const enabled = balancers.flatMap(({ nodes }) => nodes.map(({ zoneName }) => zoneName));
  const zoneNames = [...new Set(enabled)].filter((zone) => !service.zoneNames.includes(zone)).sort();
  if (zoneNames.length === 0) return [];
  const proof = proofFrom({
    operation: "ec2:DescribeVpcEndpointServiceConfigurations",
    resource: service.id,
  });
  return [
    found("D7", {
      parameters: { service: displayName(service), zones: list(zoneNames) },
      proof: [
        proof.wrong("ServiceConfigurations[].AvailabilityZones", list(service.zoneNames)),
        ...balancers.map(({ arn, nodes }) =>
          proofFrom({ operation: "elasticloadbalancing:DescribeLoadBalancers", resource: arn }).asSet(
            "LoadBalancers[].AvailabilityZones[].ZoneName",
            list(nodes.map(({ zoneName }) => zoneName)),
          ),
        ),
      ],
      fixes: planFix(facts, {
        cause: "D7",
        code: "fixZones",
        side: "provider",
        plan: (context) => serviceChangePlan(context, service, { kind: "fixZones", zoneNames }),
      }),
    }),
  ];
};

/** D13: somebody, or AWS, has moved traffic out of a zone. */
export const zoneShifted: Rule = (facts, target) => {
  const shifted = behindService(facts, target).flatMap(({ provider, balancer, groups }) =>
    groups.flatMap((group) =>
      registered(group)
        .filter(({ override }) => override?.toLowerCase().startsWith("zonal_shift"))
        .map((each) => ({
          group,
          target: each,
          zoneName: zoneOf(provider, group, each) ?? "",
          balancer,
          provider,
        })),
    ),
  );
  if (shifted.length === 0) return [];
  const nodes = shifted.flatMap(({ provider, balancer, zoneName }) =>
    balancer.nodes
      .filter((node) => node.zoneName === zoneName)
      .flatMap((node) => zoneIdOf(provider, node) ?? []),
  );
  return [
    found("D13", {
      zoneIds: [...new Set(nodes)],
      parameters: { zones: list(shifted.map(({ zoneName }) => zoneName)) },
      proof: shifted.map(({ group, target: { id, override } }) =>
        proofFrom({ operation: "elasticloadbalancing:DescribeTargetHealth", resource: group.arn }).wrong(
          `TargetHealthDescriptions[Target.Id=${id}].AdministrativeOverride.State`,
          override,
        ),
      ),
      fixes: [textFix("provider", "endShift")],
    }),
  ];
};

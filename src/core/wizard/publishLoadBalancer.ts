import { parsePort } from "../model/cidr.ts";
import type { Subnet, Vpc } from "../model/network.ts";
import { displayName } from "../model/tags.ts";
import { checkCidrs, checkPort, checkSubnets, type Fields, splitList } from "./fields.ts";
import { type Notice, type Problem, section } from "./form.ts";
import { onePerZone, subnetOption } from "./options.ts";

/** What the load balancer stands in front of. */
export interface Behind {
  /** As typed. */
  readonly port: string;
  /** The Availability Zones of the targets, by id. */
  readonly zoneIds: readonly string[];
}

/** The load balancer: where it stands, which port it listens on, whom its security group lets in. */
export function loadBalancerSection(
  fields: Fields,
  subnets: readonly Subnet[],
  behind: Behind,
  clientVpcs: readonly Vpc[],
) {
  const port = fields.text("listenerPort", behind.port, checkPort);
  const chosen = fields.set(
    "subnets",
    subnets.map(subnetOption),
    proposedSubnets(subnets, behind).map(({ id }) => id),
    (ids) => checkSubnets(subnets)(ids) ?? checkTargetZones(subnets, ids, behind),
    (ids) => (zonesOf(subnets, ids).length === 1 ? [{ code: "singleZone" }] : []),
  );
  const inferredCidrs = [...new Set(clientVpcs.flatMap(({ cidrs }) => cidrs))].join(", ");
  const cidrs = fields.text("clientCidrs", inferredCidrs, checkCidrs);
  const notice: readonly Notice[] =
    splitList(cidrs.value).length === 0
      ? [{ code: "enforcementOff" }]
      : cidrs.inferred
        ? [{ code: "inferredCidrs", vpcs: clientVpcs.map(displayName) }]
        : [];
  return {
    section: section("loadBalancer", [port, chosen, { ...cidrs, notices: notice }]),
    port: parsePort(port.value),
    subnets: subnets.filter(({ id }) => chosen.values.includes(id)),
    cidrs: splitList(cidrs.value),
  };
}

/** The zones of the targets first, and a second zone in any case: one node less than two is one failure away from none. */
function proposedSubnets(subnets: readonly Subnet[], { zoneIds }: Behind): readonly Subnet[] {
  const perZone = onePerZone(subnets);
  const ofTargets = perZone.filter(({ zoneId }) => zoneIds.includes(zoneId));
  const others = perZone.filter(({ zoneId }) => !zoneIds.includes(zoneId));
  return [...ofTargets, ...others].slice(0, Math.max(2, ofTargets.length));
}

/** A target in a zone where the load balancer has no node is never used. */
function checkTargetZones(
  subnets: readonly Subnet[],
  ids: readonly string[],
  { zoneIds }: Behind,
): Problem | undefined {
  const covered = zonesOf(subnets, ids);
  const missing = zoneIds.find((zoneId) => !covered.includes(zoneId));
  return missing === undefined ? undefined : { code: "targetZoneMissing", zoneId: missing };
}

function zonesOf(subnets: readonly Subnet[], ids: readonly string[]): readonly string[] {
  return [...new Set(subnets.filter(({ id }) => ids.includes(id)).map(({ zoneId }) => zoneId))];
}

import { parsePort } from "../model/cidr.ts";
import type { OwnLoadBalancer } from "../model/loadBalancer.ts";
import type { Subnet } from "../model/network.ts";
import type { NewLoadBalancer, PublishIntent } from "../plan/publishIntent.ts";
import { checkPort, checkSubnets, type Fields } from "./fields.ts";
import { type Field, type Section, section } from "./form.ts";
import { onePerZone, subnetOption } from "./options.ts";
import { zonesOf } from "./place.ts";
import { type Behind, checkTargetZones, zoneNotices } from "./publishBehind.ts";
import { clientsField } from "./publishClients.ts";
import { existingLoadBalancerFields } from "./publishExisting.ts";

export interface LoadBalancerAnswer {
  readonly section: Section;
  /** What is known of it already, before everything is answered: its zones and address families. */
  readonly subnets: readonly Subnet[];
  readonly existing?: OwnLoadBalancer;
  /** Absent while something is missing. */
  readonly loadBalancer?: PublishIntent["loadBalancer"];
}

/** The load balancer: a new one, or one of those that carry no service yet. */
export function loadBalancerSection(fields: Fields, behind: Behind): LoadBalancerAnswer {
  const { isBehind } = behind.application;
  const kind = fields.radio(
    "loadBalancer",
    [
      { value: "new", label: "newLoadBalancer", ...(isBehind && { refused: "leadsNowhere" as const }) },
      { value: "existing", label: "existingLoadBalancer" },
    ],
    isBehind ? "existing" : "new",
  );
  const isExisting = isBehind || kind.value === "existing";
  const { fields: asked, ...answer } = isExisting
    ? existingLoadBalancerFields(fields, behind)
    : newLoadBalancerFields(fields, behind);
  const shown = isBehind ? { ...kind, value: "existing" } : kind;
  const isLoading = isExisting && behind.balancers.status === "loading";
  return { section: section("loadBalancer", [withoutProblem(shown), ...asked], isLoading), ...answer };
}

/** What was chosen before is no problem where only the other choice is left. */
function withoutProblem(field: Field): Field {
  const { problem: _, ...rest } = field;
  return rest;
}

function newLoadBalancerFields(fields: Fields, { place, application, clientVpcs }: Behind) {
  const { subnets } = place;
  const port = fields.text("listenerPort", application.port, checkPort);
  const { zoneIds } = application;
  const chosen = fields.set(
    "subnets",
    subnets.map(subnetOption),
    proposedSubnets(subnets, zoneIds).map(({ id }) => id),
    (ids) =>
      checkSubnets(subnets)(ids) ?? checkTargetZones(zonesOf(subnets, ids), zoneIds, "targetZoneMissing"),
    (ids) => zoneNotices(zonesOf(subnets, ids)),
  );
  const nodes = subnets.filter(({ id }) => chosen.values.includes(id));
  const isSpread = nodes.some(({ zoneId }) => zoneIds.length > 0 && !zoneIds.includes(zoneId));
  const crossZone = fields.flag("crossZone", isSpread, (on) =>
    isSpread && !on ? [{ code: "zonesWithoutTargets" }] : [],
  );
  const clients = clientsField(fields, clientVpcs);
  const listenerPort = parsePort(port.value);
  const loadBalancer: NewLoadBalancer | undefined =
    listenerPort === undefined
      ? undefined
      : {
          kind: "new",
          subnets: nodes.map(({ id, cidr, zoneId }) => ({ id, cidr, zoneId })),
          ipAddressType: "ipv4",
          listenerPort,
          clientCidrs: clients.cidrs,
          crossZone: crossZone.value,
        };
  return {
    fields: [port, chosen, crossZone, clients.field],
    subnets: nodes,
    ...(loadBalancer && { loadBalancer }),
  };
}

/** The zones of the targets first, and a second zone in any case: one node less than two is one failure away from none. */
function proposedSubnets(subnets: readonly Subnet[], zoneIds: readonly string[]): readonly Subnet[] {
  const perZone = onePerZone(subnets);
  const ofTargets = perZone.filter(({ zoneId }) => zoneIds.includes(zoneId));
  const others = perZone.filter(({ zoneId }) => !zoneIds.includes(zoneId));
  return [...ofTargets, ...others].slice(0, Math.max(2, ofTargets.length));
}

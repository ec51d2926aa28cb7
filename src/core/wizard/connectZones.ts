import type { Subnet } from "../model/network.ts";
import { displayName } from "../model/tags.ts";
import { isAway, type ServiceAnswer } from "./connectService.ts";
import { checkSubnets, type Fields } from "./fields.ts";
import type { Field, Notice, ZoneRow, ZoneService } from "./form.ts";
import { onePerZone } from "./options.ts";
import { excludedZones } from "./zones.ts";

/** Every zone of the VPC in a row: whether the service is there, and which subnet would be used. */
export function zonesField(
  fields: Fields,
  subnets: readonly Subnet[],
  service: ServiceAnswer,
): Extract<Field, { readonly kind: "zones" }> {
  const zones = Map.groupBy(subnets, ({ zoneId }) => zoneId);
  const rows = [...zones]
    .map(([zoneId, group]) => zoneRow(zoneId, group, stateIn(service, zoneId)))
    .toSorted((a, b) => a.zoneId.localeCompare(b.zoneId));
  const open = rows.filter(isOpenZone);
  const proposed = onePerZone(subnets).filter(({ zoneId }) => open.some((row) => row.zoneId === zoneId));
  const set = fields.set(
    "subnets",
    open.flatMap(({ options }) => options),
    proposed.map(({ id }) => id),
    checkSubnets(subnets),
    (ids) => coverage(subnets, ids, service),
  );
  return { ...set, kind: "zones", rows };
}

/** A subnet of the zone can be chosen. */
function isOpenZone({ service }: ZoneRow): boolean {
  return service === "offered" || service === "unknown";
}

function zoneRow(zoneId: string, group: readonly Subnet[], service: ZoneService): ZoneRow {
  return {
    zoneId,
    service,
    zoneName: group[0]?.zoneName ?? "",
    options: group.map((subnet) => ({
      value: subnet.id,
      label: `${displayName(subnet)} · ${subnetAddresses(subnet)}`,
      ...(!isIpv6Only(subnet) && subnet.freeAddresses === 0 && { refused: "noFreeAddresses" as const }),
    })),
  };
}

function subnetAddresses(subnet: Subnet): string {
  return isIpv6Only(subnet) ? (subnet.ipv6Cidr ?? "IPv6") : `${subnet.cidr} · ${subnet.freeAddresses} free`;
}

/** A subnet without an IPv4 block, whose addresses AWS does not count. */
export function isIpv6Only({ cidr }: Subnet): boolean {
  return cidr === "";
}

/** From its own Region a service is reached in its own zones; from another one, in all but a few. */
function stateIn(service: ServiceAnswer, zoneId: string): ZoneService {
  if (isAway(service) && excludedZones.includes(zoneId)) return "notCrossRegion";
  if (service.offered === undefined) return "unknown";
  return isAway(service) || service.offered.zoneIds.includes(zoneId) ? "offered" : "notOffered";
}

function coverage(
  subnets: readonly Subnet[],
  ids: readonly string[],
  service: ServiceAnswer,
): readonly Notice[] {
  const covered = new Set(subnets.filter(({ id }) => ids.includes(id)).map(({ zoneId }) => zoneId)).size;
  if (covered === 0) return [];
  const { offered } = service;
  const all: readonly Notice[] =
    offered === undefined || isAway(service)
      ? []
      : [{ code: "zonesCovered", covered, offered: offered.zoneIds.length }];
  return covered === 1 ? [...all, { code: "singleZone" }] : all;
}

import { cidrContains, isIpv4 } from "../model/cidr.ts";
import type { Network, Subnet, Vpc } from "../model/network.ts";
import { displayName } from "../model/tags.ts";
import type { EndpointSubnet } from "../plan/connectIntent.ts";
import type { ServiceAnswer } from "./connectService.ts";
import { type Facts, networkOf, readNetwork } from "./facts.ts";
import { checkSubnets, type Fields, splitList } from "./fields.ts";
import {
  type Field,
  lookupNotices,
  type Notice,
  type Problem,
  type Section,
  section,
  type ZoneRow,
} from "./form.ts";
import { likelyVpc, onePerZone, subnetsOf, vpcOptions } from "./options.ts";
import { excludedZones } from "./zones.ts";

export interface NetworkAnswer {
  readonly section: Section;
  readonly network: Network;
  readonly vpc: Vpc | undefined;
  readonly subnets: readonly Subnet[];
  readonly placed: readonly EndpointSubnet[];
  readonly routeTableIds: readonly string[];
}

/** Which VPC, and where in it: a subnet in each zone that the service has too, or route tables for a gateway. */
export function networkSection(fields: Fields, facts: Facts, answer: ServiceAnswer): NetworkAnswer {
  const { scope, isGateway } = answer;
  const loaded = networkOf(facts, scope);
  const network = readNetwork(facts, scope);
  const vpcField = fields.choice("vpc", vpcOptions(network), likelyVpc(network)?.id, lookupNotices(loaded));
  const vpc = network.vpcs.find(({ id }) => id === vpcField.value);
  const loading = loaded.status === "loading";
  const known = { network, vpc };
  if (isGateway) {
    const tables = routeTablesField(fields, network, vpcField.value);
    return {
      ...known,
      section: section("network", [{ ...vpcField, notices: vpcField.notices }, tables], loading),
      subnets: [],
      placed: [],
      routeTableIds: tables.values,
    };
  }
  const zones = zonesField(fields, subnetsOf(network, vpcField.value), answer);
  const subnets = network.subnets.filter(({ id }) => zones.values.includes(id));
  const addresses = addressesField(fields, subnets);
  const count = interfaceEndpoints(facts, vpcField.value);
  const quota: readonly Notice[] = count >= quotaPerVpc ? [{ code: "endpointQuota", count }] : [];
  return {
    ...known,
    section: section(
      "network",
      [{ ...vpcField, notices: [...vpcField.notices, ...quota] }, zones, addresses],
      loading,
    ),
    subnets,
    placed: place(subnets, splitList(addresses.value)),
    routeTableIds: [],
  };
}

/** AWS's default for interface and Gateway Load Balancer endpoints per VPC (L-29B6F2EB); it can be raised. */
const quotaPerVpc = 50;

function interfaceEndpoints({ openEndpoints }: Facts, vpcId: string): number {
  return openEndpoints.filter(
    ({ endpoint: { type, state, ...endpoint } }) =>
      endpoint.vpcId === vpcId &&
      (type === "Interface" || type === "GatewayLoadBalancer") &&
      state !== "deleting" &&
      state !== "deleted",
  ).length;
}

/** Every zone of the VPC in a row: whether the service is there, and which subnet would be used. */
function zonesField(
  fields: Fields,
  subnets: readonly Subnet[],
  { offered, region, scope }: ServiceAnswer,
): Field & { kind: "zones" } {
  const isAway = region !== undefined && region !== scope?.region;
  const isOffered = (zoneId: string) => isAway || offered === undefined || offered.zoneIds.includes(zoneId);
  const usable = onePerZone(subnets).filter(
    ({ zoneId }) => isOffered(zoneId) && !(isAway && excludedZones.includes(zoneId)),
  );
  const rows = [...Map.groupBy(subnets, ({ zoneId }) => zoneId)].map(([zoneId, group]): ZoneRow => {
    const excluded = isAway && excludedZones.includes(zoneId);
    return {
      zoneId,
      zoneName: group[0]?.zoneName ?? "",
      ...(isOffered(zoneId)
        ? excluded && { refused: "zoneNotCrossRegion" as const }
        : { refused: "zoneNotOffered" as const }),
      options: group.map((subnet) => ({
        value: subnet.id,
        label: `${displayName(subnet)} · ${subnet.cidr} · ${subnet.freeAddresses} free`,
        ...(subnet.freeAddresses === 0 && { refused: "noFreeAddresses" as const }),
      })),
    };
  });
  const refused = rows.filter((row) => row.refused !== undefined).map(({ zoneId }) => zoneId);
  const open = subnets.filter(({ zoneId, freeAddresses }) => !refused.includes(zoneId) && freeAddresses > 0);
  const set = fields.set(
    "subnets",
    open.map(({ id }) => ({ value: id, label: id })),
    usable.map(({ id }) => id),
    checkSubnets(subnets),
    (ids) => coverage(subnets, ids, isAway ? undefined : offered?.zoneIds.length),
  );
  return { ...set, kind: "zones", rows: rows.toSorted((a, b) => a.zoneId.localeCompare(b.zoneId)) };
}

function coverage(
  subnets: readonly Subnet[],
  ids: readonly string[],
  offered: number | undefined,
): readonly Notice[] {
  const covered = new Set(subnets.filter(({ id }) => ids.includes(id)).map(({ zoneId }) => zoneId)).size;
  if (covered === 0) return [];
  const all: readonly Notice[] = offered === undefined ? [] : [{ code: "zonesCovered", covered, offered }];
  return covered === 1 ? [...all, { code: "singleZone" }] : all;
}

/** Addresses of the user's choice, each in one of the subnets; left empty, AWS chooses. */
function addressesField(fields: Fields, subnets: readonly Subnet[]) {
  const field = fields.text("fixedAddresses", "", (text) => checkAddresses(splitList(text), subnets));
  return { ...field, mono: true };
}

function checkAddresses(ips: readonly string[], subnets: readonly Subnet[]): Problem | undefined {
  const wrong = ips.find((ip) => !isIpv4(ip));
  if (wrong !== undefined) return { code: "address", text: wrong };
  const strayed = ips.find((ip) => !subnets.some(({ cidr }) => cidrContains(cidr, ip)));
  if (strayed !== undefined) return { code: "addressInNoChosenSubnet", text: strayed };
  const reserved = ips.find((ip) => subnets.some(({ cidr }) => isReserved(ip, cidr)));
  if (reserved !== undefined) return { code: "addressReserved", text: reserved };
  const double = subnets.find(({ cidr }) => ips.filter((ip) => cidrContains(cidr, ip)).length > 1);
  return double === undefined ? undefined : { code: "addressesInOneSubnet", subnet: displayName(double) };
}

/** AWS keeps the first four addresses and the last one of every subnet for itself. */
function isReserved(ip: string, cidr: string): boolean {
  if (!cidrContains(cidr, ip)) return false;
  const size = 2 ** (32 - Number(cidr.split("/")[1]));
  const offset = toNumber(ip) % size;
  return offset < 4 || offset === size - 1;
}

function toNumber(ip: string): number {
  return ip.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function place(subnets: readonly Subnet[], ips: readonly string[]): readonly EndpointSubnet[] {
  return subnets.map(({ id, zoneId, cidr }) => {
    const address = ips.find((ip) => cidrContains(cidr, ip));
    return { id, zoneId, ...(address !== undefined && { address }) };
  });
}

/** The tables of the private subnets are what people mean; all of the VPC's tables are offered. */
function routeTablesField(fields: Fields, { routeTables }: Network, vpcId: string) {
  const tables = routeTables.filter((table) => table.vpcId === vpcId);
  return fields.set(
    "routeTables",
    tables.map((table) => ({
      value: table.id,
      label: displayName(table),
      detail: table.main ? "main" : table.subnetIds.join(", "),
    })),
    tables.map(({ id }) => id),
    (ids) => (ids.length === 0 ? { code: "noRouteTables" } : undefined),
  );
}

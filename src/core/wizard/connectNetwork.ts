import type { Network, Subnet, Vpc } from "../model/network.ts";
import { displayName } from "../model/tags.ts";
import type { EndpointSubnet } from "../plan/connectIntent.ts";
import { fixedAddresses } from "./connectAddresses.ts";
import type { ServiceAnswer } from "./connectService.ts";
import { zonesField } from "./connectZones.ts";
import { type Facts, networkOf, readNetwork } from "./facts.ts";
import type { Fields } from "./fields.ts";
import { lookupNotices, type Notice, type Option, type Section, section } from "./form.ts";
import { likelyVpc, liveEndpoints, subnetsOf, vpcOptions } from "./options.ts";

export interface NetworkAnswer {
  readonly section: Section;
  readonly network: Network;
  readonly vpc: Vpc | undefined;
  readonly subnets: readonly Subnet[];
  readonly placed: readonly EndpointSubnet[];
  readonly routeTableIds: readonly string[];
}

/** Which VPC, and where in it: a subnet in each zone that the service has too, or route tables for a gateway. */
export function networkSection(fields: Fields, facts: Facts, service: ServiceAnswer): NetworkAnswer {
  const loaded = networkOf(facts, service.scope);
  const network = readNetwork(facts, service.scope);
  const vpcField = fields.choice("vpc", vpcOptions(network), likelyVpc(network)?.id, lookupNotices(loaded));
  const loading = loaded.status === "loading";
  const answer: Omit<NetworkAnswer, "section"> = {
    network,
    vpc: network.vpcs.find(({ id }) => id === vpcField.value),
    subnets: [],
    placed: [],
    routeTableIds: [],
  };
  if (service.isGateway) {
    const tables = routeTablesField(fields, facts, network, { vpcId: vpcField.value, service });
    const routed = section("network", [vpcField, tables], loading);
    return { ...answer, routeTableIds: tables.values, section: routed };
  }
  const zones = zonesField(fields, subnetsOf(network, vpcField.value), service);
  const subnets = network.subnets.filter(({ id }) => zones.values.includes(id));
  const { field: addresses, placed } = fixedAddresses(fields, subnets);
  const vpcNotices = [...vpcField.notices, ...quotaNotices(facts, vpcField.value)];
  const placedIn = section("network", [{ ...vpcField, notices: vpcNotices }, zones, addresses], loading);
  return { ...answer, subnets, placed, section: placedIn };
}

/** AWS's default for interface and Gateway Load Balancer endpoints per VPC (L-29B6F2EB); it can be raised. */
const quotaPerVpc = 50;

function quotaNotices(facts: Facts, vpcId: string): readonly Notice[] {
  const counted = liveEndpoints(facts, vpcId).filter(
    ({ type }) => type === "Interface" || type === "GatewayLoadBalancer",
  );
  return counted.length >= quotaPerVpc ? [{ code: "endpointQuota", count: counted.length }] : [];
}

/** A gateway costs nothing, so all tables are proposed; a table has one route to a service at most. */
function routeTablesField(
  fields: Fields,
  facts: Facts,
  { routeTables }: Network,
  { vpcId, service }: { readonly vpcId: string; readonly service: ServiceAnswer },
) {
  const taken = liveEndpoints(facts, vpcId)
    .filter(({ type, serviceName }) => type === "Gateway" && serviceName === service.name)
    .flatMap(({ routeTableIds }) => routeTableIds);
  const options = routeTables
    .filter((table) => table.vpcId === vpcId)
    .map(
      (table): Option => ({
        value: table.id,
        label: displayName(table),
        detail: table.main ? "main" : table.subnetIds.join(", "),
        ...(taken.includes(table.id) && { refused: "routed" }),
      }),
    );
  return fields.set(
    "routeTables",
    options,
    options.map(({ value }) => value),
    (ids) => (ids.length === 0 ? { code: "noRouteTables" } : undefined),
  );
}

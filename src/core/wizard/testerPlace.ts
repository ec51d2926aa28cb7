import type { VpcEndpoint } from "../model/endpoint.ts";
import type { Network, Subnet } from "../model/network.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import type { Loadable } from "../model/snapshot.ts";
import { type AgentWay, isOpenWay, waysToSystemsManager } from "../model/systemsManager.ts";
import { displayName } from "../model/tags.ts";
import type { TesterRole, TesterType, TesterTypesByZone } from "../model/tester.ts";
import { type Facts, networkOf, readNetwork } from "./facts.ts";
import { checkName, type Fields } from "./fields.ts";
import { lookupNotices, type Option, type Section, section } from "./form.ts";
import { freeName, liveEndpoints, subnetOption, subnetsOf } from "./options.ts";

export interface PlaceAnswer {
  readonly section: Section;
  readonly network: Network;
  readonly subnet: Subnet | undefined;
  readonly type: TesterType | undefined;
  readonly role: TesterRole | undefined;
  /** From the chosen subnet. */
  readonly ways: readonly AgentWay[];
  readonly name: string;
  readonly hours: number;
}

const hourOptions = ["1", "4", "8", "24"].map((value) => ({ value, label: value }));

/** Where the tester stands, what it is called, and when it ends. */
export function placeSection(
  fields: Fields,
  facts: Facts,
  scope: OpenScope | undefined,
  endpoint: VpcEndpoint | undefined,
): PlaceAnswer {
  const network = readNetwork(facts, scope);
  const key = scope === undefined ? "" : scopeId(scope);
  const role: Loadable<TesterRole> = facts.testerRoles[key] ?? { status: "loading" };
  const types: Loadable<TesterTypesByZone> = facts.testerTypes[key] ?? { status: "loading" };
  const waysFrom = (subnet: Subnet) =>
    waysToSystemsManager(subnet, liveEndpoints(facts, subnet.vpcId), network.securityGroups);
  const subnets = endpoint === undefined ? [] : subnetsOf(network, endpoint.vpcId);
  const lookups = [networkOf(facts, scope), role, types];
  const trouble =
    lookups.find(({ status }) => status === "failed") ?? lookups.find(({ status }) => status === "loading");
  const subnetField = fields.choice(
    "testerSubnet",
    subnets.map((subnet) => placeOption(subnet, types)),
    likelySubnet(subnets, types, waysFrom, endpoint)?.id,
    scope === undefined ? [] : lookupNotices(trouble),
  );
  const subnet = subnets.find(({ id }) => id === subnetField.value);
  const ways = subnet === undefined ? [] : waysFrom(subnet);
  const name = nameField(fields, network, endpoint);
  const hours = fields.choice("testerHours", hourOptions, "4");
  const notices = ways.some(({ by }) => by === "elsewhere") ? [{ code: "wayNotKnown" } as const] : [];
  const shown = { ...subnetField, notices: [...subnetField.notices, ...notices] };
  return {
    section: section("tester", [shown, name, hours], scope !== undefined && trouble?.status === "loading"),
    network,
    subnet,
    type: subnet === undefined ? undefined : typesIn(subnet, types)[0],
    role: role.status === "ready" ? role.value : undefined,
    ways,
    name: name.value.trim(),
    hours: Number(hours.value),
  };
}

function typesIn({ zoneId }: Subnet, types: Loadable<TesterTypesByZone>): readonly TesterType[] {
  return types.status === "ready" ? (types.value[zoneId] ?? []) : [];
}

function placeOption(subnet: Subnet, types: Loadable<TesterTypesByZone>): Option {
  const option = subnetOption(subnet);
  const isMissing = types.status === "ready" && typesIn(subnet, types).length === 0;
  return isMissing ? { ...option, refused: "noTesterType" } : option;
}

/** One that has a way already, and in a zone of the endpoint, where what is tested is nearest. */
function likelySubnet(
  subnets: readonly Subnet[],
  types: Loadable<TesterTypesByZone>,
  waysFrom: (subnet: Subnet) => readonly AgentWay[],
  endpoint: VpcEndpoint | undefined,
): Subnet | undefined {
  const usable = subnets.filter((subnet) => placeOption(subnet, types).refused === undefined);
  const own = subnets.filter(({ id }) => endpoint?.subnetIds.includes(id)).map(({ zoneId }) => zoneId);
  const rank = (subnet: Subnet) =>
    (waysFrom(subnet).every(isOpenWay) ? 0 : 2) + (own.includes(subnet.zoneId) ? 0 : 1);
  return usable.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** The tester's group has its name, and AWS refuses a second group of one name in a VPC. */
function nameField(
  fields: Fields,
  { instances, securityGroups }: Network,
  endpoint: VpcEndpoint | undefined,
) {
  const groups = securityGroups.filter(({ vpcId }) => vpcId === endpoint?.vpcId).map(({ name }) => name);
  const own = instances.filter(({ vpcId }) => vpcId === endpoint?.vpcId).map(displayName);
  const isTaken = (name: string) => groups.includes(name) || groups.includes(`${name}-ssm`);
  const proposed = freeName("tester", [
    ...own,
    ...groups,
    ...groups.map((name) => name.replace(/-ssm$/, "")),
  ]);
  return fields.text("name", proposed, (text) =>
    isTaken(text) ? { code: "groupNameTaken", text } : checkName(text),
  );
}

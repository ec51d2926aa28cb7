import type { OfferedService, Subnet, Vpc } from "../model/network.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import { parseServiceName } from "../model/serviceName.ts";
import { known, type Loadable } from "../model/snapshot.ts";
import { displayName } from "../model/tags.ts";
import { type Facts, findScope, lookupKey, networkOf, type OpenService, readNetwork } from "./facts.ts";
import { checkCidrs, checkName, checkPort, checkSubnets, type Fields } from "./fields.ts";
import { lookupNotices, type Notice, type Option, type Problem, type Section, section } from "./form.ts";
import {
  freeName,
  likelyVpc,
  onePerZone,
  scopeOptions,
  subnetOption,
  subnetsOf,
  vpcOptions,
} from "./options.ts";

interface ServiceAnswer {
  readonly section: Section;
  readonly scope: OpenScope | undefined;
  readonly name: string;
  /** Present once AWS has confirmed that this account sees the service. */
  readonly offered: OfferedService | undefined;
  /** The service itself, when its owner's scope is open too. */
  readonly open: OpenService | undefined;
}

/** Which service, and as whom: a service is visible to the accounts that its owner allows, and to no others. */
export function serviceSection(fields: Fields, facts: Facts): ServiceAnswer {
  const [first] = facts.openServices;
  const name = fields.text("serviceName", first?.service.name ?? "", checkServiceName);
  const open = facts.openServices.find(({ service }) => service.name === name.value.trim());
  const region = parseServiceName(name.value)?.region;
  const likely = likelyConsumer(facts, region);
  const scopeField = fields.choice("scope", scopeOptions(facts.scopes), likely && scopeId(likely));
  const scope = findScope(facts, scopeField.value);
  const lookup = name.problem === undefined ? lookedUp(facts, scope, name.value.trim()) : undefined;
  const offered = lookup?.status === "ready" ? lookup.value : undefined;
  const problem = name.problem ?? visibility(lookup, scope, region);
  const field = { ...name, mono: true, ...(problem && { problem }), notices: serviceNotices(lookup) };
  const waiting = name.problem === undefined && lookup?.status !== "ready" && lookup?.status !== "failed";
  return {
    section: section("service", [scopeField, field], waiting),
    scope,
    name: name.value.trim(),
    offered,
    open,
  };
}

/** Someone who holds both profiles connects from the account that publishes nothing, in the service's Region. */
function likelyConsumer({ openServices, scopes }: Facts, region: string | undefined): OpenScope | undefined {
  const owners = openServices.map(({ scope }) => scope.account);
  const near = scopes.filter((scope) => region === undefined || scope.region === region);
  return near.find(({ account }) => !owners.includes(account)) ?? near[0] ?? scopes[0];
}

function checkServiceName(text: string): Problem | undefined {
  if (text === "") return { code: "required" };
  return parseServiceName(text) === undefined ? { code: "serviceName", text } : undefined;
}

function lookedUp(facts: Facts, scope: OpenScope | undefined, serviceName: string) {
  return scope && facts.services[lookupKey({ kind: "service", scope, serviceName })];
}

/** AWS answers the same for a wrong name and a missing permission; only a wrong Region can be told apart. */
function visibility(
  lookup: Loadable<OfferedService | undefined> | undefined,
  scope: OpenScope | undefined,
  region: string | undefined,
): Problem | undefined {
  if (scope === undefined || lookup?.status !== "ready" || lookup.value !== undefined) return undefined;
  return region !== undefined && region !== scope.region
    ? { code: "serviceInOtherRegion", region }
    : { code: "serviceNotVisible", account: scope.account };
}

function serviceNotices(lookup: Loadable<OfferedService | undefined> | undefined): readonly Notice[] {
  if (lookup?.status !== "ready") return lookupNotices(lookup);
  if (lookup.value === undefined) return [];
  const { owner, acceptanceRequired } = lookup.value;
  return [{ code: "serviceVerified", owner, acceptanceRequired }];
}

interface NetworkAnswer {
  readonly section: Section;
  readonly vpc: Vpc | undefined;
  readonly subnets: readonly Subnet[];
}

/** Which VPC, and one subnet in each zone that the service has too, compared by zone id. */
export function networkSection(
  fields: Fields,
  facts: Facts,
  { scope, offered }: ServiceAnswer,
): NetworkAnswer {
  const network = readNetwork(facts, scope);
  const vpcField = fields.choice(
    "vpc",
    vpcOptions(network),
    likelyVpc(network)?.id,
    lookupNotices(networkOf(facts, scope)),
  );
  const vpc = network.vpcs.find(({ id }) => id === vpcField.value);
  const subnets = subnetsOf(network, vpcField.value);
  const zoneIds = offered?.zoneIds ?? [];
  const usable = onePerZone(subnets).filter(({ zoneId }) => zoneIds.includes(zoneId));
  const chosen = fields.set(
    "subnets",
    subnets.map((subnet) => endpointSubnetOption(subnet, offered)),
    usable.map(({ id }) => id),
    checkSubnets(subnets),
    (ids) => coverage(subnets, ids, zoneIds),
  );
  const loading = networkOf(facts, scope).status === "loading";
  return {
    section: section("network", [vpcField, chosen], loading),
    vpc,
    subnets: subnets.filter(({ id }) => chosen.values.includes(id)),
  };
}

function endpointSubnetOption(subnet: Subnet, offered: OfferedService | undefined): Option {
  const option = subnetOption(subnet);
  return offered === undefined || offered.zoneIds.includes(subnet.zoneId)
    ? option
    : { ...option, refused: "zoneNotOffered" };
}

function coverage(
  subnets: readonly Subnet[],
  ids: readonly string[],
  zoneIds: readonly string[],
): readonly Notice[] {
  const covered = new Set(subnets.filter(({ id }) => ids.includes(id)).map(({ zoneId }) => zoneId)).size;
  if (covered === 0) return [];
  const notice: Notice = { code: "zonesCovered", covered, offered: zoneIds.length };
  return covered === 1 ? [notice, { code: "singleZone" }] : [notice];
}

/** The endpoint itself: its name, and whom its security group lets in on which port. */
export function endpointSection(fields: Fields, facts: Facts, { open }: ServiceAnswer, vpc: Vpc | undefined) {
  const [knownPort] = open === undefined ? [] : known(facts.ports[open.service.id] ?? { status: "loading" });
  const name = fields.text(
    "name",
    open === undefined ? "" : freeName(resourceName(displayName(open.service)), facts.takenEndpointNames),
    checkName,
  );
  const port = fields.text("port", knownPort === undefined ? "" : String(knownPort), checkPort);
  const cidrs = fields.text("clientCidrs", vpc?.cidrs.join(", ") ?? "", (text) =>
    text === "" ? { code: "required" } : checkCidrs(text),
  );
  return {
    section: section("endpoint", [name, port, cidrs]),
    name: name.value.trim(),
    port: port.value.trim(),
    cidrs: cidrs.value,
  };
}

/** A display name reduced to what resource names may contain. */
function resourceName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 24);
  return name.replace(/^-+|-+$/g, "");
}

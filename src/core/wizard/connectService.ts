import type { OfferedService } from "../model/network.ts";
import { principalAccount } from "../model/principal.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import { parseServiceName } from "../model/serviceName.ts";
import { known, type Loadable } from "../model/snapshot.ts";
import { type Facts, findScope, lookupKey, type OpenService } from "./facts.ts";
import type { Fields } from "./fields.ts";
import { lookupNotices, type Notice, type Option, type Problem, type Section, section } from "./form.ts";
import { scopeOptions } from "./options.ts";

export interface ServiceAnswer {
  readonly section: Section;
  readonly scope: OpenScope | undefined;
  readonly name: string;
  /** The Region in the service's name, where it has one. */
  readonly region?: string;
  /** Present once AWS has confirmed that this account sees the service. */
  readonly offered?: OfferedService;
  /** The service itself, when its owner's scope is open too. */
  readonly open?: OpenService;
  readonly isGateway: boolean;
}

/** Which service, and as whom: a service is visible to the accounts that its owner allows, and to no others. */
export function serviceSection(fields: Fields, facts: Facts): ServiceAnswer {
  const ready = facts.openServices.filter(({ service }) => service.state === "available");
  const text = fields.text("serviceName", ready[0]?.service.name ?? "", checkServiceName);
  const name = text.value.trim();
  const region = parseServiceName(name)?.region;
  const open = facts.openServices.find(({ service }) => service.name === name);
  const likely = likelyConsumer(facts, region);
  const scopeField = fields.choice("scope", scopeOptions(facts.scopes), likely && scopeId(likely));
  const scope = findScope(facts, scopeField.value);
  const lookup = text.problem === undefined ? lookedUp(facts, scope, name) : undefined;
  const offered = lookup?.status === "ready" ? lookup.value : undefined;
  const problem = text.problem ?? (isUnseen(lookup) ? unseen(facts, scope, region, open) : undefined);
  const field = {
    ...text,
    mono: true,
    suggestions: suggestions(facts, scope, ready),
    ...(problem && { problem }),
    notices: serviceNotices(lookup, scope, region),
  };
  const kind = kindField(fields, offered);
  const waiting = text.problem === undefined && lookup?.status !== "ready" && lookup?.status !== "failed";
  return {
    section: section("service", [scopeField, field, ...(kind === undefined ? [] : [kind])], waiting),
    scope,
    name,
    ...(region !== undefined && { region }),
    ...(offered && { offered }),
    ...(open && { open }),
    isGateway: kind === undefined ? offered?.types[0] === "Gateway" : kind.value === "Gateway",
  };
}

/** S3 and DynamoDB have both kinds of endpoints; the gateway costs nothing. */
function kindField(fields: Fields, offered: OfferedService | undefined) {
  if (offered === undefined || offered.types.length < 2) return undefined;
  const options: readonly Option[] = ["Gateway", "Interface"].map((type) => ({ value: type, label: type }));
  return fields.radio("endpointType", options, "Gateway");
}

function suggestions(
  facts: Facts,
  scope: OpenScope | undefined,
  open: readonly OpenService[],
): readonly string[] {
  const visible =
    scope === undefined ? [] : known(facts.serviceNames[scopeId(scope)] ?? { status: "loading" });
  return [...new Set([...open.map(({ service }) => service.name), ...visible])];
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

type ServiceLookup = Loadable<OfferedService | undefined> | undefined;

function lookedUp(facts: Facts, scope: OpenScope | undefined, serviceName: string): ServiceLookup {
  return scope && facts.services[lookupKey({ kind: "service", scope, serviceName })];
}

function isUnseen(lookup: ServiceLookup): boolean {
  return lookup?.status === "ready" && lookup.value === undefined;
}

/**
 * Why a service cannot be seen. AWS answers the same for a typo, a deleted service, a missing permission and a wrong
 * Region; the owner's own scope, if it is open, tells them apart.
 */
function unseen(
  facts: Facts,
  scope: OpenScope | undefined,
  region: string | undefined,
  open: OpenService | undefined,
): Problem | undefined {
  if (scope === undefined) return undefined;
  const { account } = scope;
  if (open !== undefined) {
    const owner = open.scope.alias ?? open.scope.account;
    if (open.service.state !== "available")
      return { code: "serviceNotAvailable", owner, state: open.service.state };
    const principals = facts.principals[open.service.id];
    if (principals?.status === "ready" && !isAllowed(principals.value, account))
      return { code: "accountNotAllowed", account, owner };
  }
  if (region !== undefined && region !== scope.region)
    return { code: "serviceInOtherRegion", region, scopeRegion: scope.region };
  return { code: "serviceNotVisible", account };
}

function isAllowed(principals: readonly string[], account: string): boolean {
  return principals.some((arn) => arn === "*" || principalAccount(arn) === account);
}

function serviceNotices(
  lookup: ServiceLookup,
  scope: OpenScope | undefined,
  region: string | undefined,
): readonly Notice[] {
  if (lookup?.status !== "ready") return lookupNotices(lookup);
  if (lookup.value === undefined) return [];
  const { owner, acceptanceRequired } = lookup.value;
  const verified: Notice = { code: "serviceVerified", owner, acceptanceRequired };
  const isAway = region !== undefined && scope !== undefined && region !== scope.region;
  return isAway ? [verified, { code: "crossRegion", region }] : [verified];
}

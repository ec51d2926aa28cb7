import type { OfferedService } from "../model/network.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import { parseServiceName } from "../model/serviceName.ts";
import { known, type Loadable } from "../model/snapshot.ts";
import { invitationFields } from "./connectInvitation.ts";
import { unseen } from "./connectUnseen.ts";
import { type Facts, findScope, lookupKey, type OpenService } from "./facts.ts";
import { type Fields, soundText } from "./fields.ts";
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
  /** What name and port are inferred from: the proposed service, as long as what was typed is no name. */
  readonly likely?: OpenService;
  readonly isGateway: boolean;
}

/** Whether the service is in another Region than the endpoint. */
export function isAway({ region, scope }: Pick<ServiceAnswer, "region" | "scope">): boolean {
  return region !== undefined && scope !== undefined && region !== scope.region;
}

/** Which service, and as whom: a service is visible to the accounts that its owner allows, and to no others. */
export function serviceSection(fields: Fields, facts: Facts): ServiceAnswer {
  const ready = facts.openServices.filter(({ service }) => service.state === "available");
  const proposed = ready[0]?.service.name ?? "";
  const text = fields.text("serviceName", proposed, checkServiceName);
  const name = text.value.trim();
  const region = parseServiceName(name)?.region;
  const named = (wanted: string) => facts.openServices.find(({ service }) => service.name === wanted);
  const open = named(name);
  const sound = soundText(text, proposed).trim();
  const likely = named(sound);
  const consumer = likelyConsumer(facts, parseServiceName(sound)?.region);
  const scopeField = fields.choice("scope", scopeOptions(facts.scopes), consumer && scopeId(consumer));
  const scope = findScope(facts, scopeField.value);
  const asked = { scope, name, ...(region !== undefined && { region }), ...(open && { open }) };
  const finding = text.problem === undefined ? find(facts, asked) : { status: "nothing" as const };
  const offered = finding.status === "offered" ? finding.offered : undefined;
  const problem = text.problem ?? (finding.status === "refused" ? finding.problem : undefined);
  const nameField = {
    ...text,
    mono: true,
    suggestions: suggestions(facts, scope, ready),
    ...(problem && { problem }),
    notices: noticesOf(finding, asked),
  };
  const kind = kindField(fields, offered);
  const compared = invitationFields(fields, facts, { ...asked, ...(offered && { offered }) });
  const shown = [scopeField, nameField, ...(kind === undefined ? [] : [kind]), ...compared];
  return {
    section: section("service", shown, finding.status === "loading"),
    ...asked,
    ...(offered && { offered }),
    ...(likely && { likely }),
    isGateway: kind === undefined ? offered?.types[0] === "Gateway" : kind.value === "Gateway",
  };
}

/** What is known of the service that was named. */
type Finding =
  | { readonly status: "nothing" | "loading" }
  | { readonly status: "failed"; readonly notices: readonly Notice[] }
  | { readonly status: "refused"; readonly problem: Problem }
  | { readonly status: "offered"; readonly offered: OfferedService };

type Asked = Pick<ServiceAnswer, "name" | "open" | "region" | "scope">;

function find(facts: Facts, asked: Asked): Finding {
  const { scope, name: serviceName } = asked;
  if (scope === undefined) return { status: "nothing" };
  const key = lookupKey({ kind: "service", scope, serviceName });
  const lookup: Loadable<OfferedService | undefined> = facts.services[key] ?? { status: "loading" };
  if (lookup.status === "loading") return { status: "loading" };
  if (lookup.status === "failed") return { status: "failed", notices: lookupNotices(lookup) };
  const offered = lookup.value;
  if (offered !== undefined) {
    return offered.types.length === 0
      ? { status: "refused", problem: { code: "serviceKind" } }
      : { status: "offered", offered };
  }
  const problem = unseen(facts, { ...asked, scope });
  return problem === undefined ? { status: "loading" } : { status: "refused", problem };
}

function noticesOf(finding: Finding, asked: Asked): readonly Notice[] {
  if (finding.status === "loading") return [{ code: "lookingUp" }];
  if (finding.status === "failed") return finding.notices;
  if (finding.status !== "offered") return [];
  const { owner, acceptanceRequired } = finding.offered;
  const verified: Notice = { code: "serviceVerified", owner, acceptanceRequired };
  return isAway(asked) ? [verified, { code: "crossRegion", region: asked.region ?? "" }] : [verified];
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

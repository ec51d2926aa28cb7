import { handshakeLink, parseHandshake } from "../model/handshake.ts";
import { linkAuthority, regionOfService } from "../model/handshakeFormat.ts";
import type { Invitation } from "../model/invitation.ts";
import type { OfferedService } from "../model/network.ts";
import { type ConnectionRequest, requestFor } from "../model/request.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import { known } from "../model/snapshot.ts";
import type { ServiceAnswer } from "./connectService.ts";
import type { Facts } from "./facts.ts";
import type { Fields } from "./fields.ts";
import type { Answers, ComparisonRow, Field, Form, Verdict } from "./form.ts";

/**
 * The answers that an invitation gives; itself among them, to be compared with what AWS says. Nobody is invited to
 * connect from the provider's own account, so another one is taken where one is open, rather in the service's Region.
 */
export function invitationAnswers(invitation: Invitation, scopes: readonly OpenScope[]): Answers {
  const [port] = invitation.ports;
  const others = scopes.filter(({ account }) => account !== invitation.account);
  const scope = others.find(({ region }) => region === invitation.region) ?? others[0];
  return {
    ...(scope !== undefined && { scope: scopeId(scope) }),
    serviceName: invitation.serviceName,
    invitation: handshakeLink(invitation, `vscode://${linkAuthority}`),
    ...(port !== undefined && { port: String(port) }),
  };
}

/** What the invitation says of the service beside what AWS says; nothing without an invitation to this service. */
export function invitationFields(
  fields: Fields,
  facts: Facts,
  { name, open, offered }: Pick<ServiceAnswer, "name" | "open" | "offered">,
): readonly Field[] {
  const { value } = fields.text("invitation", "", () => undefined);
  const parsed = parseHandshake(value);
  if (!parsed.ok || parsed.handshake.kind !== "invitation" || offered === undefined) return [];
  if (parsed.handshake.serviceName !== name) return [];
  const ports = open && known(facts.ports[open.service.id] ?? { status: "loading" });
  const rows = compare(parsed.handshake, offered, ports ?? []);
  const differing = rows.filter(({ verdict }) => verdict === "differs").map(({ what }) => what);
  return [
    {
      kind: "comparison",
      id: "comparison",
      inferred: false,
      rows,
      notices: differing.length === 0 ? [] : [{ code: "differsFromInvitation", what: differing }],
    },
  ];
}

/** What to ask the provider for, by what the form says. */
export function requestFrom({ sections }: Form, scopes: readonly OpenScope[]): ConnectionRequest | undefined {
  const answerTo = (id: string) => {
    const field = sections.flatMap((each) => each.fields).find((each) => each.id === id);
    return field !== undefined && "value" in field && typeof field.value === "string" ? field.value : "";
  };
  const serviceName = answerTo("serviceName").trim();
  const scope = scopes.find((each) => scopeId(each) === answerTo("scope"));
  if (scope === undefined || regionOfService(serviceName) === undefined) return undefined;
  return requestFor(serviceName, scope);
}

function compare(
  invitation: Invitation,
  offered: OfferedService,
  listened: readonly number[],
): readonly ComparisonRow[] {
  const { account, zoneIds, ports, privateDnsName } = invitation;
  const name = offered.privateDnsName;
  const names = row("privateDnsName", list(privateDnsName), list(name));
  const proved: Verdict = offered.privateDnsVerified ? "verified" : "unverified";
  return [
    row("owner", [account], [offered.owner]),
    zonesRow(zoneIds, offered.zoneIds),
    ...(privateDnsName === undefined && name === undefined
      ? []
      : [names.verdict === "same" ? { ...names, verdict: proved } : names]),
    row("ports", ports.map(String), listened.map(String)),
    {
      what: "acceptance",
      stated: [],
      seen: [offered.acceptanceRequired ? "required" : "automatic"],
      verdict: offered.acceptanceRequired ? "awaited" : "notNeeded",
    },
  ];
}

function list(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

/** What one side does not say at all contradicts nothing. */
function row(what: ComparisonRow["what"], stated: readonly string[], seen: readonly string[]): ComparisonRow {
  const verdict = seen.length === 0 ? "notSeen" : stated.length === 0 ? "notStated" : sameSet(stated, seen);
  return { what, stated, seen, verdict };
}

function sameSet(stated: readonly string[], seen: readonly string[]): Verdict {
  return stated.length === seen.length && seen.every((item) => stated.includes(item)) ? "same" : "differs";
}

/** AWS shows a consumer only the zones that both accounts have, so fewer than the provider's are no contradiction. */
function zonesRow(stated: readonly string[], seen: readonly string[]): ComparisonRow {
  const compared = row("zones", stated, seen);
  const isPart = seen.every((zoneId) => stated.includes(zoneId));
  return compared.verdict === "differs" && isPart ? { ...compared, verdict: "fewer" } : compared;
}

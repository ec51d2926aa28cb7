import fc from "fast-check";
import {
  type Handshake,
  handshakeLines,
  handshakeLink,
  type ParsedHandshake,
  parseHandshake,
  parseHandshakeLink,
} from "../../src/core/model/handshake.ts";
import { fixRequestText, invitationText, requestText } from "../../src/text/invitation.ts";

export const opener = "vscode://privatelink-toolkit.privatelink-toolkit";

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
const hex = fc.stringMatching(/^[0-9a-f]{17}$/);
const region = fc.constantFrom("us-east-1", "eu-west-3", "us-gov-west-1", "ap-southeast-4", "eusc-de-east-1");
const zone = fc.constantFrom("use1-az1", "use1-az2", "euw3-az3", "apse4-az1", "use1-bos1-az1", "cnn1-az4");
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const domainName = fc
  .tuple(fc.boolean(), fc.array(label, { minLength: 2, maxLength: 4 }))
  .map(([wildcard, labels]) => `${wildcard ? "*." : ""}${labels.join(".")}`);
const serviceName = (where: string, id: string) => `com.amazonaws.vpce.${where}.vpce-svc-${id}`;

const invitation: fc.Arbitrary<Handshake> = fc
  .record({
    where: region,
    id: hex,
    zoneIds: fc.uniqueArray(zone, { maxLength: 6 }),
    ports: fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 50 }),
    name: fc.option(domainName, { nil: undefined }),
    account: digits(12),
  })
  .map(({ where, id, zoneIds, ports, name, account }) => ({
    kind: "invitation",
    serviceName: serviceName(where, id),
    region: where,
    zoneIds,
    ports,
    account,
    ...(name !== undefined && { privateDnsName: name }),
  }));

const request: fc.Arbitrary<Handshake> = fc
  .record({
    serviceRegion: region,
    where: region,
    id: hex,
    account: digits(12),
    who: fc.oneof(
      fc.constant("root"),
      fc.stringMatching(/^(role|user)\/[\w+=.@-]{1,64}$/).filter((who) => !who.includes("\n")),
    ),
    endpoint: fc.option(hex, { nil: undefined }),
  })
  .map(({ serviceRegion, where, id, account, who, endpoint }) => ({
    kind: "request",
    serviceName: serviceName(serviceRegion, id),
    region: where,
    account,
    principal: `arn:aws:iam::${account}:${who}`,
    ...(endpoint !== undefined && { endpointId: `vpce-${endpoint}` }),
  }));

const cidr = fc
  .tuple(fc.ipV4(), fc.integer({ min: 16, max: 32 }))
  .map(([address, length]) => `${address}/${length}`);

const fix: fc.Arbitrary<Handshake> = fc
  .record({
    serviceRegion: region,
    where: region,
    id: hex,
    side: fc.constantFrom("consumer" as const, "provider" as const),
    endpoint: fc.option(hex, { nil: undefined }),
    cause: fc.option(fc.constantFrom("A1", "D10", "E20", "G19", "H8"), { nil: undefined }),
    port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
    clientCidrs: fc.uniqueArray(cidr, { maxLength: 20 }),
    account: digits(12),
  })
  .map(({ serviceRegion, where, id, side, endpoint, cause, port, clientCidrs, account }) => ({
    kind: "fix",
    side,
    serviceName: serviceName(serviceRegion, id),
    region: side === "provider" ? serviceRegion : where,
    clientCidrs,
    account,
    ...(endpoint !== undefined && { endpointId: `vpce-${endpoint}` }),
    ...(cause !== undefined && { cause }),
    ...(port !== undefined && { port }),
  }));

const validHandshake = fc.oneof(invitation, request, fix);

export function letterOf(handshake: Handshake): string {
  switch (handshake.kind) {
    case "invitation":
      return invitationText("flask-hello", handshake, opener);
    case "request":
      return requestText(handshake, opener);
    case "fix":
      return fixRequestText("Please let clients in", handshake, opener);
  }
}

/** Text as people send it: the letter or its link, in a mail, quoted, with the line ends of another system. */
export const sentText = fc
  .record({
    handshake: validHandshake,
    linkOnly: fc.boolean(),
    quote: fc.constantFrom("", "> ", "> > ", "  ", "* "),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    before: fc.constantFrom("", "Hello Ann,\n\nplease connect:\n", "On Monday, 10:30, Bo wrote:\n"),
    after: fc.constantFrom("", "\n", "\n\nRegards\nBo\n-- \nTel.: 555\n"),
  })
  .map(({ handshake, linkOnly, quote, lineEnd, before, after }) => {
    const letter = linkOnly ? handshakeLink(handshake, opener) : letterOf(handshake);
    const lines = `${before}${letter}${after}`.split("\n").map((line) => `${quote}${line}`);
    return { handshake, text: lines.join(lineEnd) };
  });

/** A valid text with a few characters put in, taken out or changed. */
export const mutatedText = fc
  .record({
    text: sentText.map(({ text }) => text),
    edits: fc.array(
      fc.record({
        at: fc.nat(2000),
        remove: fc.nat(12),
        insert: fc.oneof(
          fc.string({ maxLength: 6, unit: "binary" }),
          fc.constantFrom("&", "=", "%00", "%2C", ":", "\n", "\u202e", "Region: eu-west-1\n", "*", "root"),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ text, edits }) =>
    edits.reduce(
      (edited, { at, remove, insert }) =>
        edited.slice(0, at % (edited.length + 1)) +
        insert +
        edited.slice((at % (edited.length + 1)) + remove),
      text,
    ),
  );

export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: "grapheme", maxLength: 400 }),
  mutatedText,
  fc.array(fc.oneof(fc.string(), mutatedText), { maxLength: 3 }).map((parts) => parts.join("\n")),
);

/** Both doors of the boundary: what is pasted, and what VS Code was asked to open. */
export function throughBothDoors(text: string): readonly ParsedHandshake[] {
  const [before = "", ...query] = text.split("?");
  return [
    parseHandshake(text),
    parseHandshakeLink("/connect", text),
    parseHandshakeLink("/request", query.join("?")),
    parseHandshakeLink("/diagnose", query.join("?")),
    parseHandshakeLink(before, text),
  ];
}

const region12 = "[a-z]+(-[a-z]+)+-[1-9]";
const arn = /^arn:aws[a-z-]*:iam::([0-9]{12}):(root|(role|user)\/[\w+=.@-]{1,64})$/;

/** The schema said a second time and in another way, to hold the parser to it. Returns what is against it. */
export function againstSchema(handshake: Handshake): readonly string[] {
  const { account, region: where, serviceName: name } = handshake;
  const rules: readonly (readonly [string, boolean])[] = [
    ["service", new RegExp(`^[a-z]+(\\.[a-z0-9-]+)+\\.${region12}\\.vpce-svc-([0-9a-f]{8}){1,2}`).test(name)],
    ["region", new RegExp(`^${region12}$`).test(where)],
    ["account", /^[0-9]{12}$/.test(account)],
    ["plain", handshakeLines(handshake).every((line) => /^[\x20-\x7e]{1,1000}$/.test(line))],
    ...ownRules(handshake),
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

function ownRules(handshake: Handshake): readonly (readonly [string, boolean])[] {
  const { account, region: where, serviceName: name } = handshake;
  const isEndpoint = (id = "vpce-01234567") => /^vpce-[0-9a-f]{8,17}$/.test(id);
  switch (handshake.kind) {
    case "invitation":
      return [
        ["same Region", name.includes(`.${where}.`)],
        ["zones", handshake.zoneIds.every((id) => /^[a-z0-9]+(-[a-z0-9]+)?-az[0-9]+$/.test(id))],
        ["distinct zones", new Set(handshake.zoneIds).size === handshake.zoneIds.length],
        ["ports", handshake.ports.every((port) => Number.isInteger(port) && port > 0 && port < 65_536)],
        ["distinct ports", new Set(handshake.ports).size === handshake.ports.length],
        ["few", handshake.ports.length <= 50 && handshake.zoneIds.length <= 20],
        ["name", /^[a-z0-9_*.-]{3,255}$/.test(handshake.privateDnsName ?? "a.b")],
      ];
    case "request":
      return [
        ["principal", arn.exec(handshake.principal)?.[1] === account],
        ["endpoint", isEndpoint(handshake.endpointId)],
      ];
    case "fix":
      return [
        ["same Region", handshake.side === "consumer" || name.includes(`.${where}.`)],
        ["endpoint", isEndpoint(handshake.endpointId)],
        ["cause", /^[A-H][0-9]{1,2}$/.test(handshake.cause ?? "A1")],
        ["port", Number.isInteger(handshake.port ?? 1) && (handshake.port ?? 1) < 65_536],
        ["blocks", handshake.clientCidrs.every((block) => /^[0-9.]{7,15}\/[0-9]{1,2}$/.test(block))],
        ["few", handshake.clientCidrs.length <= 20],
      ];
  }
}

import { type FixRequest, fixRequestFormat, fixRequestValues, toFixRequest } from "./fixRequest.ts";
import {
  type FieldFormat,
  type HandshakeKey,
  type HandshakeValues,
  linkAuthority,
  regionOfService,
  writeLines,
  writeLink,
} from "./handshakeFormat.ts";
import { type Invitation, invitationFormat, invitationValues, toInvitation } from "./invitation.ts";
import { principalAccount } from "./principal.ts";
import { type ConnectionRequest, requestFormat, requestValues, toRequest } from "./request.ts";

/** What the two sides send each other. */
export type Handshake = Invitation | ConnectionRequest | FixRequest;

/** Why a text is no invitation and no request. Nothing of the text is repeated but names of fields. */
export type HandshakeProblem =
  | { readonly code: "tooLong"; readonly limit: number }
  | { readonly code: "hiddenCharacter"; readonly codePoint: string }
  | { readonly code: "nothingFound" }
  | { readonly code: "bothKinds" }
  | { readonly code: "severalLinks" }
  | { readonly code: "linkDiffers" }
  | { readonly code: "unknownField" }
  | { readonly code: "duplicate"; readonly label: string }
  | { readonly code: "missing"; readonly label: string }
  | { readonly code: "malformed"; readonly label: string }
  | { readonly code: "otherRegion" }
  | { readonly code: "otherAccount" };

export type ParsedHandshake =
  | { readonly ok: true; readonly handshake: Handshake }
  | { readonly ok: false; readonly problems: readonly HandshakeProblem[] };

type Kind = Handshake["kind"];

const formats: Record<Kind, { readonly path: string; readonly fields: readonly FieldFormat[] }> = {
  invitation: { path: "connect", fields: invitationFormat },
  request: { path: "request", fields: requestFormat },
  fix: { path: "diagnose", fields: fixRequestFormat },
};

const kinds: readonly Kind[] = ["invitation", "request", "fix"];

function valuesOf(handshake: Handshake): HandshakeValues {
  switch (handshake.kind) {
    case "invitation":
      return invitationValues(handshake);
    case "request":
      return requestValues(handshake);
    case "fix":
      return fixRequestValues(handshake);
  }
}

function toHandshake(kind: Kind, values: HandshakeValues): Handshake {
  switch (kind) {
    case "invitation":
      return toInvitation(values);
    case "request":
      return toRequest(values);
    case "fix":
      return toFixRequest(values);
  }
}

/** @param opener What opens links of the extension, such as `vscode://publisher.name`. */
export function handshakeLink(handshake: Handshake, opener: string): string {
  const { path, fields } = formats[handshake.kind];
  return writeLink(fields, valuesOf(handshake), `${opener}/${path}`);
}

/** One line per field. */
export function handshakeLines(handshake: Handshake): readonly string[] {
  return writeLines(formats[handshake.kind].fields, valuesOf(handshake));
}

/** Characters: an invitation has a few hundred, the mail around it some more. */
const longest = 10_000;

/** Control characters but tab and line ends, and what changes the direction of text: nobody sees what they do. */
const hidden = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/**
 * Reads an invitation or a request out of text that somebody else has written: the lines, quoted or amid a mail, or the
 * link alone. Where there are both, they have to say the same.
 */
export function parseHandshake(text: string): ParsedHandshake {
  if (text.length > longest) return failed({ code: "tooLong", limit: longest });
  const strange = hidden.exec(text.replace(/[\t\r\n]/g, " "));
  if (strange !== null) return failed({ code: "hiddenCharacter", codePoint: codePointOf(strange[0]) });
  const block = readBlock(text);
  const links = [...new Set([...text.matchAll(linkPattern)].map(([link]) => withoutStops(link)))];
  if (block === undefined) return readLinks(links);
  if (!block.ok) return block;
  const other = links.map(readLink).find((link) => link.ok && !isSame(link.handshake, block.handshake));
  return other === undefined ? block : failed({ code: "linkDiffers" });
}

/**
 * Reads what came with a link that VS Code was asked to open.
 * @param path Such as `/connect`.
 * @param query Without the question mark; each value may be encoded as in URLs.
 */
export function parseHandshakeLink(path: string, query: string): ParsedHandshake {
  if (query.length > longest) return failed({ code: "tooLong", limit: longest });
  const kind = kinds.find((each) => path === `/${formats[each].path}`);
  if (kind === undefined) return failed({ code: "nothingFound" });
  const pairs = query.split("&").map((pair): Pair => {
    const [key = "", ...value] = pair.split("=");
    return { name: key, text: decoded(value.join("=")) };
  });
  return check(kind, pairs, ({ key }) => key);
}

const linkPattern = new RegExp(
  `\\b[a-z][a-z0-9+.-]{0,30}://${linkAuthority.replaceAll(".", "\\.")}/[a-z]+\\?[^\\s<>"']*`,
  "g",
);

/** What ends a sentence around a link; no field ends so. */
function withoutStops(link: string): string {
  return link.replace(/[.,;:)\]]{1,3}$/, "");
}

function readLinks(links: readonly string[]): ParsedHandshake {
  const [link, ...others] = links;
  if (link === undefined) return failed({ code: "nothingFound" });
  return others.length > 0 ? failed({ code: "severalLinks" }) : readLink(link);
}

function readLink(link: string): ParsedHandshake {
  const [before = "", ...query] = link.split("?");
  return parseHandshakeLink(before.slice(before.lastIndexOf("/")), query.join("?"));
}

/** Malformed encoding stays as it is: no field allows a percent sign. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface Pair {
  readonly name: string;
  readonly text: string;
}

/** The lines that begin with a label of ours; whatever else a mail says is left aside. */
function readBlock(text: string): ParsedHandshake | undefined {
  const labels = new Set(
    kinds.flatMap((kind) => formats[kind].fields.map(({ label }) => label.toLowerCase())),
  );
  const pairs = text.split(/\r\n|\r|\n/).flatMap((line): readonly Pair[] => {
    const [before = "", ...value] = line.split(":");
    const name = before
      .replace(/^[\s>|*-]+/, "")
      .trim()
      .toLowerCase();
    return labels.has(name) ? [{ name, text: value.join(":").trim() }] : [];
  });
  if (pairs.length === 0) return undefined;
  const told = kinds.filter((kind) => pairs.some(({ name }) => isOnlyOf(kind, name)));
  if (told.length > 1) return failed({ code: "bothKinds" });
  return check(told[0] ?? "invitation", pairs, ({ label }) => label.toLowerCase());
}

function isOnlyOf(kind: Kind, name: string): boolean {
  const has = (each: Kind) => formats[each].fields.some(({ label }) => label.toLowerCase() === name);
  return kinds.every((each) => has(each) === (each === kind));
}

/** The closed set of fields: each at most once, each of its form, none besides. */
function check(kind: Kind, pairs: readonly Pair[], nameOf: (field: FieldFormat) => string): ParsedHandshake {
  const { fields } = formats[kind];
  const known = new Set(fields.map(nameOf));
  const problems: HandshakeProblem[] = pairs.some(({ name }) => !known.has(name))
    ? [{ code: "unknownField" }]
    : [];
  const values: Partial<Record<HandshakeKey, string>> = {};
  for (const field of fields) {
    const { key, label, optional } = field;
    const [first, second] = pairs.filter(({ name }) => name === nameOf(field));
    const value = first === undefined ? undefined : field.read(first.text);
    if (second !== undefined) problems.push({ code: "duplicate", label });
    else if (value !== undefined) values[key] = value;
    else if (first !== undefined) problems.push({ code: "malformed", label });
    else if (optional === undefined) problems.push({ code: "missing", label });
  }
  if (problems.length > 0) return { ok: false, problems };
  const handshake = toHandshake(kind, values);
  const contradiction = contradictionIn(handshake);
  return contradiction === undefined ? { ok: true, handshake } : failed(contradiction);
}

/** Fields that are fine each and cannot be true together. A consumer may be in another Region than the service. */
function contradictionIn(handshake: Handshake): HandshakeProblem | undefined {
  if (handshake.kind === "request") {
    const { account, principal } = handshake;
    return principalAccount(principal) === account ? undefined : { code: "otherAccount" };
  }
  const { region, serviceName } = handshake;
  const isElsewhere = handshake.kind === "fix" && handshake.side === "consumer";
  return isElsewhere || regionOfService(serviceName) === region ? undefined : { code: "otherRegion" };
}

function isSame(one: Handshake, other: Handshake): boolean {
  return one.kind === other.kind && handshakeLines(one).join() === handshakeLines(other).join();
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function failed(...problems: readonly HandshakeProblem[]): ParsedHandshake {
  return { ok: false, problems };
}

import { isPrivateDnsName } from "./domainName.ts";

/*
 * What provider and consumer send each other, as a link and as lines of text. Both have the same fields, each once, and
 * whatever is read was written by somebody else: a field that is not exactly of its form is refused.
 */

export type HandshakeKey =
  | "service"
  | "region"
  | "zones"
  | "ports"
  | "name"
  | "account"
  | "consumer"
  | "principal"
  | "endpoint"
  | "side"
  | "cause"
  | "port"
  | "clients"
  | "from";

export interface FieldFormat {
  /** In the link's query. */
  readonly key: HandshakeKey;
  /** In front of the value in the text. */
  readonly label: string;
  readonly optional?: true;
  /** The value as it is written, if the text is one. */
  readonly read: (text: string) => string | undefined;
}

/** Fields as they are written: lists are joined by commas, and no value contains one. */
export type HandshakeValues = Readonly<Partial<Record<HandshakeKey, string>>>;

/** The extension's name in links; its manifest says the same. */
export const linkAuthority = "privatelink-toolkit.privatelink-toolkit";

const hexId = "(?:[0-9a-f]{8}|[0-9a-f]{17})";
const region = "[a-z]{2,5}(?:-[a-z]{2,10}){1,3}-[1-9]";
const serviceName = new RegExp(
  `^[a-z]{2,3}(?:\\.[a-z0-9-]{1,20}){1,3}\\.vpce\\.(${region})\\.vpce-svc-${hexId}$`,
);

/** The Region that an endpoint service's name says it is in. AWS's own services are not of this form. */
export function regionOfService(name: string): string | undefined {
  return serviceName.exec(name)?.[1];
}

export const readers = {
  service: (text: string) => matching(text, serviceName),
  region: (text: string) => matching(text, new RegExp(`^${region}$`)),
  /** Local Zones have their group between Region and number. */
  zones: (text: string) => list(text, 20, /^[a-z]{3,6}[1-9](?:-[a-z]{3}[1-9])?-az[1-9][0-9]?$/),
  /** AWS allows 50 listeners per Network Load Balancer. */
  ports: (text: string) => list(text, 50, /^[1-9][0-9]{0,4}$/, (port) => Number(port) <= 65_535),
  name: (text: string) => (isPrivateDnsName(text) ? text : undefined),
  account: (text: string) => matching(text, /^[0-9]{12}$/),
  /** The catalogue's families have letters, and their causes numbers. */
  cause: (text: string) => matching(text, /^[A-H](?:[1-9]|1[0-9]|20)$/),
  endpoint: (text: string) => matching(text, new RegExp(`^vpce-${hexId}$`)),
} as const;

function matching(text: string, pattern: RegExp): string | undefined {
  return pattern.test(text) ? text : undefined;
}

function list(
  text: string,
  most: number,
  pattern: RegExp,
  isValid: (item: string) => boolean = () => true,
): string | undefined {
  const items = text.split(",").map((item) => item.trim());
  const valid = items.every((item) => pattern.test(item) && isValid(item));
  return valid && items.length <= most && new Set(items).size === items.length ? items.join(",") : undefined;
}

/** The fields that have a value. */
function written(format: readonly FieldFormat[], values: HandshakeValues) {
  return format.flatMap(({ key, label }) => {
    const text = values[key] ?? "";
    return text === "" ? [] : [{ key, label, text }];
  });
}

/** @param address What opens links of the extension and the page in it, such as `vscode://publisher.name/connect`. */
export function writeLink(format: readonly FieldFormat[], values: HandshakeValues, address: string): string {
  const query = written(format, values).map(({ key, text }) => `${key}=${encodeURIComponent(text)}`);
  return `${address}?${query.join("&")}`;
}

/** One line per field. */
export function writeLines(format: readonly FieldFormat[], values: HandshakeValues): readonly string[] {
  return written(format, values).map(({ label, text }) => `${label}: ${text.replaceAll(",", ", ")}`);
}

export function splitValue(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : text.split(",");
}

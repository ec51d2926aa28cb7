import type { NetworkInterface, VpcEndpoint } from "../model/endpoint.ts";

/** `tcp` is for databases and the like: the test passes as soon as the connection is made. */
export type ProbeScheme = "http" | "https" | "tcp";

/** A name of an endpoint that a test tries. Every AWS account has its own names for zones; their ids are the same. */
export interface ProbeName {
  readonly kind: "regional" | "zonal" | "private";
  readonly host: string;
  /** Zonal names only. */
  readonly zoneName?: string;
  /** Where the endpoint's interfaces tell. */
  readonly zoneId?: string;
}

/** What the answer has to be; without it, any answer below status 400 passes. */
export interface ProbeExpectation {
  readonly status?: number;
  /** Somewhere in the first KiB of the body. */
  readonly text?: string;
}

/** What a connectivity test asks for: the same request to several names, and to each interface, of one endpoint. */
export interface ProbeRequest {
  readonly endpointId: string;
  readonly scheme: ProbeScheme;
  readonly port: number;
  /** Starts with a slash; of no meaning for `tcp`. */
  readonly path: string;
  /**
   * The service's own name, which its certificate has: it is what is asked for, wherever the connection is led. `https`
   * only.
   */
  readonly ownName?: string;
  /** The regional one first; at least one. */
  readonly names: readonly ProbeName[];
  /** Each is tried on its own, because a name leads to any of them. */
  readonly interfaces: readonly NetworkInterface[];
  readonly expect?: ProbeExpectation;
}

/** Seconds for one attempt; the connect limit is part of the total. */
export interface ProbeLimits {
  readonly connectSeconds: number;
  readonly totalSeconds: number;
}

/**
 * The names of an endpoint as AWS lists them, in that order. Wildcards, as endpoints to S3 have, stand for no name that
 * could be tried.
 */
export function probeNames(
  { id, dnsNames }: Pick<VpcEndpoint, "id" | "dnsNames">,
  interfaces: readonly NetworkInterface[],
): readonly ProbeName[] {
  return dnsNames.filter(isHostName).map((host): ProbeName => {
    if (!host.startsWith(`${id}-`)) return { kind: "private", host };
    const zoneName = zoneOf(host, id);
    if (zoneName === undefined) return { kind: "regional", host };
    const zoneId = interfaces.find((each) => each.zoneName === zoneName)?.zoneId;
    return { kind: "zonal", host, zoneName, ...(zoneId === undefined ? {} : { zoneId }) };
  });
}

/** Zonal names are `<endpoint id>-<hash>-<zone>.…`; the regional one has no zone. */
function zoneOf(host: string, id: string): string | undefined {
  const [label = ""] = host.slice(id.length + 1).split(".");
  const dash = label.indexOf("-");
  return dash < 0 ? undefined : label.slice(dash + 1);
}

/** Only such a name leaves the rest of a URL what it is. */
export function isHostName(text: string): boolean {
  return (
    text.length <= 255 &&
    /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(text)
  );
}

/** What a URL is made from. */
export type Asked = Pick<ProbeRequest, "scheme" | "port" | "path" | "ownName">;

/**
 * What curl is given to ask one name, or one address for it: where to lead the connection, if not to the URL's own name,
 * and the URL. A curl without Telnet, as Amazon Linux 2023 has it, connects for HTTP only.
 */
export function curlTarget(
  { scheme, port, path, ownName }: Asked,
  host: string,
  ip?: string,
): readonly string[] {
  const url = `${scheme === "tcp" ? "http" : scheme}://${ownName ?? host}:${port}${scheme === "tcp" ? "/" : path}`;
  const place = ip === undefined ? (ownName === undefined ? undefined : host) : inUrl(ip);
  return place === undefined ? [url] : ["--connect-to", `::${place}:${port}`, url];
}

/** An IPv6 address stands in brackets where a port follows. */
function inUrl(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** A path as typed, made fit for a URL: encoded, with a leading slash, without spaces or control characters. */
export function normalizePath(text: string): string {
  const path = text.trim().toWellFormed();
  // What is encoded already stays so.
  return encodeURI(path.startsWith("/") ? path : `/${path}`)
    .replaceAll(/%25([0-9A-Fa-f]{2})/g, "%$1")
    .replaceAll("'", "%27");
}

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
function isHostName(text: string): boolean {
  return (
    text.length <= 255 &&
    /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(text)
  );
}

/** The URL that curl is given. A curl without Telnet, as Amazon Linux 2023 has it, also connects only for HTTP. */
export function probeUrl(
  { scheme, port, path }: Pick<ProbeRequest, "scheme" | "port" | "path">,
  host: string,
): string {
  return scheme === "tcp" ? `http://${host}:${port}/` : `${scheme}://${host}:${port}${path}`;
}

/** A path as typed, made fit for a URL: encoded, with a leading slash, without spaces or control characters. */
export function normalizePath(text: string): string {
  const path = text.trim().toWellFormed();
  // What is encoded already stays so.
  return encodeURI(path.startsWith("/") ? path : `/${path}`)
    .replaceAll(/%25([0-9A-Fa-f]{2})/g, "%$1")
    .replaceAll("'", "%27");
}

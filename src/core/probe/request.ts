import type { NetworkInterface } from "../model/endpoint.ts";

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
  /** The regional one first. */
  readonly names: readonly ProbeName[];
  /** Each is tried on its own, because a name leads to any of them. */
  readonly interfaces: readonly NetworkInterface[];
  readonly expect?: ProbeExpectation;
}

import { isIpv4Cidr } from "./cidr.ts";
import { type FieldFormat, type HandshakeValues, readers, splitValue } from "./handshakeFormat.ts";

/**
 * What one side of a connection asks the other one to look at, because only the other one can see or mend it. Nothing in
 * it is secret.
 */
export interface FixRequest {
  readonly kind: "fix";
  /** Who has to act. */
  readonly side: "consumer" | "provider";
  readonly serviceName: string;
  /** Where that side has to look. */
  readonly region: string;
  readonly endpointId?: string;
  /** Of the catalogue of causes; absent when nobody could see what is wrong. */
  readonly cause?: string;
  /** The port that clients use. */
  readonly port?: number;
  /** IPv4 blocks that clients connect from: a load balancer's security group sees their own addresses. */
  readonly clientCidrs: readonly string[];
  /** The account that asks. */
  readonly account: string;
}

/** In the order people read them; digits come last, so that a full stop after the link is none of it. */
export const fixRequestFormat: readonly FieldFormat[] = [
  { key: "service", label: "Service name", read: readers.service },
  { key: "region", label: "Region", read: readers.region },
  { key: "endpoint", label: "Endpoint", read: readers.endpoint, optional: true },
  { key: "side", label: "Side to act", read: readSide },
  { key: "cause", label: "Diagnosed cause", read: readers.cause, optional: true },
  { key: "port", label: "Client port", read: readPort, optional: true },
  { key: "clients", label: "Client addresses", read: readBlocks, optional: true },
  { key: "from", label: "Asked by account", read: readers.account },
];

function readSide(text: string): string | undefined {
  return text === "consumer" || text === "provider" ? text : undefined;
}

function readPort(text: string): string | undefined {
  return text.includes(",") ? undefined : readers.ports(text);
}

/** A VPC has at most five blocks until its quota is raised. */
const mostBlocks = 20;
/** The largest block that AWS gives a VPC: whoever asks to be let in from everywhere is no VPC. */
const shortestPrefix = 16;

function readBlocks(text: string): string | undefined {
  const blocks = splitValue(text.replaceAll(" ", ""));
  const isValid = blocks.length > 0 && blocks.length <= mostBlocks && blocks.every(isVpcBlock);
  return isValid && new Set(blocks).size === blocks.length ? blocks.join(",") : undefined;
}

function isVpcBlock(text: string): boolean {
  return isIpv4Cidr(text) && Number(text.split("/")[1]) >= shortestPrefix;
}

export function fixRequestValues(request: FixRequest): HandshakeValues {
  const { serviceName, region, endpointId, side, cause, port, clientCidrs, account } = request;
  return {
    service: serviceName,
    region,
    side,
    clients: clientCidrs.join(","),
    from: account,
    ...(endpointId !== undefined && { endpoint: endpointId }),
    ...(cause !== undefined && { cause }),
    ...(port !== undefined && { port: String(port) }),
  };
}

/** @param values Of the format's forms. */
export function toFixRequest(values: HandshakeValues): FixRequest {
  const { service = "", region = "", endpoint, side, cause, port, clients, from = "" } = values;
  return {
    kind: "fix",
    side: side === "consumer" ? "consumer" : "provider",
    serviceName: service,
    region,
    clientCidrs: splitValue(clients),
    account: from,
    ...(endpoint !== undefined && { endpointId: endpoint }),
    ...(cause !== undefined && { cause }),
    ...(port !== undefined && { port: Number(port) }),
  };
}

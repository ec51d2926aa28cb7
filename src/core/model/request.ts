import { type FieldFormat, type HandshakeValues, readers } from "./handshakeFormat.ts";
import { accountArn, parsePrincipal } from "./principal.ts";
import { type OpenScope, partitionOf } from "./scope.ts";

/** What a provider has to know to let a consumer in. Nothing in it is secret. */
export interface ConnectionRequest {
  readonly kind: "request";
  readonly serviceName: string;
  /** Where the endpoint is, or is to be; a service may be in another Region. */
  readonly region: string;
  /** The consumer's account. */
  readonly account: string;
  /** The ARN that the service has to allow. */
  readonly principal: string;
  /** Absent while the service cannot be seen, because nothing can be created then. */
  readonly endpointId?: string;
}

/** In the order people read them; digits come last, so that a full stop after the link is none of it. */
export const requestFormat: readonly FieldFormat[] = [
  { key: "service", label: "Service name", read: readers.service },
  { key: "region", label: "Region", read: readers.region },
  { key: "endpoint", label: "Endpoint", read: readers.endpoint, optional: true },
  { key: "principal", label: "Principal to allow", read: readPrincipal },
  { key: "consumer", label: "Consumer account", read: readers.account },
];

/** An IAM ARN without a path; a request never asks to let everybody in. IAM names have at most 64 characters. */
function readPrincipal(text: string): string | undefined {
  const isArn = /^arn:aws[a-z-]{0,10}:iam::[0-9]{12}:(?:root|(?:role|user)\/[\w+=,.@-]{1,64})$/.test(text);
  // A comma joins the values of lists.
  if (!isArn || text.includes(",")) return undefined;
  const parsed = parsePrincipal(text, "aws");
  return parsed.ok ? parsed.arn : undefined;
}

/**
 * A consumer's request to be let in. The whole account is named, because who may connect within it is for the
 * account's own IAM policies, and roles of IAM Identity Center have a path, which AWS does not take.
 */
export function requestFor(
  serviceName: string,
  { region, account }: OpenScope,
  endpointId?: string,
): ConnectionRequest {
  return {
    kind: "request",
    serviceName,
    region,
    account,
    principal: accountArn(account, partitionOf(region)),
    ...(endpointId !== undefined && { endpointId }),
  };
}

export function requestValues(request: ConnectionRequest): HandshakeValues {
  const { serviceName, region, account, principal, endpointId } = request;
  return {
    service: serviceName,
    region,
    consumer: account,
    principal,
    ...(endpointId !== undefined && { endpoint: endpointId }),
  };
}

/** @param values Of the format's forms. */
export function toRequest(values: HandshakeValues): ConnectionRequest {
  const { service = "", region = "", consumer = "", principal = "", endpoint } = values;
  return {
    kind: "request",
    serviceName: service,
    region,
    account: consumer,
    principal,
    ...(endpoint !== undefined && { endpointId: endpoint }),
  };
}

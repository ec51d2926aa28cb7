import { everyone, isAllowed } from "./principal.ts";
import type { EndpointState } from "./states.ts";
import type { Tags } from "./tags.ts";

/**
 * A consumer's endpoint as the provider of the service sees it. The provider never sees the consumer's VPC, subnets,
 * addresses or security groups.
 */
export interface Connection {
  readonly serviceId: string;
  readonly endpointId: string;
  /** `vpce-svc-con-…`: what a provider tags to give a connection a name, because the endpoint is the consumer's. */
  readonly connectionId?: string;
  /** Where the endpoint is. */
  readonly region?: string;
  /** The consumer's account, twelve digits. */
  readonly owner: string;
  readonly state: EndpointState;
  /** Epoch milliseconds. */
  readonly createdAt?: number;
  readonly tags: Tags;
}

export function isAcceptable({ state }: Connection): boolean {
  return state === "pendingAcceptance";
}

/** AWS documents accepting for waiting requests only; for a rejected connection it is tried, and reported what came of it. */
export function isAcceptableAgain({ state }: Connection): boolean {
  return state === "rejected";
}

/** A provider may reject at any time before the endpoint is gone, also after having accepted. */
export function isRejectable({ state }: Connection): boolean {
  return state === "pendingAcceptance" || state === "pending" || state === "available";
}

/**
 * The live connections that only one principal allows. AWS keeps them when the principal is removed; only a rejection
 * cuts them. A connection tells its account and not who in it made it, so another principal of the account keeps it.
 */
export function connectionsOnlyAllowedBy(
  arn: string,
  principals: readonly string[],
  connections: readonly Connection[],
): readonly Connection[] {
  const others = principals.filter((each) => each !== arn);
  return connections.filter(
    (connection) =>
      isRejectable(connection) &&
      (arn === everyone || isAllowed(connection.owner, [arn])) &&
      !isAllowed(connection.owner, others),
  );
}

import type { EndpointState } from "./states.ts";
import type { Tags } from "./tags.ts";

/**
 * A consumer's endpoint as the provider of the service sees it. The provider never sees the consumer's VPC, subnets,
 * addresses or security groups.
 */
export interface Connection {
  readonly serviceId: string;
  readonly endpointId: string;
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

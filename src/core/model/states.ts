/*
 * The SDK's enums say `PendingAcceptance`, the wire says `pendingAcceptance`, and service states come back as
 * `Available`: every state is parsed once, without regard to case, into a closed union plus `unknown`.
 */

export const endpointStates = [
  "pendingAcceptance",
  "pending",
  "available",
  "deleting",
  "deleted",
  "rejected",
  "failed",
  "expired",
  "partial",
] as const;
export type EndpointState = (typeof endpointStates)[number] | "unknown";

export const serviceStates = ["pending", "available", "deleting", "deleted", "failed"] as const;
export type ServiceState = (typeof serviceStates)[number] | "unknown";

export const loadBalancerStates = ["provisioning", "active", "active_impaired", "failed"] as const;
export type LoadBalancerState = (typeof loadBalancerStates)[number] | "unknown";

export const targetStates = [
  "initial",
  "healthy",
  "unhealthy",
  "unhealthy.draining",
  "unused",
  "draining",
  "unavailable",
] as const;
export type TargetState = (typeof targetStates)[number] | "unknown";

export const privateDnsStates = ["pendingVerification", "verified", "failed"] as const;
export type PrivateDnsState = (typeof privateDnsStates)[number] | "unknown";

/** `closed`: no new endpoints from there, those that exist go on working. */
export const supportedRegionStates = [
  "pending",
  "available",
  "deleting",
  "deleted",
  "failed",
  "closed",
] as const;
export type SupportedRegionState = (typeof supportedRegionStates)[number] | "unknown";

export const endpointTypes = [
  "Interface",
  "Gateway",
  "GatewayLoadBalancer",
  "Resource",
  "ServiceNetwork",
] as const;
export type EndpointType = (typeof endpointTypes)[number] | "unknown";

/** Finds the member of a closed list that AWS means, whatever case it used; `unknown` for a value newer than the list. */
export function parseState<T extends string>(known: readonly T[], text: string | undefined): T | "unknown" {
  const wanted = text?.toLowerCase();
  return known.find((state) => state.toLowerCase() === wanted) ?? "unknown";
}

/** States that AWS leaves by itself, within minutes. A wait for a person (pendingAcceptance) is not one of them. */
const transitions: ReadonlySet<string> = new Set(["pending", "deleting", "provisioning", "initial"]);

export function isInTransition(
  state: EndpointState | ServiceState | SupportedRegionState | LoadBalancerState | TargetState,
): boolean {
  return transitions.has(state);
}

/** Whether a service or an endpoint is still there to be deleted. */
export function isDeletable({ state }: { readonly state: EndpointState | ServiceState }): boolean {
  return state !== "deleting" && state !== "deleted";
}

/** A state of anything that has a row. */
export type AnyState =
  | EndpointState
  | LoadBalancerState
  | PrivateDnsState
  | ServiceState
  | SupportedRegionState
  | TargetState;

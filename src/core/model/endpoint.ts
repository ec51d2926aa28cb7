import { prices } from "./prices.ts";
import type { EndpointState, EndpointType } from "./states.ts";
import type { Tags } from "./tags.ts";

/** A VPC endpoint as its owner, the consumer, sees it. */
export interface VpcEndpoint {
  readonly id: string;
  readonly type: EndpointType;
  readonly vpcId: string;
  readonly serviceName: string;
  readonly state: EndpointState;
  readonly subnetIds: readonly string[];
  /** Gateway endpoints only. */
  readonly routeTableIds: readonly string[];
  readonly networkInterfaceIds: readonly string[];
  readonly securityGroups: readonly { readonly id: string; readonly name: string }[];
  /** Regional name first, then one per zone, then the private name; as AWS lists them, never built by hand. */
  readonly dnsNames: readonly string[];
  readonly privateDnsEnabled: boolean;
  /** Epoch milliseconds. */
  readonly createdAt?: number;
  readonly tags: Tags;
  readonly failure?: string;
}

/** An endpoint that leads nowhere any more. AWS bills its hours in any state, until it is deleted. */
export function isDead(state: EndpointState): boolean {
  return state === "rejected" || state === "expired" || state === "failed";
}

/** USD a month that an endpoint costs in every zone it is in, traffic excluded; 0 for those that AWS does not bill so. */
export function monthlyCost({ type, subnetIds }: VpcEndpoint): number {
  if (type !== "Interface" && type !== "GatewayLoadBalancer") return 0;
  return subnetIds.length * prices.interfaceEndpointZoneHour * prices.hoursPerMonth;
}

/** What hangs below an interface endpoint: one network interface per Availability Zone. */
export interface NetworkInterface {
  readonly id: string;
  readonly ip: string;
  readonly subnetId: string;
  /** This account's name for the zone; names differ by account, ids do not. */
  readonly zoneName: string;
  readonly zoneId?: string;
}

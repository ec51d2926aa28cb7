import type { SecurityGroup } from "./securityGroup.ts";
import type { Tags } from "./tags.ts";

export interface Vpc {
  readonly id: string;
  readonly cidrs: readonly string[];
  readonly tags: Tags;
}

/**
 * Where a subnet's default route leads. An instance without a public address gets out through a NAT gateway (or through
 * something else, such as a transit gateway), but not through an internet gateway.
 */
export type WayOut = "natGateway" | "internetGateway" | "other" | "none";

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  /** Empty for a subnet with IPv6 alone. */
  readonly cidr: string;
  readonly ipv6Cidr?: string;
  readonly zoneName: string;
  readonly zoneId: string;
  readonly freeAddresses: number;
  readonly wayOut: WayOut;
  readonly tags: Tags;
}

export interface Instance {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly ip: string;
  readonly state: string;
  readonly zoneName: string;
  readonly securityGroupIds: readonly string[];
  /** Its instance profile's; without one it has no role. */
  readonly profileArn?: string;
  readonly tags: Tags;
}

/** An instance that Systems Manager can run commands on, as its agent has told. */
export interface ManagedInstance {
  readonly instanceId: string;
  readonly ping: PingStatus;
  /** `Linux`, `Windows` or `MacOS`. */
  readonly platform: string;
  readonly platformName?: string;
  readonly platformVersion?: string;
  /** Epoch milliseconds. */
  readonly lastPingAt?: number;
}

/** `Inactive` is no longer used by AWS. */
export const pingStatuses = ["Online", "ConnectionLost", "Inactive"] as const;
export type PingStatus = (typeof pingStatuses)[number] | "unknown";

/** Gateway endpoints put their routes into these. */
export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  /** Used by every subnet that has no table of its own. */
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly tags: Tags;
}

/** Private DNS needs both; AWS names them `enableDnsSupport` and `enableDnsHostnames`. */
export interface VpcDns {
  readonly support: boolean;
  readonly hostnames: boolean;
}

/** What a wizard has to know of one scope to offer choices. */
export interface Network {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly instances: readonly Instance[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly routeTables: readonly RouteTable[];
}

export type OfferedType = "Interface" | "Gateway";

/** A service as a consumer can see it before connecting. */
export interface OfferedService {
  readonly name: string;
  /** Twelve digits, or `amazon`. */
  readonly owner: string;
  /** S3 and DynamoDB have both; none for a service that neither kind of endpoint is for. */
  readonly types: readonly OfferedType[];
  /** The zones that both accounts have, by id; empty for a service of another Region, which AWS lists without zones. */
  readonly zoneIds: readonly string[];
  readonly acceptanceRequired: boolean;
  /** The address families that the service takes; empty where AWS does not say, as of some of its own services. */
  readonly ipTypes: readonly ("ipv4" | "ipv6")[];
  /** Endpoints to it can have policies; absent means no. */
  readonly takesPolicies?: boolean;
  readonly privateDnsName?: string;
  /** Consumers can use the private name only once its owner has proved the domain. */
  readonly privateDnsVerified: boolean;
  /** How far that proof is, in AWS's own word; absent when AWS does not say. */
  readonly privateDnsState?: string;
}

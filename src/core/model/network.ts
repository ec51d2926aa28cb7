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
  readonly tags: Tags;
}

/** An instance that Systems Manager can run commands on. */
export interface ManagedInstance {
  readonly instanceId: string;
  readonly online: boolean;
  readonly platform: string;
}

/** What a wizard has to know of one scope to offer choices. */
export interface Network {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly instances: readonly Instance[];
  readonly securityGroups: readonly SecurityGroup[];
}

/** A service as a consumer can see it before connecting. */
export interface OfferedService {
  readonly name: string;
  readonly owner: string;
  /** The zones that both accounts have, by id. */
  readonly zoneIds: readonly string[];
  readonly acceptanceRequired: boolean;
  readonly privateDnsName?: string;
}

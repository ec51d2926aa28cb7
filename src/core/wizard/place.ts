import { cidrContains } from "../model/cidr.ts";
import type { Instance, Subnet, Vpc } from "../model/network.ts";
import type { SecurityGroup } from "../model/securityGroup.ts";

/** What there is in the chosen VPC. */
export interface Place {
  readonly vpc: Vpc | undefined;
  /** Private ones first. */
  readonly subnets: readonly Subnet[];
  readonly instances: readonly Instance[];
  readonly groups: readonly SecurityGroup[];
}

/** A zone's id by a subnet in it; `""` for a subnet that is not in this VPC. */
export function zoneOfSubnet({ subnets }: Place, subnetId: string): string {
  return subnets.find(({ id }) => id === subnetId)?.zoneId ?? "";
}

/** The subnet that an address lies in. */
export function subnetOfAddress({ subnets }: Place, ip: string): Subnet | undefined {
  return subnets.find(({ cidr }) => cidrContains(cidr, ip));
}

export function isInVpc({ vpc }: Place, ip: string): boolean {
  return (vpc?.cidrs ?? []).some((cidr) => cidrContains(cidr, ip));
}

export function groupsById({ groups }: Place, ids: readonly string[]): readonly SecurityGroup[] {
  return groups.filter(({ id }) => ids.includes(id));
}

export function zonesOf(subnets: readonly Subnet[], ids: readonly string[]): readonly string[] {
  return [...new Set(subnets.filter(({ id }) => ids.includes(id)).map(({ zoneId }) => zoneId))];
}

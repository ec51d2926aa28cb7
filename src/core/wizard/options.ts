import type { VpcEndpoint } from "../model/endpoint.ts";
import type { Instance, Network, Subnet, Vpc } from "../model/network.ts";
import { accountName, type OpenScope, scopeId } from "../model/scope.ts";
import { displayName } from "../model/tags.ts";
import type { Facts } from "./facts.ts";
import type { Option } from "./form.ts";

/** A name that nothing has yet: `NAME`, else `NAME-2` and so on. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) {
    const numbered = `${name}-${number}`;
    if (!taken.includes(numbered)) return numbered;
  }
}

export function scopeOptions(scopes: readonly OpenScope[]): readonly Option[] {
  return scopes.map((scope) => ({
    value: scopeId(scope),
    label: `${accountName(scope)} · ${scope.region}`,
    detail: scope.account,
  }));
}

export function vpcOptions({ vpcs }: Network): readonly Option[] {
  return vpcs.map((vpc) => ({
    value: vpc.id,
    label: `${displayName(vpc)} · ${vpc.cidrs.join(", ")}`,
    detail: vpc.id,
  }));
}

/** The VPC that is most likely meant: one with a name, else the first. */
export function likelyVpc({ vpcs, subnets }: Network): Vpc | undefined {
  const used = vpcs.filter(({ id }) => subnets.some(({ vpcId }) => vpcId === id));
  return used.find(({ tags }) => tags["Name"] !== undefined) ?? used[0] ?? vpcs[0];
}

/** The endpoints of a VPC, without those that are being deleted: these hold no name, no route and count for no quota. */
export function liveEndpoints({ openEndpoints }: Facts, vpcId: string): readonly VpcEndpoint[] {
  return openEndpoints
    .map(({ endpoint }) => endpoint)
    .filter(({ state, vpcId: home }) => home === vpcId && state !== "deleting" && state !== "deleted");
}

/** Subnets of a VPC, private ones first: AWS calls a subnet public when it has a route to an internet gateway. */
export function subnetsOf({ subnets }: Network, vpcId: string): readonly Subnet[] {
  return subnets
    .filter((subnet) => subnet.vpcId === vpcId)
    .toSorted((a, b) => Number(isPublic(a)) - Number(isPublic(b)) || a.zoneId.localeCompare(b.zoneId));
}

function isPublic({ wayOut }: Subnet): boolean {
  return wayOut === "internetGateway";
}

/** An instance without a public address can fetch packages from here. */
export function hasWayOut({ wayOut }: Subnet): boolean {
  return wayOut === "natGateway" || wayOut === "other";
}

/** Zones by id first, because their names differ from account to account. */
export function subnetOption(subnet: Subnet): Option {
  return {
    value: subnet.id,
    label: `${subnet.zoneId} · ${displayName(subnet)}`,
    detail: `${subnet.zoneName}, ${subnet.cidr}, ${subnet.freeAddresses} free`,
    ...(subnet.freeAddresses === 0 && { refused: "noFreeAddresses" as const }),
  };
}

/** The first usable subnet of every zone: load balancers and endpoints take one per Availability Zone. */
export function onePerZone(subnets: readonly Subnet[]): readonly Subnet[] {
  const usable = subnets.filter(({ freeAddresses }) => freeAddresses > 0);
  return [...Map.groupBy(usable, ({ zoneId }) => zoneId).values()].flatMap((group) => group.slice(0, 1));
}

export function instanceOption(instance: Instance): Option {
  return {
    value: instance.id,
    label: displayName(instance),
    detail: `${instance.id}, ${instance.ip}, ${instance.zoneName}`,
    ...(instance.state !== "running" && { refused: "notRunning" as const }),
  };
}

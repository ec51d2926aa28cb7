import type { Account } from "./account.ts";

interface Region {
  /** Availability Zone ids. They mean the same zone in every account. */
  readonly zoneIds: readonly string[];
  /** Zones that cannot hold endpoints to services of other Regions. */
  readonly noRemoteAccess: readonly string[];
  /** Hosted zone of the endpoint DNS names in this Region. */
  readonly endpointHostedZone: string;
  /** Hosted zones of the names of load balancers, which differ by their type. */
  readonly loadBalancerHostedZones: Readonly<Record<"network" | "application", string>>;
}

const regions = {
  "us-east-1": {
    zoneIds: ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az6"],
    noRemoteAccess: ["use1-az3"],
    endpointHostedZone: "Z7HUB22UULQXV",
    loadBalancerHostedZones: { network: "Z26RNL4JYFTOTI", application: "Z35SXDOTRQ7X7K" },
  },
  "eu-west-1": {
    zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"],
    noRemoteAccess: [],
    endpointHostedZone: "Z38GZ743OKFT7T",
    loadBalancerHostedZones: { network: "Z2IFOLAFXWLO4F", application: "Z32O12XQLNTSW2" },
  },
} as const satisfies Record<string, Region>;

/** A Region of the sandbox. */
export type RegionName = keyof typeof regions;

/** Names of the sandbox's Regions. */
export const regionNames: readonly RegionName[] = ["us-east-1", "eu-west-1"];

/** Whether the sandbox has a Region. */
export function isRegionName(name: string): name is RegionName {
  return Object.hasOwn(regions, name);
}

export function regionOf(name: RegionName): Region {
  return regions[name];
}

/** An Availability Zone as one account sees it. */
export interface Zone {
  id: string;
  name: string;
}

/**
 * The zones of a Region with the names that an account has for them. AWS shuffles the names per account: the
 * account's `zoneShift` rotates the letters here, so one letter means different zones in different accounts.
 */
export function zonesOf(account: Account, region: RegionName): Zone[] {
  const ids: readonly string[] = regions[region].zoneIds;
  const named = ids.map((id, position) => {
    const letter = "abcdef".charAt((position + account.zoneShift) % ids.length);
    return { id, name: `${region}${letter}` };
  });
  const open = named.filter(({ id }) => !account.closedZoneIds?.includes(id));
  return open.sort((a, b) => a.name.localeCompare(b.name));
}

/** The account's name of a zone. */
export function zoneName(account: Account, region: RegionName, zoneId: string): string {
  return zonesOf(account, region).find((zone) => zone.id === zoneId)?.name ?? zoneId;
}

import type { RegionName } from "./regions.ts";

/** The addresses of a service of AWS in a Region, as one destination of routes. */
export interface PrefixList {
  id: string;
  /** The service's own name, e.g. `com.amazonaws.us-east-1.s3`. */
  name: string;
  cidrs: readonly string[];
}

/** The services with gateway endpoints. The ids are AWS's own; of the networks there are enough to show what they are
 * (ledger: prefix-list-networks). */
const lists: Readonly<Record<RegionName, Readonly<Record<string, Omit<PrefixList, "name">>>>> = {
  "us-east-1": {
    dynamodb: { id: "pl-02cd2c6b", cidrs: ["52.94.0.0/22", "52.119.224.0/20"] },
    s3: { id: "pl-63a5400a", cidrs: ["3.5.0.0/19", "52.216.0.0/15", "54.231.0.0/16"] },
  },
  "eu-west-1": {
    dynamodb: { id: "pl-6fa54006", cidrs: ["52.94.24.0/23", "52.119.240.0/21"] },
    s3: { id: "pl-6da54004", cidrs: ["3.5.64.0/21", "52.92.0.0/17", "52.218.0.0/17"] },
  },
};

/** The prefix lists that AWS manages in a Region. */
export function prefixLists(region: RegionName): PrefixList[] {
  return Object.entries(lists[region]).map(([service, list]) => ({
    ...list,
    name: `com.amazonaws.${region}.${service}`,
  }));
}

/** What the routes to a gateway endpoint have as their destination. */
export function prefixListOf(serviceName: string, region: RegionName): PrefixList | undefined {
  return prefixLists(region).find(({ name }) => name === serviceName);
}

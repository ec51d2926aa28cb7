import type { RegionName } from "./regions.ts";

/** What every resource has: the account and Region that it lives in, and its owner's tags. */
export interface Owned {
  account: string;
  region: RegionName;
  tags: Map<string, string>;
}

import type { FamilyRules } from "../rule.ts";
import { ipv6NotTaken } from "./specific/ipv6.ts";
import { customIdleTimeout, regionNotOpen } from "./specific/regions.ts";

/** IPv6, and connections between Regions. */
export const specificsRules: FamilyRules<"H"> = {
  H1: ipv6NotTaken,
  H6: customIdleTimeout,
  H8: regionNotOpen,
};

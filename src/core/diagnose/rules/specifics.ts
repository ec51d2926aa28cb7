import type { FamilyRules } from "../rule.ts";
import { customIdleTimeout, regionNotOpen } from "./regions/regions.ts";

/** Connections between Regions. */
export const specificsRules: FamilyRules<"H"> = { H6: customIdleTimeout, H8: regionNotOpen };

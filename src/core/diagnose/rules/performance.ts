import type { FamilyRules } from "../rule.ts";
import { zoneUnhealthy } from "./target/zones.ts";

/** It works, but badly; most of that only metrics show. */
export const performanceRules: FamilyRules<"F"> = { F6: zoneUnhealthy };

import type { FamilyRules } from "../rule.ts";

export const performanceRules: FamilyRules<"F"> = {};

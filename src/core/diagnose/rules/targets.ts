import type { FamilyRules } from "../rule.ts";

export const targetsRules: FamilyRules<"E"> = {};

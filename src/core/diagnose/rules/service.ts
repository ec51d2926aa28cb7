import type { FamilyRules } from "../rule.ts";

export const serviceRules: FamilyRules<"D"> = {};

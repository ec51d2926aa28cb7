import type { FamilyRules } from "../rule.ts";

export const consumerNetworkRules: FamilyRules<"B"> = {};

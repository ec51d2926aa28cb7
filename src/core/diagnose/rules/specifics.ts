import type { FamilyRules } from "../rule.ts";

export const specificsRules: FamilyRules<"H"> = {};

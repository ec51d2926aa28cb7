import type { FamilyRules } from "../rule.ts";

export const namesRules: FamilyRules<"C"> = {};

import type { FamilyRules } from "../rule.ts";

export const accessRules: FamilyRules<"G"> = {};

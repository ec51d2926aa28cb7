import type { FamilyRules } from "../rule.ts";

export const endpointStateRules: FamilyRules<"A"> = {};

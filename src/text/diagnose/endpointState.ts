import type { FamilyTexts } from "./causeText.ts";

export const endpointStateTexts: Partial<FamilyTexts<"A">> = {};

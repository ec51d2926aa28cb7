import type { FamilyTexts } from "./causeText.ts";

export const performanceTexts: Partial<FamilyTexts<"F">> = {};

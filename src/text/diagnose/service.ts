import type { FamilyTexts } from "./causeText.ts";

export const serviceTexts: Partial<FamilyTexts<"D">> = {};

import type { FamilyTexts } from "./causeText.ts";

export const namesTexts: Partial<FamilyTexts<"C">> = {};

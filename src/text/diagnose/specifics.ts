import type { FamilyTexts } from "./causeText.ts";

export const specificsTexts: Partial<FamilyTexts<"H">> = {};

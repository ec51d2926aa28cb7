import type { FamilyTexts } from "./causeText.ts";

export const accessTexts: Partial<FamilyTexts<"G">> = {};

import type { FamilyTexts } from "./causeText.ts";

export const targetsTexts: Partial<FamilyTexts<"E">> = {};

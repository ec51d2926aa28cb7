import type { FamilyTexts } from "./causeText.ts";

export const consumerNetworkTexts: Partial<FamilyTexts<"B">> = {};

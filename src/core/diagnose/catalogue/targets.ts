import type { Entries, Entry } from "./entry.ts";

const target = {
  station: "target",
  severity: "broken",
  side: "provider",
  seenBy: "provider",
  best: "proved",
  fix: "confirmed",
} as const satisfies Entry;

const likely = { ...target, best: "likely", fix: "manual" } as const;
const application = { ...likely, seenBy: "either" } as const;
const notChecked = { ...likely, best: "notChecked", notChecked: "needsInstance" } as const;

/** E: the targets, and the application that runs on them. */
export const targetCauses: Entries<"E"> = {
  E1: { ...target, subsumes: ["E10", "F6"] },
  E2: { ...target, fix: "oneClick", subsumes: ["E3", "E6", "E10", "F6"] },
  E3: { ...likely, subsumes: ["E10", "F6"] },
  E4: notChecked,
  E5: { ...likely, subsumes: ["E3", "E10", "F6"] },
  E6: { ...target, severity: "degraded", subsumes: ["E3", "E10", "F6"] },
  E7: { ...target, subsumes: ["E3", "E8", "E10", "F6"] },
  E8: { ...target, subsumes: ["E10", "F6"] },
  E9: { ...target, subsumes: ["E1", "E8", "E10", "F6"] },
  E10: { ...target, severity: "degraded", subsumes: ["F6"] },
  E11: { ...target, subsumes: ["E3", "E10", "F6"] },
  E12: { ...likely, fix: "confirmed" },
  E13: { ...notChecked, fix: "confirmed" },
  E14: notChecked,
  E15: { ...application, side: "consumer" },
  E16: { ...application, side: "consumer" },
  E17: { ...application, side: "consumer" },
  E18: application,
  E19: { ...likely, best: "proved", subsumes: ["E3", "E10", "F6"] },
  // Through PrivateLink targets never see a client's own address, so this should not matter.
  E20: { ...notChecked, severity: "degraded", seenBy: "both", notChecked: "undocumented" },
};

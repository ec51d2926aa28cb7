import type { Entries, Entry } from "./entry.ts";

const name = {
  station: "name",
  severity: "broken",
  side: "consumer",
  seenBy: "consumer",
  best: "proved",
  fix: "manual",
} as const satisfies Entry;

const notChecked = { ...name, best: "notChecked", notChecked: "needsDnsRecords" } as const;

/** C: DNS. */
export const nameCauses: Entries<"C"> = {
  // The reference's one click is to copy the right name, which the finding shows.
  C1: name,
  C2: { ...name, fix: "oneClick", subsumes: ["C1"] },
  C3: { ...name, fix: "confirmed" },
  C4: { ...name, severity: "degraded", fix: "oneClick" },
  C5: {
    ...name,
    side: "provider",
    seenBy: "either",
    fix: "oneClick",
    subsumes: ["C2"],
  },
  C6: { ...notChecked, side: "provider", seenBy: "provider" },
  C7: { ...name, subsumes: ["C2"] },
  C8: { ...name, severity: "degraded", best: "likely" },
  C9: { ...notChecked, notChecked: "needsInstance" },
  C10: { ...notChecked, fix: "confirmed" },
  C11: { ...name, severity: "degraded", best: "likely" },
  C12: { ...name, fix: "confirmed" },
  C13: { ...notChecked, notChecked: "outsideVpc" },
};

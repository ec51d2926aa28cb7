import type { Entries, Entry } from "./entry.ts";

const principal = {
  station: "acceptance",
  severity: "broken",
  side: "provider",
  seenBy: "both",
  best: "proved",
  fix: "confirmed",
} as const satisfies Entry;

/** No test can run from the instance; the connection itself may work. */
const testing = {
  station: "client",
  severity: "risk",
  side: "consumer",
  seenBy: "consumer",
  best: "proved",
  fix: "confirmed",
  subsumes: ["G9"],
} as const satisfies Entry;

const notChecked = { ...testing, best: "notChecked", fix: "manual", subsumes: [] } as const;

/** G: permissions, and what a connectivity test needs. */
export const accessCauses: Entries<"G"> = {
  G1: principal,
  G2: { ...principal, best: "likely" },
  G3: { ...notChecked, notChecked: "shownWhenMade" },
  G4: { ...principal, station: "service", side: "consumer", seenBy: "consumer", fix: "manual" },
  G5: { ...notChecked, notChecked: "ownersIntent" },
  G6: { ...principal, station: "service", subsumes: ["G4"] },
  G7: { ...notChecked, notChecked: "needsOtherService" },
  G8: { ...notChecked, notChecked: "shownAsGap" },
  G9: { ...testing, fix: "none", subsumes: [] },
  // Systems Manager's default host management works without a profile; then it would know the instance.
  G10: { ...testing, fix: "manual" },
  // Only the names of managed policies are read. To attach one is IAM's, which no plan calls.
  G11: { ...testing, best: "likely", fix: "manual" },
  G12: testing,
  G13: { ...testing, fix: "oneClick" },
  G14: { ...testing, fix: "manual" },
  G15: testing,
  G16: { ...notChecked, notChecked: "shownByTest" },
  G17: { ...notChecked, notChecked: "shownByTest" },
  G18: { ...notChecked, notChecked: "shownByTest" },
  G19: { ...notChecked, notChecked: "shownByTest" },
};

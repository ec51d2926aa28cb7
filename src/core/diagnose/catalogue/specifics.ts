import type { Entries, Entry } from "./entry.ts";

const loadBalancer = {
  station: "loadBalancer",
  severity: "broken",
  side: "provider",
  seenBy: "provider",
  best: "proved",
  fix: "confirmed",
} as const satisfies Entry;

const shownWhenMade = {
  station: "endpoint",
  severity: "broken",
  side: "consumer",
  seenBy: "consumer",
  best: "notChecked",
  notChecked: "shownWhenMade",
  fix: "manual",
} as const satisfies Entry;

/** H: IPv6, UDP, and connections between Regions. */
export const specificCauses: Entries<"H"> = {
  H1: {
    station: "endpoint",
    severity: "degraded",
    side: "consumer",
    seenBy: "consumer",
    best: "proved",
    fix: "confirmed",
  },
  H2: { ...shownWhenMade, station: "loadBalancer", side: "provider", seenBy: "provider", fix: "confirmed" },
  H3: shownWhenMade,
  H4: { ...loadBalancer, best: "notChecked", notChecked: "undocumented" },
  H5: shownWhenMade,
  H6: { ...loadBalancer, severity: "degraded", subsumes: ["F2"] },
  H7: { ...shownWhenMade, severity: "risk", notChecked: "needsMetrics", fix: "none" },
  H8: { ...loadBalancer, station: "service", severity: "degraded", fix: "manual" },
};

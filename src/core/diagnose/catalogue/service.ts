import type { Entries, Entry } from "./entry.ts";

const loadBalancer = {
  station: "loadBalancer",
  severity: "broken",
  side: "provider",
  seenBy: "provider",
  best: "proved",
  fix: "confirmed",
} as const satisfies Entry;

const service = { ...loadBalancer, station: "service" } as const;
const notChecked = { ...service, best: "notChecked", fix: "manual" } as const;

/** D: the service, its load balancers and their listeners. */
export const serviceCauses: Entries<"D"> = {
  D1: { ...loadBalancer, subsumes: ["E9", "E10", "F6"] },
  D2: { ...loadBalancer, fix: "manual", subsumes: ["D1"] },
  D3: { ...loadBalancer, fix: "manual", subsumes: ["E8", "E9", "E10", "F6"] },
  D4: { ...loadBalancer, seenBy: "both" },
  D5: { ...loadBalancer, fix: "oneClick", subsumes: ["E3", "E10", "F6"] },
  D6: { ...notChecked, notChecked: "otherConsumers" },
  D7: { ...service, severity: "risk", fix: "oneClick" },
  D8: { ...notChecked, side: "consumer", seenBy: "consumer", notChecked: "shownWhenMade" },
  D9: { ...loadBalancer, severity: "degraded", fix: "manual" },
  D10: { ...loadBalancer, station: "target", fix: "oneClick", subsumes: ["E2", "E3", "E10", "F6"] },
  D11: { ...notChecked, notChecked: "ownersIntent" },
  D12: { ...loadBalancer, subsumes: ["E9", "E10", "F6"] },
  D13: { ...loadBalancer, severity: "degraded", fix: "manual", subsumes: ["E10", "F6"] },
  D14: { ...service, station: "acceptance", severity: "risk" },
  D15: { ...service, severity: "risk" },
};

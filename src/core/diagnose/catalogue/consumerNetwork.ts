import type { Entries, Entry } from "./entry.ts";

const endpoint = {
  station: "endpoint",
  severity: "broken",
  side: "consumer",
  seenBy: "consumer",
  best: "proved",
  fix: "manual",
} as const satisfies Entry;

const client = { ...endpoint, station: "client" } as const;
const notChecked = { ...client, best: "notChecked" } as const;

/** B: the way from the client to the endpoint's interfaces. */
export const consumerNetworkCauses: Entries<"B"> = {
  B1: { ...endpoint, fix: "oneClick" },
  B2: { ...endpoint, fix: "oneClick" },
  B3: { ...client, fix: "oneClick" },
  B4: { ...client, fix: "confirmed" },
  B5: { ...endpoint, fix: "confirmed" },
  B6: { ...endpoint, fix: "confirmed" },
  B7: { ...notChecked, notChecked: "outsideVpc" },
  B8: client,
  B9: { ...endpoint, fix: "oneClick" },
  B10: { ...endpoint, station: "name", fix: "confirmed", subsumes: ["C1"] },
  B11: { ...endpoint, severity: "risk", fix: "confirmed" },
  B12: { ...notChecked, notChecked: "needsInstance" },
  B13: { ...notChecked, notChecked: "outsideVpc" },
  B14: { ...endpoint, severity: "risk" },
  B15: { ...endpoint, fix: "confirmed" },
  B16: { ...notChecked, station: "endpoint", notChecked: "shownWhenMade" },
  B17: { ...notChecked, notChecked: "outsideVpc" },
  B18: { ...client, best: "likely" },
};

import type { Entries, Entry } from "./entry.ts";

const notChecked = {
  station: "loadBalancer",
  severity: "degraded",
  side: "provider",
  seenBy: "provider",
  best: "notChecked",
  notChecked: "needsMetrics",
  fix: "manual",
} as const satisfies Entry;

const onTheConsumersSide = {
  ...notChecked,
  station: "endpoint",
  side: "consumer",
  seenBy: "consumer",
} as const;

/** F: it works, but badly. */
export const performanceCauses: Entries<"F"> = {
  F1: { ...notChecked, fix: "confirmed" },
  F2: { ...notChecked, fix: "confirmed" },
  F3: { ...onTheConsumersSide, notChecked: "needsInstance" },
  F4: onTheConsumersSide,
  F5: { ...notChecked, station: "target" },
  F6: {
    station: "target",
    severity: "degraded",
    side: "provider",
    seenBy: "provider",
    best: "proved",
    fix: "manual",
  },
  F7: { ...notChecked, station: "target" },
};

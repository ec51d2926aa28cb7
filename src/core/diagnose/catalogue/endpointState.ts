import type { Entries, Entry } from "./entry.ts";

const endpoint = {
  station: "endpoint",
  severity: "broken",
  side: "consumer",
  seenBy: "either",
  best: "proved",
  fix: "manual",
} as const satisfies Entry;

const acceptance = { ...endpoint, station: "acceptance" } as const;

/** A: the endpoint's state, and whether it is the right endpoint. */
export const endpointStateCauses: Entries<"A"> = {
  A1: { ...acceptance, side: "provider", fix: "oneClick" },
  A2: { ...acceptance, side: "provider", fix: "confirmed" },
  A3: { ...acceptance, fix: "confirmed" },
  // The reference names the consumer, who alone sees the reason; the provider sees the state too.
  A4: { ...endpoint, subsumes: ["A9", "C1"] },
  // The reference's one click is to look again, which every report has.
  A5: { ...endpoint, severity: "degraded" },
  // AWS does not say since when it is pending.
  A6: { ...endpoint, best: "likely" },
  A7: { ...endpoint, subsumes: ["A8", "A9", "B10", "C1", "C2"] },
  A8: { ...endpoint, seenBy: "consumer" },
  A9: { ...endpoint, seenBy: "consumer", subsumes: ["B10", "C1", "C2"] },
  // The reference lets the consumer infer it. What it sees is the same as after a rejection by a service that is there.
  A10: {
    ...acceptance,
    station: "service",
    side: "provider",
    seenBy: "provider",
    subsumes: ["A2", "A11", "G1", "G2"],
  },
  // The reference wants both sides; the connection tells the provider whose account it is, so that side is enough.
  A11: { ...acceptance, severity: "risk", side: "provider", seenBy: "provider", fix: "confirmed" },
};

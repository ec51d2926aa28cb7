/** Where a DNS name of an endpoint leads. */
export type NameScope =
  | { readonly kind: "regional" }
  /** `zoneName` as this account calls the zone; the name itself does not say its id. */
  | { readonly kind: "zonal"; readonly zoneName: string; readonly zoneId?: string }
  | { readonly kind: "private" };

/**
 * Tells an endpoint's names apart by their first label: `vpce-ID-HASH` is the regional one's, `vpce-ID-HASH-us-east-1a` a
 * zone's, and what does not begin with the endpoint's id is a private name of the service. Some services of AWS add wildcards.
 */
export function nameScope(endpointId: string, name: string): NameScope {
  const [label = ""] = name.replace(/^\*\./, "").split(".");
  if (!label.startsWith(`${endpointId}-`)) return { kind: "private" };
  const [, ...zone] = label.slice(endpointId.length + 1).split("-");
  return zone.length === 0 ? { kind: "regional" } : { kind: "zonal", zoneName: zone.join("-") };
}

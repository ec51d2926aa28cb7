import type { Evidence } from "../evidence/evidence.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { TopologyZone } from "./graph.ts";

/**
 * Zone names differ by account, ids do not: every account's own subnets tell which name means which id there. A zone
 * that no subnet tells is known by its name.
 */
export class ZoneNames {
  readonly #ids = new Map<string, string>();

  constructor(pairs: readonly (readonly [name: string, id: string])[]) {
    for (const [name, id] of pairs) this.#ids.set(name, id);
  }

  idOf(name: string): string {
    return this.#ids.get(name) ?? name;
  }

  nameOf(id: string): string | undefined {
    for (const [name, each] of this.#ids) if (each === id) return name;
    return undefined;
  }
}

export function consumerZones({ consumer }: Evidence): ZoneNames {
  const subnets = seenItems(consumer?.network.subnets);
  const interfaces = seenItems(consumer?.interfaces);
  return new ZoneNames([
    ...interfaces.flatMap(({ zoneName, zoneId }) =>
      zoneId === undefined ? [] : [[zoneName, zoneId] as const],
    ),
    ...subnets.map(({ zoneName, zoneId }) => [zoneName, zoneId] as const),
  ]);
}

export function providerZones({ provider }: Evidence): ZoneNames {
  return new ZoneNames(
    seenItems(provider?.network.subnets).map(({ zoneName, zoneId }) => [zoneName, zoneId] as const),
  );
}

/** Every zone that something on the path stands in, in the order of their ids. */
export function zonesOf(evidence: Evidence): readonly TopologyZone[] {
  const { consumer, provider } = evidence;
  const consumerNames = consumerZones(evidence);
  const providerNames = providerZones(evidence);
  const client = seenValue(consumer?.client);
  const ids = new Set([
    ...(client === undefined ? [] : [consumerNames.idOf(client.zoneName)]),
    ...seenItems(consumer?.interfaces).map(({ zoneName, zoneId }) => zoneId ?? consumerNames.idOf(zoneName)),
    ...seenItems(provider?.loadBalancers).flatMap(({ nodes }) =>
      nodes.map(({ zoneName }) => providerNames.idOf(zoneName)),
    ),
    ...seenItems(provider?.targetGroups).flatMap(({ targets }) =>
      targets.flatMap(({ zoneName }) => (isZone(zoneName) ? [providerNames.idOf(zoneName)] : [])),
    ),
  ]);
  return [...ids].sort().map((id) => {
    const consumerName = consumerNames.nameOf(id);
    const providerName = providerNames.nameOf(id);
    return {
      id,
      ...(consumerName === undefined ? {} : { consumerName }),
      ...(providerName === undefined ? {} : { providerName }),
    };
  });
}

/** AWS says `all` of a target that it reaches from every zone. */
export function isZone(zoneName: string | undefined): zoneName is string {
  return zoneName !== undefined && zoneName !== "" && zoneName !== "all";
}

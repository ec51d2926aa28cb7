import type { EndpointInterface } from "../evidence/consumer.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { InstanceFacts } from "../evidence/network.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { Peer } from "./securityGroups.ts";

/** The way from the client to one of the endpoint's interfaces. */
export interface Leg {
  readonly client: InstanceFacts;
  readonly entry: EndpointInterface;
  /** Network ACLs stand at the borders of subnets only. */
  readonly crossesSubnets: boolean;
}

/** One leg per interface; none when the client or the interfaces could not be seen. */
export function legs({ consumer }: Evidence): readonly Leg[] {
  const client = seenValue(consumer?.client);
  if (client === undefined) return [];
  return seenItems(consumer?.interfaces).map((entry) => ({
    client,
    entry,
    crossesSubnets: entry.subnetId !== client.subnetId,
  }));
}

/** The client as groups of the endpoint see it: its own groups mean something within the same VPC only. */
export function clientPeer({ consumer }: Evidence, client: InstanceFacts): Peer {
  const vpcId = seenValue(consumer?.endpoint)?.vpcId;
  return { ip: client.ip, groupIds: client.vpcId === vpcId ? client.securityGroupIds : [] };
}

/** The zones of the broken interfaces, where others work. */
export function zonesOf(
  broken: readonly EndpointInterface[],
  all: readonly EndpointInterface[],
): { readonly zoneIds?: readonly string[] } {
  if (broken.length === all.length) return {};
  return { zoneIds: broken.flatMap(({ zoneId }) => zoneId ?? []) };
}

import type { EndpointInterface } from "../evidence/consumer.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { InstanceFacts } from "../evidence/network.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { Finding } from "../finding.ts";
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

/** The zones of the broken interfaces. Where others work, some connections get through, and the regional name may avoid these. */
export function zonesOf(
  broken: readonly EndpointInterface[],
  all: readonly EndpointInterface[],
): Pick<Finding, "zoneIds"> & Partial<Pick<Finding, "severity">> {
  if (broken.length === all.length) return {};
  return { severity: "degraded", zoneIds: broken.flatMap(({ zoneId }) => zoneId ?? []) };
}

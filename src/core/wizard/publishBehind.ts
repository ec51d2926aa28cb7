import type { OwnLoadBalancer } from "../model/loadBalancer.ts";
import type { Vpc } from "../model/network.ts";
import type { Loadable } from "../model/snapshot.ts";
import type { Facts } from "./facts.ts";
import type { Notice, Problem } from "./form.ts";
import type { Place } from "./place.ts";
import type { ApplicationAnswer } from "./publishApplication.ts";

/** What the load balancer stands between: what is published, and the networks of those who will connect. */
export interface Behind {
  readonly facts: Facts;
  readonly place: Place;
  readonly application: ApplicationAnswer;
  readonly balancers: Loadable<readonly OwnLoadBalancer[]>;
  readonly clientVpcs: readonly Vpc[];
}

/** Consumers choose zones by id: these are the ones that they will be offered. */
export function zoneNotices(zoneIds: readonly string[]): readonly Notice[] {
  if (zoneIds.length === 0) return [];
  const offered: Notice = { code: "zonesOffered", zoneIds };
  return zoneIds.length === 1 ? [offered, { code: "singleZone" }] : [offered];
}

/** A target in a zone where the load balancer has no node is never used. */
export function checkTargetZones(
  covered: readonly string[],
  zoneIds: readonly string[],
  code: "targetZoneMissing" | "targetZoneUncovered",
): Problem | undefined {
  const missing = zoneIds.find((zoneId) => !covered.includes(zoneId));
  return missing === undefined ? undefined : { code, zoneId: missing };
}

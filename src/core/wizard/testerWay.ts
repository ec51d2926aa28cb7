import type { VpcDns } from "../model/network.ts";
import type { Loadable } from "../model/snapshot.ts";
import { type AgentWay, isOpenWay } from "../model/systemsManager.ts";
import { monthlyCost } from "../plan/cost.ts";
import type { VpcDnsAttribute } from "../plan/step.ts";
import type { TesterWay } from "../plan/testerIntent.ts";
import type { Facts } from "./facts.ts";
import type { Fields } from "./fields.ts";
import { lookupNotices, type Notice, type Section, section } from "./form.ts";
import type { PlaceAnswer } from "./testerPlace.ts";

export interface WayAnswer {
  /** Absent when the subnet has a way that is known to work. */
  readonly section: Section | undefined;
  readonly way: TesterWay;
}

const asItIs: Omit<TesterWay, "isInside"> = { endpoints: [], dns: [], closedGroups: [] };

/** Whether Systems Manager can be reached from the chosen subnet, and what has to be made for that. */
export function waySection(fields: Fields, facts: Facts, { subnet, ways }: PlaceAnswer): WayAnswer {
  const isKnown = ways.every(({ by }) => by === "endpoint" || by === "internet");
  const current: TesterWay = { ...asItIs, isInside: ways.every(({ by }) => by === "endpoint") };
  if (subnet === undefined || isKnown) return { section: undefined, way: current };
  const dns: Loadable<VpcDns> = facts.vpcDns[subnet.vpcId] ?? { status: "loading" };
  const made = wayOf(ways, dns);
  const flag = fields.flag("agentWay", !ways.every(isOpenWay), (on) => (on ? madeNotices(made, dns) : []));
  const isStuck = !flag.value && !ways.every(isOpenWay);
  const field = isStuck ? { ...flag, problem: { code: "noWayToSystemsManager" } as const } : flag;
  return {
    section: section(
      "agentWay",
      [field],
      flag.value && made.endpoints.length > 0 && dns.status === "loading",
    ),
    way: flag.value ? made : current,
  };
}

function wayOf(ways: readonly AgentWay[], dns: Loadable<VpcDns>): TesterWay {
  const endpoints = ways
    .filter(({ by }) => by === "none" || by === "elsewhere")
    .map(({ service }) => service);
  const closed = ways.flatMap((way) =>
    way.by === "closedEndpoint" ? way.endpoint.securityGroups.slice(0, 1) : [],
  );
  return {
    endpoints,
    dns: endpoints.length === 0 ? [] : missing(dns),
    // Both endpoints may have the same group.
    closedGroups: [...new Map(closed.map((group) => [group.id, group])).values()],
    isInside: ways.every(({ by }) => by !== "internet"),
  };
}

/** In the order in which they can be turned on: host names need the support. */
function missing(dns: Loadable<VpcDns>): readonly VpcDnsAttribute[] {
  if (dns.status !== "ready") return [];
  return [
    ...(dns.value.support ? [] : (["enableDnsSupport"] as const)),
    ...(dns.value.hostnames ? [] : (["enableDnsHostnames"] as const)),
  ];
}

function madeNotices(
  { endpoints, closedGroups, dns }: TesterWay,
  looked: Loadable<VpcDns>,
): readonly Notice[] {
  const monthly = endpoints.length * monthlyCost({ interfaceEndpointZones: 1 });
  return [
    ...(endpoints.length === 0 ? [] : lookupNotices(looked)),
    ...(endpoints.length === 0 ? [] : [{ code: "agentEndpoints", services: endpoints, monthly } as const]),
    ...(dns.length === 0 ? [] : [{ code: "vpcDnsOff", attributes: dns } as const]),
    ...(closedGroups.length === 0
      ? []
      : [{ code: "agentGroupsOpened", groups: closedGroups.map(({ name }) => name) } as const]),
  ];
}

import { displayName } from "../../model/tags.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import type { LoadBalancerFacts, TargetFacts, TargetGroupFacts } from "../evidence/provider.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";
import type { Column, NodeState, TopologyNode } from "./graph.ts";
import { type Judge, type Place, worst } from "./judge.ts";
import { isZone, providerZones, type ZoneNames } from "./zones.ts";

/** The service and what stands behind it, as far as the provider's account is open. */
export function providerNodes(
  target: DiagnosisTarget,
  evidence: Evidence,
  judge: Judge,
): readonly TopologyNode[] {
  const { provider } = evidence;
  const names = providerZones(evidence);
  const loadBalancers = seenItems(provider?.loadBalancers);
  const groups = seenItems(provider?.targetGroups);
  return [
    serviceNode(target, evidence, judge),
    ...orUnseen("loadBalancers", loadBalancerNodes(loadBalancers, names, judge), judge),
    ...orUnseen(
      "targetGroups",
      groups.map((group) => targetGroupNode(group, groups, judge)),
      judge,
    ),
    ...orUnseen(
      "targets",
      groups.flatMap((group) => targetNodes(group, evidence, names, judge)),
      judge,
    ),
  ];
}

const stationsOf: Partial<Record<Column, Place["stations"]>> = {
  loadBalancers: ["loadBalancer"],
  targetGroups: ["target"],
  targets: ["target"],
};

/** Where nothing could be seen, or nothing is, one node says so. */
function orUnseen(column: Column, nodes: readonly TopologyNode[], judge: Judge): readonly TopologyNode[] {
  if (nodes.length > 0) return nodes;
  const place = { stations: stationsOf[column] ?? [], resources: [], peers: [] };
  const findings = judge.findingsAt(place);
  const state = findings.length === 0 ? "notSeen" : judge.stateAt(place);
  return [{ id: column, column, name: "", detail: "", state, resources: [], findings }];
}

function serviceNode({ serviceName }: DiagnosisTarget, { provider }: Evidence, judge: Judge): TopologyNode {
  const service = seenValue(provider?.service);
  const id = service?.id ?? serviceName.split(".").at(-1) ?? serviceName;
  const place: Place = { stations: ["acceptance", "service"], resources: [id, serviceName], peers: [] };
  return {
    id: `service/${id}`,
    column: "service",
    name: service === undefined ? id : displayName(service),
    detail: service === undefined || displayName(service) === id ? "" : id,
    state: judge.stateAt(place),
    resources: [id],
    findings: judge.findingsAt(place),
  };
}

function loadBalancerNodes(
  loadBalancers: readonly LoadBalancerFacts[],
  names: ZoneNames,
  judge: Judge,
): readonly TopologyNode[] {
  const peers = loadBalancers.map(({ arn }) => arn);
  return loadBalancers.flatMap(({ arn, name, nodes, state }) =>
    nodes.map(({ ip, zoneName }): TopologyNode => {
      const zone = names.idOf(zoneName);
      const place: Place = {
        stations: ["loadBalancer"],
        ofItsZone: ["target"],
        zone,
        resources: [arn],
        peers,
      };
      const own: NodeState = state === "active" ? "fine" : state === "failed" ? "broken" : "degraded";
      return {
        id: `loadBalancer/${arn}/${zone}`,
        column: "loadBalancers",
        zone,
        name: ip ?? name,
        detail: ip === undefined ? zoneName : name,
        state: worst(own, judge.stateAt(place)),
        fact: { code: "loadBalancer", state },
        resources: [arn],
        findings: judge.findingsAt(place),
      };
    }),
  );
}

function targetGroupNode(
  { arn, name, port, protocol, targets }: TargetGroupFacts,
  groups: readonly TargetGroupFacts[],
  judge: Judge,
): TopologyNode {
  const peers = groups.map((group) => group.arn);
  const place: Place = { stations: ["target"], resources: [arn], peers };
  const healthy = targets.filter(({ state }) => state === "healthy").length;
  const own: NodeState =
    healthy === targets.length && healthy > 0 ? "fine" : healthy > 0 ? "degraded" : "broken";
  return {
    id: `targetGroup/${arn}`,
    column: "targetGroups",
    name,
    detail: `${protocol} ${port}`,
    port,
    state: own,
    fact: { code: "healthy", healthy, all: targets.length },
    resources: [arn],
    findings: judge.findingsAt(place),
  };
}

const targetTones: Partial<Record<TargetFacts["state"], NodeState>> = {
  healthy: "fine",
  initial: "degraded",
  draining: "degraded",
  unknown: "notSeen",
};

function targetNodes(
  group: TargetGroupFacts,
  { provider }: Evidence,
  names: ZoneNames,
  judge: Judge,
): readonly TopologyNode[] {
  const instances = seenItems(provider?.targetInstances);
  const peers = [group.arn, ...group.targets.map(({ id }) => id)];
  return group.targets.map(({ id, port, state, reason, zoneName }): TopologyNode => {
    const instance = instances.find((each) => each.id === id || each.ip === id);
    const placed = isZone(zoneName) ? zoneName : instance?.zoneName;
    const zone = placed === undefined ? undefined : names.idOf(placed);
    const place: Place = { stations: ["target"], zone, resources: [id, group.arn], peers };
    return {
      id: `target/${group.arn}/${id}:${port}`,
      column: "targets",
      ...(zone === undefined ? {} : { zone }),
      name: instance === undefined ? id : displayName(instance),
      detail: `${instance?.ip ?? id}:${port}`,
      port,
      state: worst(targetTones[state] ?? "broken", judge.stateAt(place)),
      fact: { code: "target", state, ...(reason === undefined ? {} : { reason }) },
      resources: [id],
      findings: judge.findingsAt(place),
    };
  });
}

import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import type { LoadBalancerFacts } from "../evidence/provider.ts";
import { seenItems } from "../evidence/seen.ts";
import type { Column, NodeState, TopologyEdge, TopologyNode } from "./graph.ts";
import { worst } from "./judge.ts";

/** Every way that traffic takes from one node to the next, with its ports and whether it gets through there. */
export function edgesOf(
  target: DiagnosisTarget,
  evidence: Evidence,
  nodes: readonly TopologyNode[],
): readonly TopologyEdge[] {
  const at = (column: Column) => nodes.filter((node) => node.column === column);
  const all = (from: Column, to: Column, ports: readonly number[]) =>
    at(from).flatMap((source) => at(to).map((sink) => edge(source, sink, ports)));
  const loadBalancers = seenItems(evidence.provider?.loadBalancers);
  const ports = clientPorts(target, loadBalancers);
  return [
    ...all("client", "interfaces", ports),
    ...all("interfaces", "service", ports),
    ...all("service", "loadBalancers", ports),
    ...at("loadBalancers").flatMap((node) =>
      forwardsOf(node, loadBalancers, target.port, at("targetGroups")).map((group) => edge(node, group)),
    ),
    ...at("targetGroups").flatMap((group) =>
      at("targets")
        .filter(({ id }) => belongsTo(id, group))
        .map((sink) => edge(group, sink)),
    ),
  ];
}

function edge(from: TopologyNode, to: TopologyNode, ports?: readonly number[]): TopologyEdge {
  const own = to.port === undefined ? [] : [to.port];
  return { from: from.id, to: to.id, ports: ports ?? own, state: passing(from, to) };
}

/** The port that is asked about, else those that are listened on. */
function clientPorts(
  { port }: DiagnosisTarget,
  loadBalancers: readonly LoadBalancerFacts[],
): readonly number[] {
  if (port !== undefined) return [port];
  return [...new Set(loadBalancers.flatMap(({ listeners }) => listeners.map((each) => each.port)))];
}

/** The target groups that a load balancer's listeners lead to: the asked port's, else all of them. */
function forwardsOf(
  { resources }: TopologyNode,
  loadBalancers: readonly LoadBalancerFacts[],
  port: number | undefined,
  groups: readonly TopologyNode[],
): readonly TopologyNode[] {
  if (resources.length === 0) return groups;
  const listeners = loadBalancers
    .filter(({ arn }) => resources.includes(arn))
    .flatMap((each) => each.listeners);
  const asked = listeners.filter((listener) => listener.port === port);
  const arns = (asked.length > 0 ? asked : listeners).flatMap(({ forwards }) =>
    forwards.map(({ targetGroupArn }) => targetGroupArn),
  );
  return groups.filter((group) => group.resources.some((arn) => arns.includes(arn)));
}

/** What nobody could see stands behind every group. */
function belongsTo(id: string, { resources }: TopologyNode): boolean {
  const [arn] = resources;
  return arn === undefined || id === "targets" || id.startsWith(`target/${arn}/`);
}

/**
 * Traffic stops before what is broken. A client that cannot send is broken itself; and a group of targets is as good as
 * the targets behind it, which says nothing about the way to it.
 */
function passing(from: TopologyNode, to: TopologyNode): TopologyEdge["state"] {
  const sender = from.column === "client" || from.state === "notSeen" ? from.state : "fine";
  const receiver: NodeState = to.column === "targetGroups" && to.state !== "notSeen" ? "fine" : to.state;
  return ({ fine: "passes", degraded: "impaired", broken: "stops", notSeen: "notSeen" } as const)[
    worst(sender, receiver)
  ];
}

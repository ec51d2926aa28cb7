import type { NodeFact, Topology, TopologyEdge, TopologyNode } from "./graph.ts";
import { worst } from "./judge.ts";

/** More boxes than these in one cell, a column in a zone, become one box. */
const most: Record<TopologyNode["column"], number> = {
  client: 1,
  interfaces: 2,
  service: 1,
  loadBalancers: 4,
  targetGroups: 6,
  targets: 3,
};

/** Draws together what would not fit: nodes of the same zone, targets only with others of their group. */
export function grouped({ zones, nodes, edges }: Topology): Topology {
  const cells = [...Map.groupBy(nodes, cellOf).values()];
  const together = cells.flatMap(groupCell);
  const boxOf = new Map(
    together.flatMap((box) => (box.members ?? [box]).map(({ id }) => [id, box.id] as const)),
  );
  const moved = edges.map((edge) => ({
    ...edge,
    from: boxOf.get(edge.from) ?? edge.from,
    to: boxOf.get(edge.to) ?? edge.to,
  }));
  return { zones, nodes: together, edges: [...Map.groupBy(moved, endsOf).values()].flatMap(merged) };
}

function cellOf({ column, zone }: TopologyNode): string {
  return `${column}/${zone ?? ""}`;
}

function groupCell(nodes: readonly TopologyNode[]): readonly TopologyNode[] {
  const [first] = nodes;
  if (first === undefined || nodes.length <= most[first.column]) return nodes;
  if (first.column !== "targets") return [boxOf(first, nodes)];
  const byGroup = [...Map.groupBy(nodes, targetGroupOf).values()];
  if (byGroup.length > most.targetGroups) return [boxOf(first, nodes)];
  return byGroup.flatMap((members) => {
    const [head, ...others] = members;
    return head === undefined || others.length === 0 ? members : [boxOf(head, members)];
  });
}

function targetGroupOf({ id }: TopologyNode): string {
  return id.slice(0, id.lastIndexOf("/"));
}

/** One box for several nodes. */
function boxOf(first: TopologyNode, members: readonly TopologyNode[]): TopologyNode {
  const { column, port, zone } = first;
  const isMixed =
    members.some(({ state }) => state === "fine") && members.some(({ state }) => state !== "fine");
  const fact = sumOf(members);
  return {
    id: `group/${column}/${zone ?? ""}/${column === "targets" ? targetGroupOf(first) : ""}`,
    column,
    ...(zone === undefined ? {} : { zone }),
    name: "",
    detail: "",
    ...(port === undefined ? {} : { port }),
    state: isMixed ? "degraded" : worst(...members.map(({ state }) => state)),
    ...(fact === undefined ? {} : { fact }),
    resources: [...new Set(members.flatMap(({ resources }) => resources))],
    findings: [...new Set(members.flatMap(({ findings }) => findings))].sort((a, b) => a - b),
    members,
  };
}

function sumOf(members: readonly TopologyNode[]): NodeFact | undefined {
  if (members[0]?.column !== "targets") return undefined;
  const healthy = members.filter(({ fact }) => fact?.code === "target" && fact.state === "healthy").length;
  return { code: "healthy", healthy, all: members.length };
}

function endsOf({ from, to }: TopologyEdge): string {
  return `${from} ${to}`;
}

/** Between the same boxes there is one line: if some of it passes and some does not, it is impaired. */
function merged(edges: readonly TopologyEdge[]): readonly TopologyEdge[] {
  const [first, ...others] = edges;
  if (first === undefined || others.length === 0) return edges;
  const states = new Set(edges.map(({ state }) => state));
  const state = states.size === 1 ? first.state : "impaired";
  return [{ ...first, ports: [...new Set(edges.flatMap(({ ports }) => ports))], state }];
}

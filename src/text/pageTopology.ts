import type { Column, NodeFact, TopologyEdge, TopologyNode } from "../core/diagnose/topology/graph.ts";
import { stationStates } from "./pageDiagnose.ts";
import { counted } from "./plan.ts";
import { joined, stateWord } from "./states.ts";

/** Words of the picture's page. */
export const topologyTexts = {
  diagnose: "Diagnose",
  exportSvg: "Export SVG",
  asList: "Show as list",
  asPicture: "Show as picture",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Fit",
  zoom: "Zoom",
  legend: "Legend",
  ports: "Numbers on lines are TCP ports.",
  picture: "Path from client to targets by Availability Zone",
  selected: "Selected node",
  choose: "Choose a node to see what is known of it.",
  reveal: "Reveal in side bar",
  copyId: "Copy id",
  nothingFound: "No finding is about it.",
  members: "Drawn together",
  leadsTo: "Leads to",
} as const;

export const keyTexts = {
  along: "along the path",
  across: "across AZs",
  opens: "opens the row",
} as const;

export const columnNames: Record<Column, string> = {
  client: "Client",
  interfaces: "Endpoint",
  service: "Service",
  loadBalancers: "Load balancer node",
  targetGroups: "Target group",
  targets: "Target",
};

const plurals: Record<Column, string> = {
  client: "client",
  interfaces: "interface",
  service: "service",
  loadBalancers: "node",
  targetGroups: "target group",
  targets: "target",
};

export const edgeStates: Record<TopologyEdge["state"], string> = {
  passes: "Traffic passes",
  impaired: "Some passes",
  stops: "Traffic stops",
  notSeen: "Not seen",
};

/** What a box is called: its own name, how many it stands for, or what would stand there. */
export function nodeName({ column, members, name }: TopologyNode): string {
  if (members !== undefined) return counted(members.length, plurals[column]);
  return name === "" ? columnNames[column] : name;
}

/** How it is, in AWS's words where they agree with what was found. */
export function nodeWord({ fact, state }: TopologyNode): string {
  return (fact === undefined ? undefined : factWord(fact, state === "fine")) ?? stationStates[state];
}

function factWord(fact: NodeFact, fine: boolean): string | undefined {
  switch (fact.code) {
    case "healthy":
      return fact.all === 0 ? "No target" : `${fact.healthy} of ${fact.all} healthy`;
    case "target":
      return fine === (fact.state === "healthy") ? stateWord(fact.state) : undefined;
    case "loadBalancer":
      return fine === (fact.state === "active") ? stateWord(fact.state) : undefined;
    case "client":
      return fact.state === "running" ? (fine ? "Running" : undefined) : fact.state;
  }
}

/** A node for who cannot see it. */
export function nodeSentence(node: TopologyNode): string {
  const name = nodeName(node);
  const kind = columnNames[node.column];
  const what = [...(name === kind ? [] : [name]), node.detail, node.zone ?? ""].filter((part) => part !== "");
  return `${[kind, what.join(", ")].filter((part) => part !== "").join(": ")}. ${nodeWord(node)}`;
}

/** An edge as a line of the list. */
export function edgeSentence({ ports, state }: TopologyEdge, to: TopologyNode): string {
  return joined(nodeName(to), ports.length > 0 && portsWord(ports), edgeStates[state]);
}

/** More ports than two have no room on a line. */
export function portsWord(ports: readonly number[]): string {
  const [first, second] = ports;
  return ports.length > 2 ? `${first}, ${second}, …` : ports.join(", ");
}

/** Makes a text fit by taking out its middle: the ends tell ids apart. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.min(4, Math.floor(most / 3));
  return `${text.slice(0, most - tail - 1)}…${text.slice(-tail)}`;
}

export function percent(zoom: number): string {
  return `${Math.round(zoom * 100)} %`;
}

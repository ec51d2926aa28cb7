import { describe, expect, it } from "vitest";
import type { Diagnosis, RankedFinding } from "../../../../src/core/diagnose/finding.ts";
import { layoutOf } from "../../../../src/core/diagnose/topology/layout.ts";
import { topologyOf } from "../../../../src/core/diagnose/topology/topology.ts";
import { helloTarget, loadBalancerArn, pathEvidence } from "../../../support/pathEvidence.ts";

const healthy: Diagnosis = { stations: [], findings: [], fine: [], unseen: [], notChecked: [] };

function finding(part: Partial<RankedFinding>): RankedFinding {
  return {
    cause: "D4",
    certainty: "proved",
    severity: "broken",
    station: "loadBalancer",
    side: "provider",
    parameters: {},
    proof: [],
    fixes: [],
    role: "cause",
    folded: [],
    ...part,
  };
}

function found(...findings: readonly RankedFinding[]): Diagnosis {
  return { ...healthy, findings };
}

const statesOf = (diagnosis: Diagnosis, size = { zones: 2, loadBalancers: 1, targets: 2 }) => {
  const { nodes, edges } = topologyOf(helloTarget, pathEvidence(size), diagnosis);
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? id;
  return {
    nodes: Object.fromEntries(nodes.map(({ name, state }) => [name, state])),
    edges: edges.map(({ from, to, state }) => `${nameOf(from)} > ${nameOf(to)} ${state}`),
  };
};

describe("the topology of a connection", () => {
  it("stands in the rows of zones by id, whatever either account calls them", () => {
    const { nodes, zones } = topologyOf(helloTarget, pathEvidence(), healthy);
    expect(zones).toEqual([
      { id: "use1-az1", consumerName: "us-east-1c", providerName: "us-east-1a" },
      { id: "use1-az2", consumerName: "us-east-1b", providerName: "us-east-1b" },
    ]);
    expect(nodes.map(({ column, name, zone = "" }) => `${column} ${zone} ${name}`)).toEqual([
      "client use1-az1 tester",
      "interfaces use1-az1 10.1.1.57",
      "interfaces use1-az2 10.1.2.57",
      "service  flask-hello",
      "loadBalancers use1-az1 10.0.1.11",
      "loadBalancers use1-az2 10.0.2.11",
      "targetGroups  flask-hello-tg-1",
      "targets use1-az1 i-01a00",
      "targets use1-az2 i-01a01",
    ]);
  });

  it("passes everywhere when nothing is wrong", () => {
    const { edges, nodes } = topologyOf(helloTarget, pathEvidence(), healthy);
    expect(new Set(edges.map(({ state }) => state))).toEqual(new Set(["passes"]));
    expect(new Set(edges.flatMap(({ ports }) => ports))).toEqual(new Set([5000]));
    expect(new Set(nodes.map(({ state }) => state))).toEqual(new Set(["fine"]));
  });

  it("stops before what a finding is about, in its zones only", () => {
    const { edges, nodes } = statesOf(found(finding({ zoneIds: ["use1-az2"] })));
    expect(nodes).toMatchObject({ "10.0.1.11": "fine", "10.0.2.11": "broken" });
    expect(edges.filter((edge) => !edge.endsWith("passes"))).toEqual(["flask-hello > 10.0.2.11 stops"]);
  });

  it("stops before the load balancer that the proof names, and before no other", () => {
    const resource = loadBalancerArn(2);
    const proof = [{ operation: "", field: "", value: "", resource, judged: "wrong" }] as const;
    const { nodes } = statesOf(found(finding({ proof })), { zones: 1, loadBalancers: 2, targets: 1 });
    expect(nodes).toMatchObject({ "10.0.1.11": "fine", "10.0.1.12": "broken" });
  });

  it("stops at the client when its name does not lead anywhere", () => {
    const { edges } = statesOf(found(finding({ cause: "C1", station: "name", side: "consumer" })));
    expect(edges.filter((edge) => edge.endsWith("stops"))).toEqual([
      "tester > 10.1.1.57 stops",
      "tester > 10.1.2.57 stops",
    ]);
  });

  it("stops before the node of a zone whose targets do not answer", () => {
    const zonal = finding({ cause: "E10", station: "target", zoneIds: ["use1-az2"] });
    const { edges, nodes } = statesOf(found(zonal));
    expect(nodes).toMatchObject({ "10.0.1.11": "fine", "10.0.2.11": "broken", "i-01a00": "fine" });
    expect(edges.filter((edge) => edge.endsWith("stops"))).toEqual([
      "flask-hello > 10.0.2.11 stops",
      "flask-hello-tg-1 > i-01a01 stops",
    ]);
  });

  it("works in spite of a risk", () => {
    const { edges } = statesOf(found(finding({ severity: "risk", role: "risk" })));
    expect(edges.every((edge) => edge.endsWith("passes"))).toBe(true);
  });

  it("shows what one account alone can see, and what it cannot", () => {
    const { consumer, provider, ...rest } = pathEvidence();
    const alone = topologyOf(helloTarget, { ...rest, ...(consumer && { consumer }) }, healthy);
    const unseen = alone.nodes.filter(({ state }) => state === "notSeen").map(({ column }) => column);
    expect(unseen).toEqual(["loadBalancers", "targetGroups", "targets"]);
    expect(alone.edges.filter(({ state }) => state === "notSeen")).toHaveLength(3);
    const other = topologyOf(helloTarget, { ...rest, ...(provider && { provider }) }, healthy);
    expect(other.nodes.slice(0, 2).map(({ name, state }) => [name, state])).toEqual([
      ["", "notSeen"],
      [helloTarget.endpointId, "notSeen"],
    ]);
  });
});

describe("the picture of it", () => {
  const sizes = [
    { zones: 1, loadBalancers: 1, targets: 1 },
    { zones: 2, loadBalancers: 1, targets: 2 },
    { zones: 3, loadBalancers: 1, targets: 0 },
    { zones: 3, loadBalancers: 4, targets: 20 },
    { zones: 6, loadBalancers: 12, targets: 120 },
  ];

  it.each(sizes)("fits and overlaps nowhere: %j", (size) => {
    const topology = topologyOf(helloTarget, pathEvidence(size), healthy);
    const { boxes, lines, width, height, consumer, provider } = layoutOf(topology);
    expect(boxes).toHaveLength(topology.nodes.length);
    expect(lines).toHaveLength(topology.edges.length);
    for (const [index, box] of boxes.entries()) {
      expect(box.height).toBeGreaterThanOrEqual(72);
      const side = ["client", "interfaces"].includes(box.node.column) ? consumer : provider;
      expect(inside(box, side)).toBe(true);
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
    }
    for (const { points } of lines) {
      for (const { x, y } of points) expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
      expect(boxes.some((box) => points.some((point) => strictlyInside(point, box)))).toBe(false);
    }
    expect(width).toBe(1060);
    expect(height).toBeLessThanOrEqual(64 + size.zones * 370);
  });

  it("writes the ports of two lines with the same end once", () => {
    const { lines } = layoutOf(
      topologyOf(helloTarget, pathEvidence({ zones: 3, loadBalancers: 4, targets: 20 }), healthy),
    );
    const labels = lines.filter(({ labelled }) => labelled).map(({ middle }) => `${middle.x}/${middle.y}`);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it("draws targets together where there are many, and says how many are healthy", () => {
    const size = { zones: 3, loadBalancers: 4, targets: 20 };
    const { nodes } = topologyOf(helloTarget, pathEvidence(size), healthy);
    const targets = nodes.filter(({ column }) => column === "targets");
    expect(targets).toHaveLength(12);
    expect(targets[0]).toMatchObject({ fact: { code: "healthy", healthy: 7, all: 7 }, state: "fine" });
    expect(targets[0]?.members).toHaveLength(7);
  });
});

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function overlap(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(a: Area, b: Area): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}

function strictlyInside({ x, y }: { readonly x: number; readonly y: number }, b: Area): boolean {
  return x > b.x && x < b.x + b.width && y > b.y && y < b.y + b.height;
}

import { describe, expect, it } from "vitest";
import type { Diagnosis } from "../../../../src/core/diagnose/finding.ts";
import { layoutOf } from "../../../../src/core/diagnose/topology/layout.ts";
import { topologyOf } from "../../../../src/core/diagnose/topology/topology.ts";
import { boxBeside, type Direction } from "../../../../src/core/diagnose/topology/walk.ts";
import { helloTarget, pathEvidence } from "../../../support/pathEvidence.ts";

const healthy: Diagnosis = { stations: [], findings: [], fine: [], unseen: [], notChecked: [] };
const layout = layoutOf(
  topologyOf(helloTarget, pathEvidence({ zones: 3, loadBalancers: 2, targets: 3 }), healthy),
);

function walk(from: string, ...directions: readonly Direction[]): readonly string[] {
  let id = layout.boxes.find(({ node }) => node.name === from)?.node.id ?? "";
  return directions.map((direction) => {
    const next = boxBeside(layout, id, direction)?.node;
    if (next === undefined) return "";
    id = next.id;
    return next.name;
  });
}

describe("arrow keys in the picture", () => {
  it("lead along the path and back", () => {
    const [, , service, balancer, group, target] = walk(
      "tester",
      "right",
      "left",
      "right",
      "right",
      "right",
      "right",
    );
    expect([service, balancer, group, target]).not.toContain("");
    expect(walk("tester", "right", "right")).toEqual(["10.1.1.57", "flask-hello"]);
    expect(walk("10.1.3.57", "left")).toEqual(["tester"]);
  });

  it("lead up and down in a column, and nowhere beyond its ends", () => {
    expect(walk("10.1.1.57", "down", "down", "down", "up")).toEqual([
      "10.1.2.57",
      "10.1.3.57",
      "",
      "10.1.2.57",
    ]);
    expect(walk("tester", "left", "up")).toEqual(["", ""]);
  });

  it("reach every box from the client", () => {
    const reached = new Set<string>();
    const queue = layout.boxes.filter(({ node }) => node.column === "client").map(({ node }) => node.id);
    for (const id of queue) {
      if (reached.has(id)) continue;
      reached.add(id);
      for (const direction of ["left", "right", "up", "down"] as const) {
        const next = boxBeside(layout, id, direction);
        if (next !== undefined) queue.push(next.node.id);
      }
    }
    expect(reached.size).toBe(layout.boxes.length);
  });

  it("are told of nothing that is not in the picture", () => {
    expect(boxBeside(layout, "nobody", "right")).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { endpointTree } from "../../../src/core/inventory/endpoints.ts";
import { detailKey, emptyInventory, type InventoryState } from "../../../src/core/inventory/state.ts";
import type { NetworkInterface } from "../../../src/core/model/endpoint.ts";
import { nameScope } from "../../../src/core/model/endpointNames.ts";
import { nodeDescription, nodeLabel, nodeWords } from "../../../src/text/nodes.ts";
import { changeable } from "../../support/endpointChanges.ts";
import { consumer } from "../../support/facts.ts";
import { allRows } from "../../support/rows.ts";

const base = "vpce-svc-0a1.us-east-1.vpce.amazonaws.com";
const names = [
  `vpce-0123-abcd1234.${base}`,
  `vpce-0123-abcd1234-us-east-1a.${base}`,
  `vpce-0123-abcd1234-us-west-2-lax-1a.${base}`,
  "hello.example.com",
];

describe("a name of an endpoint", () => {
  it.each([
    [names[0], { kind: "regional" }],
    [`*.vpce-0123-abcd1234.${base}`, { kind: "regional" }],
    [names[1], { kind: "zonal", zoneName: "us-east-1a" }],
    [names[2], { kind: "zonal", zoneName: "us-west-2-lax-1a" }],
    [names[3], { kind: "private" }],
    ["vpce-01234.example.com", { kind: "private" }],
    ["", { kind: "private" }],
  ])("tells where it leads: %s", (name = "", scope) => {
    expect(nameScope("vpce-0123", name)).toEqual(scope);
  });

  it("has a row that begins with where it leads, by the zone's id as soon as that is known", () => {
    const interfaces: readonly NetworkInterface[] = [
      { id: "eni-1", ip: "10.0.0.9", subnetId: "subnet-1", zoneName: "us-east-1a", zoneId: "use1-az4" },
    ];
    const [regional, zonal, local, other] = names;
    expect(rowsOf([])).toEqual([
      ["Regional", regional],
      ["us-east-1a", zonal],
      ["us-west-2-lax-1a", local],
      ["Private", other],
    ]);
    expect(rowsOf(interfaces).slice(0, 2)).toEqual([
      ["Regional", regional],
      ["use1-az4", zonal],
    ]);
  });

  it("is found by a filter by its zone and by itself", () => {
    const words = dnsRows([]).map((row) => nodeWords(row, 0));
    expect(words[1]).toContain("us-east-1a");
    expect(words[3]).toContain("hello.example.com");
  });
});

function rowsOf(interfaces: readonly NetworkInterface[]) {
  return dnsRows(interfaces).map((row) => [nodeLabel(row), nodeDescription(row, 0)]);
}

function dnsRows(interfaces: readonly NetworkInterface[]) {
  const endpoint = { ...changeable, id: "vpce-0123", dnsNames: names };
  const none = { status: "ready", value: [] } as const;
  const endpoints = { status: "ready", value: [endpoint] } as const;
  const snapshot = { scope: consumer, endpoints, services: none, connections: none, vpcs: none };
  const state: InventoryState = {
    ...emptyInventory,
    scopes: [{ scope: consumer, snapshot: { status: "ready", value: snapshot } }],
    endpointDetails: new Map([[detailKey(consumer, endpoint.id), { status: "ready", value: interfaces }]]),
  };
  return allRows(endpointTree(state)).filter(({ kind }) => kind === "dnsName");
}

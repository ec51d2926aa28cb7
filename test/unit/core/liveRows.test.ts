import { describe, expect, it } from "vitest";
import { changedRows } from "../../../src/core/inventory/changedRows.ts";
import { afterLook, answered, ask, type Decisions } from "../../../src/core/inventory/decisions.ts";
import { endpointTree } from "../../../src/core/inventory/endpoints.ts";
import { withLists, withWaiting } from "../../../src/core/inventory/lists.ts";
import { lookAgainAfter, looks } from "../../../src/core/inventory/pace.ts";
import { serviceTree } from "../../../src/core/inventory/services.ts";
import { emptyInventory, type InventoryState } from "../../../src/core/inventory/state.ts";
import type { Connection } from "../../../src/core/model/connection.ts";
import type { VpcEndpoint } from "../../../src/core/model/endpoint.ts";
import type { OpenScope } from "../../../src/core/model/scope.ts";
import type { Snapshot } from "../../../src/core/model/snapshot.ts";
import type { EndpointState } from "../../../src/core/model/states.ts";
import { nodeDescription } from "../../../src/text/nodes.ts";
import { consumer, provider, service } from "../../support/facts.ts";
import { findRow } from "../../support/rows.ts";

function endpoint(id: string, change: Partial<VpcEndpoint> = {}): VpcEndpoint {
  return {
    id,
    type: "Interface",
    vpcId: "vpc-orders",
    serviceName: service.name,
    state: "available",
    subnetIds: ["subnet-1", "subnet-2"],
    routeTableIds: [],
    networkInterfaceIds: ["eni-1", "eni-2"],
    securityGroups: [{ id: "sg-1", name: "orders" }],
    dnsNames: [`${id}.example.com`],
    privateDnsEnabled: false,
    tags: {},
    ...change,
  };
}

function connection(endpointId: string, state: EndpointState): Connection {
  return { serviceId: service.id, endpointId, owner: consumer.account, state, tags: {} };
}

function snapshot(scope: OpenScope, lists: Partial<Snapshot> = {}): Snapshot {
  const none = { status: "ready", value: [] } as const;
  return { scope, endpoints: none, services: none, connections: none, vpcs: none, ...lists };
}

function ready<T>(...value: readonly T[]) {
  return { status: "ready", value } as const;
}

function stateOf(...snapshots: readonly Snapshot[]): InventoryState {
  const scopes = snapshots.map((value) => ({
    scope: value.scope,
    snapshot: { status: "ready", value } as const,
  }));
  return { ...emptyInventory, scopes };
}

const everything = ["requests", "services", "endpoints"] as const;

describe("a list that is read again", () => {
  const many = () => Array.from({ length: 10_000 }, (_, index) => endpoint(`vpce-${index}`));
  const before = snapshot(consumer, { endpoints: ready(...many()) });

  it("is the very same when nothing in ten thousand rows has changed", () => {
    expect(withLists(before, { endpoints: ready(...many()) })).toBe(before);
  });

  it("draws one row again when one of ten thousand has changed", () => {
    const read = many().map((each, index) =>
      index === 4321 ? endpoint(each.id, { state: "deleting" }) : each,
    );
    const after = withLists(before, { endpoints: ready(...read) });
    const changed = changedRows(endpointTree(stateOf(before)), endpointTree(stateOf(after)));
    expect(changed).toEqual(["endpoints/consumer@us-east-1/vpc-orders/vpce-4321"]);
  });

  it("draws the row above again when a row has come or gone, and the whole tree only when its top has changed", () => {
    const after = withLists(before, { endpoints: ready(...many().slice(1)) });
    const changed = changedRows(endpointTree(stateOf(before)), endpointTree(stateOf(after)));
    expect(changed).toEqual(["endpoints/consumer@us-east-1/vpc-orders"]);
    expect(changedRows(endpointTree(stateOf(before)), endpointTree(stateOf()))).toBeUndefined();
  });
});

describe("connections of which only the waiting ones were read", () => {
  const before = snapshot(provider, {
    connections: ready(connection("vpce-1", "available"), connection("vpce-2", "pendingAcceptance")),
  });

  it("are the very same when the same ones wait", () => {
    expect(withWaiting(before, [connection("vpce-2", "pendingAcceptance")])).toBe(before);
  });

  it("keep those that do not wait, gain the new ones and lose those that wait no more", () => {
    const after = withWaiting(before, [connection("vpce-3", "pendingAcceptance")]);
    expect(after.connections).toEqual(
      ready(connection("vpce-1", "available"), connection("vpce-3", "pendingAcceptance")),
    );
  });
});

describe("the pace", () => {
  const waiting = snapshot(consumer, {
    endpoints: ready(endpoint("vpce-1", { state: "pendingAcceptance" })),
  });

  it("rests where nothing moves and nobody is waited for", () => {
    const atRest = snapshot(provider, {
      services: ready({ ...service, acceptanceRequired: false }),
      connections: ready(connection("vpce-1", "available")),
    });
    expect(looks(stateOf(atRest), everything)).toEqual([]);
  });

  it("is slow for people and fast for what the other side has moved already", () => {
    expect(looks(stateOf(waiting), everything).map(({ list, pace }) => [list, pace])).toEqual([
      ["endpoints", "waitingForPeople"],
    ]);
    const accepted = snapshot(provider, { connections: ready(connection("vpce-1", "pending")) });
    expect(looks(stateOf(waiting, accepted), ["endpoints"]).map(({ pace }) => pace)).toEqual(["moving"]);
  });

  it("is fast for a request that the provider has not heard of yet, where both sides are open", () => {
    const unaware = snapshot(provider, { services: ready(service), connections: ready() });
    const pace = (...snapshots: readonly Snapshot[]) =>
      looks(stateOf(...snapshots), ["requests"]).map(({ list, pace: each }) => [list, each]);
    expect(pace(unaware)).toEqual([["connections", "waitingForPeople"]]);
    expect(pace(unaware, waiting)).toEqual([["connections", "moving"]]);
    const aware = snapshot(provider, {
      services: ready(service),
      connections: ready(connection("vpce-1", "pendingAcceptance")),
    });
    expect(pace(aware, waiting)).toEqual([["connections", "waitingForPeople"]]);
  });

  it("is fast for what is deleted, until AWS lists it no more", () => {
    const deleted = snapshot(consumer, { endpoints: ready(endpoint("vpce-1", { state: "deleted" })) });
    expect(looks(stateOf(deleted), everything).map(({ pace }) => pace)).toEqual(["moving"]);
  });

  it("tries again what could not be read in passing, and not what is not allowed", () => {
    const failed = (code: "throttled" | "accessDenied") =>
      snapshot(consumer, { endpoints: { status: "failed", failure: { code, message: "" } } });
    expect(looks(stateOf(failed("throttled")), everything)).toHaveLength(1);
    expect(looks(stateOf(failed("accessDenied")), everything)).toEqual([]);
  });

  it("backs off from two seconds to half a minute, and stays at a minute for people", () => {
    expect([0, 1, 5, 14, 100].map((unchanged) => lookAgainAfter("moving", unchanged))).toEqual([
      2, 4, 12, 30, 30,
    ]);
    expect(lookAgainAfter("waitingForPeople", 9)).toBe(60);
  });
});

describe("a decision", () => {
  const waiting = connection("vpce-1", "pendingAcceptance");
  const accepted = connection("vpce-1", "pending");
  const asked = ask(emptyInventory, "accept", [{ scope: provider, connection: waiting }]);
  const said = answered(asked, [{ endpointId: "vpce-1" }], { turn: 5, at: 0 });
  const look = (
    decisions: Decisions,
    turn: number,
    listed: readonly Connection[],
    scope: OpenScope = provider,
  ) => afterLook(decisions, { scope, connections: listed, turn, now: 1000 }).decisions;

  it("stays while AWS has not answered, whatever a list says", () => {
    expect(look(asked, 9, [accepted]).asked.size).toBe(1);
  });

  it("stays when a list arrives that was asked for before AWS answered", () => {
    expect(look(said, 5, [accepted]).asked.size).toBe(1);
    expect(look(said, 6, [accepted]).asked.size).toBe(0);
  });

  it("is not settled by the list of another Region of the same account", () => {
    expect(look(said, 6, [], { ...provider, region: "eu-west-1" }).asked.size).toBe(1);
  });

  it("that was refused is shown until the connection changes or is decided about again", () => {
    const failure = { code: "invalid", message: "no" } as const;
    const refused = answered(asked, [{ endpointId: "vpce-1", failure }], { turn: 5, at: 0 });
    expect(refused.asked.size).toBe(0);
    expect(look(refused, 6, [waiting]).refused.get("vpce-1")?.failure).toEqual(failure);
    expect(look(refused, 6, [accepted]).refused.size).toBe(0);
    expect(ask(refused, "reject", [{ scope: provider, connection: waiting }]).refused.size).toBe(0);
  });
});

describe("what is dead but billed", () => {
  const described = (change: Partial<VpcEndpoint>) =>
    nodeDescription(
      findRow(
        endpointTree(stateOf(snapshot(consumer, { endpoints: ready(endpoint("vpce-1", change)) }))),
        "endpoint",
      ),
      0,
    );

  it.each([
    ["rejected", "Rejected · billed $14.60/mo"],
    ["expired", "Expired · billed $14.60/mo"],
    ["failed", "Failed · billed $14.60/mo"],
    ["available", "Available"],
  ] as const)("says so: %s", (state, words) => {
    expect(described({ state })).toBe(words);
  });

  it("costs by its zones, and nothing where AWS bills nothing by the hour", () => {
    expect(described({ state: "rejected", subnetIds: ["subnet-1"] })).toBe("Rejected · billed $7.30/mo");
    expect(described({ state: "rejected", type: "Gateway" })).toBe("Rejected · Gateway");
  });

  it.each(["Interface", "Gateway"] as const)("can be deleted from its row: %s", (type) => {
    const tree = endpointTree(
      stateOf(snapshot(consumer, { endpoints: ready(endpoint("vpce-1", { state: "rejected", type })) })),
    );
    expect(findRow(tree, "endpoint").capabilities).toContain("deletable");
  });

  it("is said of the provider's connections too", () => {
    const lists = { services: ready(service), connections: ready(connection("vpce-1", "rejected")) };
    const row = findRow(serviceTree(stateOf(snapshot(provider, lists))), "connection");
    expect(nodeDescription(row, 0)).toMatch(/^Rejected · still billed/);
    expect(row.capabilities).toContain("acceptableAgain");
  });
});

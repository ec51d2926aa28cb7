import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideConnections } from "../../src/app/decideConnections.ts";
import { shownCalls } from "../../src/app/shownCalls.ts";
import { TransitionWatch } from "../../src/app/transitionWatch.ts";
import { requestTree } from "../../src/core/inventory/connections.ts";
import { endpointTree } from "../../src/core/inventory/endpoints.ts";
import type { Node } from "../../src/core/inventory/node.ts";
import { serviceTree } from "../../src/core/inventory/services.ts";
import { allRows } from "../support/rows.ts";
import { StateHistory } from "../support/stateHistory.ts";
import { TickClock } from "../support/tickClock.ts";
import { until, Workbench } from "../support/workbench.ts";

/*
 * Every state that a row shows is compared with what the sandbox had: at every change of what is shown, and at every second
 * in between. The sandbox's changes take seconds of real time here, which are minutes on the watch's clock.
 */

/** Seconds between two looks at what moves, at most, with the time that a call may take. */
const movingInterval = 30 + 5;
/** The same for what waits for people. */
const waitingInterval = 60 + 5;

let clock: TickClock;
let workbench: Workbench;
let watch: TransitionWatch;
let history: StateHistory;
let untrue: Set<string>;
let interval: number;

beforeEach(async () => {
  clock = new TickClock();
  workbench = await Workbench.open({ scenario: "published", clock: "real" }, clock);
  history = new StateHistory(workbench.sandbox.world, clock.now);
  untrue = new Set();
  interval = movingInterval;
  const { inventory } = workbench.session;
  clock.onTick.push(compare);
  inventory.changed.add(compare);
  watch = new TransitionWatch(inventory, clock);
  watch.setVisible(["requests", "services", "endpoints"]);
});

afterEach(async () => {
  watch.dispose();
  clock.close();
  await workbench.close();
});

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly row: Node;
}

function shown(): readonly Shown[] {
  const { state } = workbench.session.inventory;
  const rows = [...requestTree(state), ...allRows(serviceTree(state)), ...allRows(endpointTree(state))];
  return rows.flatMap((row): readonly Shown[] => {
    if (row.kind === "endpoint") return [{ id: row.endpoint.id, state: row.endpoint.state, row }];
    // What was decided says so, and nothing about the state.
    return row.kind === "connection" && row.asked === undefined
      ? [{ id: row.connection.endpointId, state: row.connection.state, row }]
      : [];
  });
}

function compare(): void {
  const since = clock.now() - interval * 1000;
  for (const { id, state, row } of shown()) {
    const had = history.statesSince(id, since);
    if (!had.includes(state)) untrue.add(`${row.id} shows ${state}, the sandbox had ${had.join(", ")}`);
  }
}

async function decide(decision: "accept" | "reject", endpointId: string): Promise<void> {
  const row = allRows(serviceTree(workbench.session.inventory.state)).find(
    (each) => each.kind === "connection" && each.connection.endpointId === endpointId,
  );
  if (row?.kind !== "connection") throw new Error(`There is no connection of ${endpointId}.`);
  const { inventory } = workbench.session;
  const { signal } = new AbortController();
  await decideConnections(await workbench.session.aws(), inventory, decision, [row], signal);
}

/** Waits until every row of an endpoint shows a state, in both accounts. */
function showing(endpointId: string, state: string): Promise<void> {
  return until(() => {
    const rows = shown().filter(({ id }) => id === endpointId);
    return rows.length > 0 && rows.every((each) => each.state === state);
  });
}

async function call(operation: string, input: Record<string, string | readonly string[]>): Promise<void> {
  const { inventory, scopes } = workbench.session;
  const consumer = scopes.find(({ profile }) => profile === "consumer");
  if (consumer === undefined) throw new Error("The consumer is not open.");
  const aws = shownCalls(await workbench.session.aws(), inventory);
  await aws.call(consumer, { service: "ec2", operation, input }, new AbortController().signal);
}

function firstEndpoint() {
  const [endpoint] = workbench.sandbox.world.endpoints.values();
  if (endpoint === undefined) throw new Error("The scenario has no endpoint.");
  return endpoint;
}

describe("no row shows a state that the sandbox did not have within one poll interval", () => {
  it("while connections are accepted, rejected, accepted again, created and deleted", async () => {
    const endpoint = firstEndpoint();
    const { id } = endpoint;
    await decide("accept", id);
    await showing(id, "available");
    await decide("reject", id);
    await showing(id, "rejected");
    await decide("accept", id);
    await showing(id, "available");
    const { serviceName, subnetIds, vpcId } = endpoint;
    await call("CreateVpcEndpoint", {
      VpcEndpointType: "Interface",
      ServiceName: serviceName,
      VpcId: vpcId,
      SubnetIds: subnetIds,
    });
    await until(() => shown().some((each) => each.state === "pendingAcceptance"));
    await call("DeleteVpcEndpoints", { VpcEndpointIds: [id] });
    await until(() => shown().every((each) => each.id !== id));
    expect([...untrue]).toEqual([]);
    const states = ["pendingAcceptance", "pending", "available"];
    expect(history.statesOf(id)).toEqual([
      ...states,
      "rejected",
      "pending",
      "available",
      "deleting",
      "deleted",
      "gone",
    ]);
  }, 60_000);

  it("while others decide elsewhere about what waits in this window", async () => {
    interval = waitingInterval;
    const { id } = firstEndpoint();
    firstEndpoint().state = "rejected";
    await showing(id, "rejected");
    expect([...untrue]).toEqual([]);
  }, 60_000);

  it("even when a list arrives that is older than a decision", async () => {
    const { id } = firstEndpoint();
    const { inventory } = workbench.session;
    const late = inventory.refresh();
    await decide("accept", id);
    const states: (string | undefined)[] = [];
    inventory.changed.add(() => {
      const row = shown().find((each) => each.id === id && each.row.kind === "connection");
      states.push(row?.state);
    });
    await late;
    await showing(id, "available");
    expect(states).not.toContain("pendingAcceptance");
    expect([...untrue]).toEqual([]);
  }, 60_000);
});

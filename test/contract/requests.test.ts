import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideConnections, type Request } from "../../src/app/decideConnections.ts";
import { NewRequests } from "../../src/app/newRequests.ts";
import { RequestsWatch } from "../../src/app/requestsWatch.ts";
import { requests, requestTree, unanswered } from "../../src/core/inventory/connections.ts";
import { serviceTree } from "../../src/core/inventory/services.ts";
import { nodeDescription } from "../../src/text/nodes.ts";
import { callsOf } from "../support/calls.ts";
import { HeldClock } from "../support/heldClock.ts";
import { addRequests } from "../support/requests.ts";
import { findRow } from "../support/rows.ts";
import { until, Workbench } from "../support/workbench.ts";

let workbench: Workbench;
let clock: HeldClock;

beforeEach(async () => {
  clock = new HeldClock();
  workbench = await Workbench.open({ scenario: "published" }, clock);
});

afterEach(() => workbench.close());

const signal = new AbortController().signal;

async function decide(decision: "accept" | "reject", chosen: readonly Request[]) {
  const { inventory } = workbench.session;
  return decideConnections(await workbench.session.aws(), inventory, decision, chosen, signal);
}

function inbox() {
  return requests(workbench.session.inventory.state);
}

function connectionRow() {
  return findRow(serviceTree(workbench.session.inventory.state), "connection");
}

describe("the inbox", () => {
  it("lists the oldest request first and counts those that nobody has answered", async () => {
    addRequests(workbench.sandbox, 24);
    const { inventory } = workbench.session;
    await inventory.refresh();
    const ages = inbox().map(({ connection }) => connection.createdAt ?? 0);
    expect(ages).toHaveLength(25);
    expect(ages).toEqual([...ages].sort((a, b) => a - b));
    inventory.ask("accept", inbox().slice(0, 5));
    expect(unanswered(inventory.state)).toHaveLength(20);
  });

  it("accepts 25 at once, in one call, and tells which two AWS has refused and why", async () => {
    const added = addRequests(workbench.sandbox, 24);
    const { inventory } = workbench.session;
    await inventory.refresh();
    const chosen = inbox();
    // Meanwhile one consumer has deleted the endpoint, and another is deleting it.
    const [gone, going] = added;
    if (gone === undefined || going === undefined) throw new Error("There are no requests.");
    workbench.sandbox.world.endpoints.delete(gone.id);
    going.state = "deleting";
    let outcomes: Awaited<ReturnType<typeof decide>> = [];
    const calls = await callsOf(workbench.sandbox, async () => {
      outcomes = await decide("accept", chosen);
    });
    expect(calls).toEqual({ AcceptVpcEndpointConnections: 1 });
    const refused = outcomes.filter(({ failure }) => failure !== undefined);
    expect(
      refused.map(({ connection, failure }) => [connection.endpointId, failure?.code, failure?.awsCode]),
    ).toEqual([
      [gone.id, "notFound", "InvalidVpcEndpoint.NotFound"],
      [going.id, "invalid", "InvalidState"],
    ]);
    const rows = inbox().map((node) => nodeDescription(node, 0));
    expect(rows.filter((text) => text.startsWith("accepting…"))).toHaveLength(23);
    expect(rows.filter((text) => text.startsWith("not accepted: "))).toEqual([
      expect.stringMatching(/^not accepted: InvalidVpcEndpoint\.NotFound · .*vpce-/),
      expect.stringMatching(/^not accepted: InvalidState · .*vpce-/),
    ]);
    await inventory.refresh();
    expect(inbox()).toEqual([]);
  });

  it("leaves out a request that has expired, and says what the consumer can do", async () => {
    const [endpoint] = workbench.sandbox.world.endpoints.values();
    const [waiting] = inbox();
    if (endpoint === undefined || waiting === undefined) throw new Error("There is no request.");
    endpoint.state = "expired";
    const [outcome] = await decide("accept", [waiting]);
    expect(outcome?.failure).toMatchObject({ awsCode: "InvalidState" });
    await workbench.session.inventory.refresh();
    expect(requestTree(workbench.session.inventory.state)).toEqual([]);
    expect(nodeDescription(connectionRow(), Date.now())).toMatch(/^Expired · still billed/);
    expect(connectionRow().capabilities).not.toContain("acceptable");
  });
});

describe("a decision", () => {
  it("is shown until a list that was asked for after AWS's answer says otherwise", async () => {
    const { inventory } = workbench.session;
    const [waiting] = inbox();
    if (waiting === undefined) throw new Error("There is no request.");
    inventory.ask("accept", [waiting]);
    await inventory.refresh();
    expect(connectionRow().asked).toBe("accept");
    await decide("accept", [waiting]);
    expect(connectionRow().asked).toBe("accept");
    await inventory.refresh();
    expect(connectionRow().asked).toBeUndefined();
    expect(connectionRow().connection.state).not.toBe("pendingAcceptance");
  });

  it("accepts again what was rejected, and offers it by its own name", async () => {
    const { inventory } = workbench.session;
    await decide("reject", inbox());
    await inventory.refresh();
    expect(connectionRow().connection.state).toBe("rejected");
    expect(connectionRow().capabilities).toContain("acceptableAgain");
    expect(connectionRow().capabilities).not.toContain("acceptable");
    const [outcome] = await decide("accept", [connectionRow()]);
    expect(outcome?.failure).toBeUndefined();
    await until(async () => {
      await inventory.refresh();
      return connectionRow().connection.state === "available";
    });
  });

  it("that AWS takes and does not carry out is told of after two minutes", async () => {
    const { inventory } = workbench.session;
    const [waiting] = inbox();
    if (waiting === undefined) throw new Error("There is no request.");
    const ignored: string[] = [];
    inventory.ignored.add((all) => ignored.push(...all.map(({ connection }) => connection.endpointId)));
    inventory.ask("accept", [waiting]);
    inventory.answered([{ endpointId: waiting.connection.endpointId }]);
    clock.pass(119);
    await inventory.refresh();
    expect(connectionRow().asked).toBe("accept");
    clock.pass(1);
    await inventory.refresh();
    expect(connectionRow().asked).toBeUndefined();
    expect(ignored).toEqual([waiting.connection.endpointId]);
  });
});

describe("while the views are hidden", () => {
  let watch: RequestsWatch;

  beforeEach(() => {
    watch = new RequestsWatch(workbench.session.inventory, clock);
    watch.setFocused(true);
  });

  afterEach(() => watch.dispose());

  async function looksAfter(seconds: number): Promise<void> {
    let ended = false;
    const unsubscribe = workbench.session.inventory.looked.add(() => {
      ended = true;
    });
    clock.pass(seconds);
    await until(() => ended);
    unsubscribe();
  }

  it("one call per open scope looks for requests every five minutes, and finds them", async () => {
    watch.setMinutes(5);
    expect(clock.asleep).toEqual([300]);
    addRequests(workbench.sandbox, 1);
    expect(await callsOf(workbench.sandbox, () => looksAfter(300))).toEqual({
      DescribeVpcEndpointConnections: 2,
    });
    expect(inbox()).toHaveLength(2);
    await until(() => clock.asleep.join() === "300");
  });

  it("a request that was answered elsewhere is no request any more", async () => {
    watch.setMinutes(5);
    const [endpoint] = workbench.sandbox.world.endpoints.values();
    if (endpoint !== undefined) endpoint.state = "rejected";
    await looksAfter(300);
    expect(inbox()).toEqual([]);
  });

  it("a look that finds nothing new changes nothing that is shown", async () => {
    watch.setMinutes(5);
    const { state } = workbench.session.inventory;
    await looksAfter(300);
    expect(workbench.session.inventory.state.scopes).toBe(state.scopes);
  });

  it("nothing is asked without the focus, and at once when it comes back late", async () => {
    watch.setMinutes(5);
    watch.setFocused(false);
    expect(clock.asleep).toEqual([]);
    clock.pass(400);
    watch.setFocused(true);
    expect(clock.asleep).toEqual([0]);
    expect(await callsOf(workbench.sandbox, () => looksAfter(0))).toEqual({
      DescribeVpcEndpointConnections: 2,
    });
  });

  it("nothing is asked with 0 minutes", () => {
    watch.setMinutes(0);
    expect(clock.asleep).toEqual([]);
  });

  it("a scope whose requests are in sight is left to the views", async () => {
    watch.setMinutes(5);
    watch.setVisible(["requests"]);
    // The provider waits for the next request, in sight; the consumer has no service that anybody could wait for.
    expect(await callsOf(workbench.sandbox, () => looksAfter(300))).toEqual({
      DescribeVpcEndpointConnections: 1,
    });
  });
});

describe("new requests", () => {
  it("are told of once per look, all together, and none that was there at the beginning", async () => {
    const news = new NewRequests(workbench.session.inventory);
    const found: number[] = [];
    news.found.add((nodes) => found.push(nodes.length));
    const { inventory } = workbench.session;
    await inventory.refresh();
    expect(found).toEqual([]);
    addRequests(workbench.sandbox, 3);
    await inventory.refresh();
    expect(found).toEqual([3]);
    await inventory.refresh();
    addRequests(workbench.sandbox, 1);
    await inventory.lookForRequests(inventory.openScopes);
    expect(found).toEqual([3, 1]);
    news.dispose();
  });
});

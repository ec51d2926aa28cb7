import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideConnections } from "../../src/app/decideConnections.ts";
import { TransitionWatch } from "../../src/app/transitionWatch.ts";
import { requests } from "../../src/core/inventory/connections.ts";
import { serviceTree } from "../../src/core/inventory/services.ts";
import { readSnapshots } from "../../src/core/inventory/state.ts";
import { known } from "../../src/core/model/snapshot.ts";
import { callsOf } from "../support/calls.ts";
import { HeldClock } from "../support/heldClock.ts";
import { addRequests } from "../support/requests.ts";
import { findRow } from "../support/rows.ts";
import { until, Workbench } from "../support/workbench.ts";

let workbench: Workbench;
let clock: HeldClock;
let watch: TransitionWatch;

beforeEach(async () => {
  clock = new HeldClock();
  workbench = await Workbench.open({ scenario: "published" }, clock);
  watch = new TransitionWatch(workbench.session.inventory, clock);
});

afterEach(async () => {
  watch.dispose();
  await workbench.close();
});

const everything = ["requests", "services", "endpoints"] as const;

async function acceptAll(): Promise<void> {
  const { inventory } = workbench.session;
  const signal = new AbortController().signal;
  await decideConnections(
    await workbench.session.aws(),
    inventory,
    "accept",
    requests(inventory.state),
    signal,
  );
}

/** Lets time pass until as many looks have ended as are due then. */
async function looksAfter(seconds: number, count: number): Promise<void> {
  const { inventory } = workbench.session;
  let ended = 0;
  const unsubscribe = inventory.looked.add(() => {
    ended += 1;
  });
  clock.pass(seconds);
  await until(() => ended === count);
  unsubscribe();
}

describe("while views are in sight", () => {
  it("asks nothing again as long as nobody looks", async () => {
    await workbench.session.inventory.refresh();
    expect(clock.begun).toEqual([]);
  });

  it("asks once a minute for what waits for people: one call per list, and no other list", async () => {
    watch.setVisible(everything);
    expect(clock.asleep).toEqual([60, 60]);
    expect(await callsOf(workbench.sandbox, () => looksAfter(60, 2))).toEqual({
      DescribeVpcEndpoints: 1,
      DescribeVpcEndpointConnections: 1,
    });
  });

  it.each([
    ["endpoints", "DescribeVpcEndpoints"],
    ["requests", "DescribeVpcEndpointConnections"],
  ] as const)("asks only for what %s show when only they are in sight", async (view, operation) => {
    watch.setVisible([view]);
    expect(await callsOf(workbench.sandbox, () => looksAfter(60, 1))).toEqual({ [operation]: 1 });
  });

  it("turns to what moves as soon as it moves: one call per list for a hundred rows", async () => {
    addRequests(workbench.sandbox, 100);
    await workbench.session.inventory.refresh();
    watch.setVisible(everything);
    await acceptAll();
    expect(clock.asleep).toEqual([2, 2]);
    expect(await callsOf(workbench.sandbox, () => looksAfter(2, 2))).toEqual({
      DescribeVpcEndpoints: 1,
      DescribeVpcEndpointConnections: 1,
    });
  });

  it("backs off while nothing changes, and no further than to half a minute", async () => {
    const [endpoint] = workbench.sandbox.world.endpoints.values();
    if (endpoint === undefined) throw new Error("The scenario has no endpoint.");
    endpoint.state = "pending";
    await workbench.session.inventory.refresh();
    watch.setVisible(["endpoints"]);
    for (let look = 0; look < 20; look += 1) {
      const [seconds = 0] = clock.asleep;
      await looksAfter(seconds, 1);
      await until(() => clock.asleep.length === 1);
    }
    expect(clock.begun.slice(0, 6)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(clock.begun.at(-1)).toBe(30);
  });

  it("starts anew when something else begins to move", async () => {
    const [endpoint] = workbench.sandbox.world.endpoints.values();
    if (endpoint === undefined) throw new Error("The scenario has no endpoint.");
    const [other] = addRequests(workbench.sandbox, 1);
    endpoint.state = "pending";
    await workbench.session.inventory.refresh();
    watch.setVisible(["endpoints"]);
    await looksAfter(2, 1);
    await until(() => clock.asleep.length === 1);
    expect(clock.asleep).toEqual([4]);
    if (other !== undefined) other.state = "pending";
    await workbench.session.inventory.refresh();
    expect(clock.asleep).toEqual([2]);
  });

  it("follows the rows until both sides have come to rest, then waits for the next request", async () => {
    const { inventory } = workbench.session;
    watch.setVisible(everything);
    await acceptAll();
    const states = () =>
      readSnapshots(inventory.state).flatMap((snapshot) =>
        [...known(snapshot.endpoints), ...known(snapshot.connections)].map(({ state }) => state),
      );
    await until(() => {
      clock.pass(1);
      return states().join() === "available,available";
    });
    await until(() => clock.asleep.join() === "60");
  });

  it("reads again what was read long ago when it comes into sight, and only then", async () => {
    clock.pass(3600);
    expect(
      await callsOf(workbench.sandbox, async () => {
        watch.setVisible(["endpoints"]);
        await looksAfter(0, 2);
      }),
    ).toEqual({ DescribeVpcEndpoints: 2 });
    watch.setVisible([]);
    clock.pass(30);
    expect(await callsOf(workbench.sandbox, async () => watch.setVisible(["endpoints"]))).toEqual({});
  });

  it("follows what is in transition below a row while the row is open, and no longer", async () => {
    const { inventory } = workbench.session;
    const [loadBalancer] = workbench.sandbox.world.loadBalancers.values();
    if (loadBalancer === undefined) throw new Error("The scenario has no load balancer.");
    watch.setVisible(["services"]);
    const before = clock.asleep;
    const service = findRow(serviceTree(inventory.state), "service");
    loadBalancer.state = "provisioning";
    await inventory.expand(service.detail);
    expect(clock.asleep).toEqual([2, ...before]);
    expect(await callsOf(workbench.sandbox, () => looksAfter(2, 1))).toMatchObject({
      DescribeVpcEndpointServiceConfigurations: 1,
      DescribeLoadBalancers: 1,
    });
    inventory.collapse(service.detail);
    expect(clock.asleep).toEqual(before);
  });
});

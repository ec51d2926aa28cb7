import { afterEach, beforeEach, expect, it } from "vitest";
import type { Clock } from "../../src/app/clock.ts";
import { decideConnections } from "../../src/app/decideConnections.ts";
import { TransitionWatch } from "../../src/app/transitionWatch.ts";
import { requests } from "../../src/core/inventory/connections.ts";
import { until, Workbench } from "../support/workbench.ts";

/** A clock whose sleeps end when the test says so. */
class HeldClock implements Clock {
  readonly sleeps: { readonly seconds: number; readonly end: () => void }[] = [];
  now = () => Date.now();

  sleep(seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      this.sleeps.push({ seconds, end: resolve });
    });
  }

  get last(): number | undefined {
    return this.sleeps.at(-1)?.seconds;
  }
}

let workbench: Workbench;
let clock: HeldClock;
let watch: TransitionWatch;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
  clock = new HeldClock();
  watch = new TransitionWatch(workbench.session.inventory, clock);
});

afterEach(async () => {
  watch.dispose();
  await workbench.close();
});

const signal = new AbortController().signal;

async function acceptAll(): Promise<void> {
  const { inventory } = workbench.session;
  await decideConnections(
    await workbench.session.aws(),
    inventory,
    "accept",
    requests(inventory.state),
    signal,
  );
}

it("looks at nothing while nobody looks", async () => {
  await workbench.session.inventory.refresh();
  expect(clock.sleeps).toEqual([]);
});

it("waits for people once a minute, and turns to what moves as soon as it moves", async () => {
  watch.setVisible(true);
  expect(clock.sleeps.map(({ seconds }) => seconds)).toEqual([60]);
  await acceptAll();
  expect(clock.last).toBe(2);
});

it("follows the rows until nothing moves any more, then waits for the next request", async () => {
  watch.setVisible(true);
  await acceptAll();
  const { inventory } = workbench.session;
  let ended = 0;
  await until(() => {
    if (clock.sleeps.length > ended) {
      ended = clock.sleeps.length;
      clock.sleeps.at(-1)?.end();
    }
    return inventory.state.scopes.every(
      ({ snapshot }) =>
        snapshot.status === "ready" &&
        snapshot.value.endpoints.status === "ready" &&
        snapshot.value.endpoints.value.every(({ state }) => state === "available"),
    );
  });
  await until(() => clock.last === 60);
});

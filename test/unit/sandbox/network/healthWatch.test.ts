import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchTargets } from "../../../../src/sandbox/network/healthWatch.ts";
import { targetHealth } from "../../../../src/sandbox/network/targetHealth.ts";
import { freshChecks } from "../../../../src/sandbox/state/balancing.ts";
import { Clock } from "../../../../src/sandbox/state/clock.ts";
import { PublishedWorld } from "./publishedWorld.ts";

let net: PublishedWorld;
let clock: Clock;

beforeEach(async () => {
  net = await PublishedWorld.build();
  vi.useFakeTimers();
  clock = new Clock("fast");
  watchTargets(net.world, clock);
  Object.assign(net.targetGroup.healthCheck, { intervalSeconds: 10, healthyThreshold: 3 });
});
afterEach(() => {
  clock.close();
  vi.useRealTimers();
});

const target = () => {
  const [first] = net.targetGroup.targets;
  if (first === undefined) throw new Error("There is no target.");
  return first;
};
const health = () => targetHealth(net.world, net.targetGroup, target());
/** Lets as many checks happen. */
const checks = (count: number) => vi.advanceTimersByTime(count * clock.scaled(10));
const listen = (listening: boolean) => Object.assign(net.application, { listening });

describe("health checks decide by thresholds", () => {
  it("a new target is initial until enough of them have passed", () => {
    target().checks = freshChecks(new Date());
    checks(2);
    expect(health()).toMatchObject({ state: "initial", reason: "Elb.InitialHealthChecking" });
    checks(1);
    expect(health()).toEqual({ state: "healthy" });
  });

  it("a new target that never answers is initial, and then unhealthy", () => {
    listen(false);
    target().checks = freshChecks(new Date());
    checks(1);
    expect(health().state).toBe("initial");
    checks(1);
    expect(health()).toMatchObject({ state: "unhealthy", reason: "Target.FailedHealthChecks" });
  });

  it("a healthy target stays so for one failure, and an unhealthy one for two successes", () => {
    checks(1);
    listen(false);
    checks(1);
    expect(health()).toEqual({ state: "healthy" });
    checks(1);
    expect(health().state).toBe("unhealthy");
    listen(true);
    checks(2);
    expect(health()).toMatchObject({ state: "unhealthy", reason: "Target.FailedHealthChecks" });
    checks(1);
    expect(health()).toEqual({ state: "healthy" });
  });

  it("only results in a row count", () => {
    checks(1);
    for (const listening of [false, true, false]) {
      listen(listening);
      checks(1);
    }
    expect(health()).toEqual({ state: "healthy" });
  });

  it("come as often as the interval says", () => {
    net.targetGroup.healthCheck.intervalSeconds = 30;
    checks(1);
    listen(false);
    checks(3);
    expect(health()).toEqual({ state: "healthy" });
    checks(3);
    expect(health().state).toBe("unhealthy");
  });

  it("what is out of use begins anew", () => {
    const listeners = [...net.world.listeners];
    net.world.listeners.clear();
    checks(1);
    expect(health()).toMatchObject({ state: "unused", reason: "Target.NotInUse" });
    for (const [arn, listener] of listeners) net.world.listeners.set(arn, listener);
    expect(health().state).toBe("initial");
  });

  it("no traffic changes its way before they have decided", () => {
    const second = net.addTarget("platform-private-1", "10.0.1.99");
    checks(4);
    listen(false);
    const way = () => net.path();
    expect(way()).toMatchObject({ verdict: "refuse" });
    checks(2);
    expect(way()).toMatchObject({ verdict: "forward", target: { id: second.id } });
  });
});

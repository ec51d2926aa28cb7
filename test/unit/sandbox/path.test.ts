import { beforeEach, describe, expect, it } from "vitest";
import { createAccounts } from "../../../src/sandbox/accounts.ts";
import { allHandlers } from "../../../src/sandbox/api/handlers.ts";
import { GuestShell } from "../../../src/sandbox/guest/shell.ts";
import { path } from "../../../src/sandbox/network/path.ts";
import { ScenarioBuilder } from "../../../src/sandbox/scenarios/builder.ts";
import { buildScenario } from "../../../src/sandbox/scenarios/scenarios.ts";
import { Fabric } from "../../../src/sandbox/sockets/fabric.ts";
import { Clock } from "../../../src/sandbox/state/clock.ts";
import type { Instance } from "../../../src/sandbox/state/compute.ts";
import type { SecurityGroup } from "../../../src/sandbox/state/network.ts";
import { emptyWorld, type World } from "../../../src/sandbox/state/world.ts";

let world: World;

/** The published scenario with its connection accepted: everything works until a test breaks something. */
beforeEach(async () => {
  world = emptyWorld();
  world.accounts.push(...createAccounts([]));
  const handlers = allHandlers(new GuestShell(new Fabric(world, new Clock("instant")), "unused"));
  await buildScenario(new ScenarioBuilder(world, handlers), "published");
  endpoint().state = "available";
});

function only<T>(items: Iterable<T>, matches: (item: T) => boolean = () => true): T {
  const found = [...items].filter(matches);
  const [item] = found;
  if (item === undefined || found.length !== 1) throw new Error(`There are ${found.length}, not one.`);
  return item;
}

const endpoint = () => only(world.endpoints.values());
const balancer = () => only(world.loadBalancers.values());
const targets = () => only(world.targetGroups.values()).targets;
const instance = (name: string): Instance =>
  only(world.instances.values(), ({ tags }) => tags.get("Name") === name);
const group = (name: string): SecurityGroup =>
  only(world.securityGroups.values(), (each) => each.name === name);
const name = (zoneId?: string) => only(endpoint().dnsNames, (entry) => entry.zoneId === zoneId).name;
const from = (host: string, port = 5000) => path(world, instance("tester"), host, port, new Date());

function setState(state: "pendingAcceptance" | "rejected"): void {
  endpoint().state = state;
}

function close(groupName: string, egress = false): void {
  const closed = group(groupName);
  closed.rules = closed.rules.filter((rule) => rule.egress !== egress);
}

/** A second, equal target in the zone of the provider's other subnet. */
function addTarget(zoneId: string): Instance {
  const original = instance("flask-hello");
  const own = { id: "i-copy", zoneId, privateIp: "10.0.2.99", tags: new Map<string, string>() };
  const copy = { ...structuredClone(original), ...own };
  world.instances.set(copy.id, copy);
  targets().push({ id: copy.id, port: 5000, initialUntil: new Date(0), draining: false });
  return copy;
}

describe("path", () => {
  it("forwards by the regional name, naming every station", () => {
    const verdict = from(name());
    expect(verdict.verdict).toBe("forward");
    expect(verdict.hops.map(({ at }) => at)).toEqual([
      name(),
      instance("tester").id,
      expect.stringMatching(/^eni-/),
      endpoint().serviceId,
      "flask-hello",
      "flask-hello",
      instance("flask-hello").id,
    ]);
  });

  it("forwards by the zonal name and by the address of an interface in a zone with a healthy target", () => {
    expect(from(name("use1-az1")).verdict).toBe("forward");
    expect(from("10.1.1.5").verdict).toBe("forward");
  });

  it.each<[string, () => void, "drop" | "refuse", RegExp]>([
    ["the client may not send", () => close("tester", true), "drop", /do not let it reach/],
    [
      "the endpoint's group is closed",
      () => close("orders-flask-hello"),
      "drop",
      /endpoint's security groups/,
    ],
    ["it is not accepted", () => setState("pendingAcceptance"), "drop", /is pendingAcceptance/],
    ["it is rejected", () => setState("rejected"), "drop", /is rejected/],
    ["the service is gone", () => world.endpointServices.clear(), "drop", /no load balancer/],
    [
      "the balancer's group is closed",
      () => close("flask-hello-nlb"),
      "drop",
      /load balancer .* do not admit/,
    ],
    ["the balancer may not send", () => close("flask-hello-nlb", true), "drop", /do not let it reach/],
    [
      "the balancer is not active",
      () => Object.assign(balancer(), { state: "provisioning" }),
      "drop",
      /is provisioning/,
    ],
    ["there is no listener", () => world.listeners.clear(), "drop", /no listener on port 5000/],
    ["the target's group is closed", () => close("flask-hello-app"), "drop", /do not admit/],
    ["there is no target", () => void targets().splice(0), "refuse", /no registered target/],
    [
      "the instance is stopped",
      () => Object.assign(instance("flask-hello"), { state: "stopped" }),
      "drop",
      /is stopped/,
    ],
    ["nothing listens", () => delete instance("flask-hello").application, "refuse", /nothing listens/],
  ])("%s", (_, breakIt, verdict, reason) => {
    breakIt();
    expect(from(name())).toMatchObject({ verdict, reason: expect.stringMatching(reason) });
  });

  it("an application that only binds loopback refuses", () => {
    const { application } = instance("flask-hello");
    if (application !== undefined) application.host = "127.0.0.1";
    expect(from(name())).toMatchObject({ verdict: "refuse", reason: expect.stringContaining("127.0.0.1") });
  });

  it("unknown names are nxdomain, other ports are dropped", () => {
    expect(from("vpce-0.example").verdict).toBe("nxdomain");
    expect(from(name(), 5001)).toMatchObject({ verdict: "drop", reason: expect.stringContaining("5001") });
  });

  it("a public name resolves in any VPC, but leads nowhere from another one", () => {
    const stranger = instance("flask-hello");
    expect(path(world, stranger, name(), 5000, new Date())).toMatchObject({
      verdict: "drop",
      reason: expect.stringContaining("another VPC"),
    });
  });

  it("a private name resolves in the endpoint's VPC, once it is enabled", () => {
    only(world.endpointServices.values()).privateDnsName = "hello.example";
    expect(from("hello.example").verdict).toBe("nxdomain");
    endpoint().privateDnsEnabled = true;
    expect(from("hello.example").verdict).toBe("forward");
    expect(path(world, instance("flask-hello"), "hello.example", 5000, new Date()).verdict).toBe("nxdomain");
  });

  it("a security group of the client admits it to the endpoint, but means nothing to the load balancer", () => {
    const reference = group("tester").id;
    for (const rule of group("orders-flask-hello").rules.filter((each) => !each.egress)) {
      delete rule.cidr;
      rule.referencedGroupId = reference;
    }
    expect(from(name()).verdict).toBe("forward");
    for (const rule of group("flask-hello-nlb").rules.filter((each) => !each.egress)) {
      delete rule.cidr;
      rule.referencedGroupId = reference;
    }
    expect(from(name()).reason).toMatch(/load balancer/);
  });

  it("the target sees the load balancer's node and group, never the client", () => {
    const admit = (change: { cidr?: string; referencedGroupId?: string }) => {
      for (const rule of group("flask-hello-app").rules.filter((each) => !each.egress)) {
        delete rule.cidr;
        Object.assign(rule, change);
      }
      return from(name()).verdict;
    };
    expect(admit({ cidr: "10.1.0.0/16" })).toBe("drop");
    expect(admit({ cidr: "10.0.1.0/24" })).toBe("forward");
    expect(admit({ referencedGroupId: group("flask-hello-nlb").id })).toBe("forward");
  });

  it("without cross-zone, a zone without a healthy target is left out by the regional name and dead by its own", () => {
    expect(from(name("use1-az2"))).toMatchObject({
      verdict: "drop",
      reason: expect.stringContaining("use1-az2"),
    });
    balancer().crossZone = true;
    expect(from(name("use1-az2")).verdict).toBe("forward");
  });

  it("an unhealthy target is passed over for a healthy one in the same zone, and used when there is no other", () => {
    const copy = addTarget("use1-az1");
    const { application } = instance("flask-hello");
    if (application !== undefined) application.listening = false;
    expect(from(name())).toMatchObject({ verdict: "forward", target: { id: copy.id } });
    if (copy.application !== undefined) copy.application.listening = false;
    expect(from(name()).verdict).toBe("refuse");
  });

  it("the regional name leads to another zone when the client's own has no healthy target", () => {
    const copy = addTarget("use1-az2");
    instance("flask-hello").state = "stopped";
    expect(from(name())).toMatchObject({ verdict: "forward", target: { id: copy.id } });
  });
});

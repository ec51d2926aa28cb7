import { beforeEach, describe, expect, it } from "vitest";
import { path } from "../../../../src/sandbox/network/path.ts";
import { checkNow } from "../../../../src/sandbox/network/targetHealth.ts";
import { freshChecks, type LoadBalancer, type TargetGroup } from "../../../../src/sandbox/state/balancing.ts";
import { PublishedWorld } from "./publishedWorld.ts";

let net: PublishedWorld;
/** The published load balancer and its target group, whose target is the application load balancer. */
let network: LoadBalancer;
let balancers: TargetGroup;
let application: LoadBalancer;
let instances: TargetGroup;

/** Puts an Application Load Balancer between the published load balancer and its target. */
beforeEach(async () => {
  net = await PublishedWorld.build();
  const { world } = net;
  network = net.balancer;
  balancers = net.targetGroup;
  const [published] = world.listeners.values();
  if (published === undefined) throw new Error("There is no listener.");
  const group = { ...structuredClone(net.group("flask-hello-nlb")), id: "sg-app", name: "app-balancer" };
  world.securityGroups.set(group.id, group);
  net.admit("app-balancer", { cidr: "10.0.0.0/16" });
  const nodes = network.nodes.map((node) => {
    const eni = world.networkInterfaces.get(node.networkInterfaceId);
    if (eni === undefined) throw new Error("The node has no interface.");
    const own = { id: `${eni.id}-app`, privateIp: `${eni.privateIp}9`, securityGroupIds: [group.id] };
    world.networkInterfaces.set(own.id, { ...eni, ...own, type: "interface" });
    return { ...node, networkInterfaceId: own.id };
  });
  application = {
    ...network,
    arn: "app",
    name: "app",
    type: "application",
    dnsName: "app.elb.amazonaws.com",
    nodes,
  };
  Object.assign(application, { securityGroupIds: [group.id], crossZone: true });
  world.loadBalancers.set("app", application);
  instances = { ...structuredClone(balancers), arn: "instances", name: "instances", protocol: "HTTP" };
  world.targetGroups.set("instances", instances);
  world.listeners.set("app", {
    ...published,
    arn: "app",
    loadBalancerArn: "app",
    targetGroupArn: "instances",
  });
  balancers.targetType = "alb";
  Object.assign(balancers.healthCheck, { protocol: "HTTP", path: "/", matcher: "200-399" });
  balancers.targets = [{ id: "app", port: 5000, checks: freshChecks(new Date(0)), draining: false }];
});

const health = () => {
  const [target] = balancers.targets;
  if (target === undefined) throw new Error("There is no target.");
  return checkNow(net.world, balancers, target)?.failure;
};

describe("the way through an Application Load Balancer", () => {
  it("names every station, and is healthy", () => {
    const verdict = net.from();
    expect(verdict).toMatchObject({ verdict: "forward", target: { id: net.target.id } });
    expect(verdict.hops.slice(-4).map(({ at }) => at)).toEqual([
      "flask-hello",
      "app",
      "instances",
      net.target.id,
    ]);
    expect(health()).toBeUndefined();
  });

  it("starts at its own name too, where its groups admit the client", () => {
    const visit = () => path(net.world, net.target, application.dnsName, 5000);
    expect(visit().verdict).toBe("forward");
    net.close("app-balancer");
    expect(visit()).toMatchObject({ verdict: "drop" });
  });

  it.each<[string, () => unknown, object, string | undefined]>([
    ["its group admits nobody", () => net.close("app-balancer"), { verdict: "drop" }, "Target.Timeout"],
    [
      "its group admits the consumer only",
      () => net.admit("app-balancer", { cidr: "10.1.0.0/16" }),
      { verdict: "drop" },
      "Target.Timeout",
    ],
    ["it has no listener", () => net.world.listeners.delete("app"), { verdict: "drop" }, "Target.Timeout"],
    ["it is gone", () => net.world.loadBalancers.delete("app"), { verdict: "drop" }, undefined],
    [
      "it is not active",
      () => Object.assign(application, { state: "provisioning" }),
      { verdict: "drop" },
      "Target.Timeout",
    ],
    [
      "it has no target",
      () => instances.targets.splice(0),
      { verdict: "answer", status: 503 },
      "Target.ResponseCodeMismatch",
    ],
    [
      "its target refuses",
      () => Object.assign(net.application, { listening: false }),
      { verdict: "answer", status: 502 },
      "Target.ResponseCodeMismatch",
    ],
    [
      "its target is silent",
      () => net.close("flask-hello-app"),
      { verdict: "answer", status: 504 },
      "Target.ResponseCodeMismatch",
    ],
    [
      "its target speaks another protocol",
      () => Object.assign(net.application, { protocol: "tcp" }),
      { verdict: "answer", status: 502 },
      "Target.ResponseCodeMismatch",
    ],
  ])("%s", (_, breakIt, verdict, reason) => {
    breakIt();
    expect(net.from()).toMatchObject(verdict);
    if (reason !== undefined) expect(health()).toMatchObject({ reason });
  });

  it("needs a node of it in the zone, unless traffic may cross", () => {
    const host = net.name("use1-az2");
    expect(net.from(host).verdict).toBe("forward");
    application.nodes = application.nodes.filter(({ zoneId }) => zoneId === "use1-az1");
    expect(net.from(host)).toMatchObject({ verdict: "drop" });
    network.crossZone = true;
    expect(net.from(host).verdict).toBe("forward");
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { path } from "../../../../src/sandbox/network/path.ts";
import { PublishedWorld } from "./publishedWorld.ts";

let net: PublishedWorld;

beforeEach(async () => {
  net = await PublishedWorld.build();
});

type Row = [
  rule: string,
  breakIt: () => unknown,
  verdict: "forward" | "drop" | "refuse" | "nxdomain",
  reason: RegExp,
];

const works = /every station/;
const route = (change: { destination: string; target: string }) => {
  for (const table of net.world.routeTables.values()) {
    if (table.vpcId === net.client.vpcId) table.routes.push(change);
  }
};
const ephemeral = { fromPort: 1024, toPort: 65_535 };

describe("the way from a client to an application", () => {
  it("names every station", () => {
    const verdict = net.from();
    expect(verdict.verdict).toBe("forward");
    expect(verdict.hops.map(({ at }) => at)).toEqual([
      net.name(),
      net.client.id,
      expect.stringMatching(/^eni-/),
      net.endpoint.serviceId,
      "flask-hello",
      "flask-hello",
      net.target.id,
    ]);
  });

  it.each<Row>([
    ["the client may not send", () => net.close("tester", true), "drop", /do not let it reach/],
    [
      "the endpoint's group is closed",
      () => net.close("orders-flask-hello"),
      "drop",
      /groups of the endpoint/,
    ],
    [
      "it is not accepted",
      () => Object.assign(net.endpoint, { state: "pendingAcceptance" }),
      "drop",
      /is pendingAcceptance/,
    ],
    ["it is rejected", () => Object.assign(net.endpoint, { state: "rejected" }), "drop", /is rejected/],
    [
      "the endpoint is being deleted",
      () => Object.assign(net.endpoint, { state: "deleting" }),
      "nxdomain",
      /not known/,
    ],
    ["the service is gone", () => net.world.endpointServices.clear(), "drop", /no load balancer/],
    [
      "the balancer's group is closed",
      () => net.close("flask-hello-nlb"),
      "drop",
      /load balancer .* do not admit/,
    ],
    [
      "the balancer may not send",
      () => net.close("flask-hello-nlb", true),
      "drop",
      /load balancer .* do not let it/,
    ],
    [
      "the balancer is not active",
      () => Object.assign(net.balancer, { state: "provisioning" }),
      "drop",
      /is provisioning/,
    ],
    ["there is no listener", () => net.world.listeners.clear(), "drop", /no listener on port 5000/],
    ["the target group is gone", () => net.world.targetGroups.clear(), "drop", /target group .* is gone/],
    ["the target's group is closed", () => net.close("flask-hello-app"), "drop", /do not admit 10\.0\.1/],
    ["there is no target", () => void net.targetGroup.targets.splice(0), "refuse", /no registered target/],
    ["the instance is stopped", () => Object.assign(net.target, { state: "stopped" }), "drop", /is stopped/],
    [
      "nothing listens",
      () => Object.assign(net.application, { listening: false }),
      "refuse",
      /nothing listens/,
    ],
    [
      "it binds loopback",
      () => Object.assign(net.application, { host: "127.0.0.1" }),
      "refuse",
      /only listens on 127/,
    ],
    [
      "it binds its own address",
      () => Object.assign(net.application, { host: net.target.privateIp }),
      "forward",
      works,
    ],
  ])("%s", (_, breakIt, verdict, reason) => {
    breakIt();
    expect(net.from()).toMatchObject({ verdict, reason: expect.stringMatching(reason) });
  });
});

describe("routes and network ACLs", () => {
  /** The client asks the endpoint's interface in the other zone, so that both subnets' borders are crossed. */
  const across = () => {
    net.balancer.crossZone = true;
    return net.from(net.name("use1-az2"));
  };

  it.each<Row>([
    [
      "a hole in the route",
      () => route({ destination: "10.1.0.0/20", target: "nat-gone" }),
      "drop",
      /black hole: nat-gone/,
    ],
    ["a detour", () => route({ destination: "10.1.0.0/20", target: "tgw-1" }), "drop", /leads to tgw-1/],
    ["no route at all", () => net.world.routeTables.clear(), "drop", /no route to/],
    ["the client's, out", () => net.guard("orders-private-1", { egress: true }), "drop", /nothing out/],
    ["the endpoint's, in", () => net.guard("orders-private-2", {}), "drop", /nothing in from/],
    [
      "the endpoint's, back out",
      () => net.guard("orders-private-2", { egress: true, ...ephemeral }),
      "drop",
      /no answer out/,
    ],
    ["the client's, back in", () => net.guard("orders-private-1", ephemeral), "drop", /no answer in/],
    [
      "one ephemeral port is enough",
      () => net.guard("orders-private-1", { fromPort: 40_000, toPort: 40_000 }),
      "drop",
      /no answer in/,
    ],
    [
      "the node's, out",
      () => net.guard("platform-private-2", { egress: true, ...ephemeral, cidr: "10.0.1.0/24" }),
      "drop",
      /nothing out/,
    ],
    [
      "the target's, in",
      () => net.guard("platform-private-1", { cidr: "10.0.2.0/24" }),
      "drop",
      /nothing in from 10\.0\.2/,
    ],
    [
      "the target's, back out",
      () => net.guard("platform-private-1", { egress: true, fromPort: 1024, toPort: 2000 }),
      "drop",
      /no answer out/,
    ],
    [
      "what PrivateLink brings to the node",
      () => net.guard("platform-private-2", { cidr: "10.1.0.0/16" }),
      "forward",
      works,
    ],
    ["another port", () => net.guard("orders-private-2", { fromPort: 5001, toPort: 5001 }), "forward", works],
    [
      "another protocol",
      () => net.guard("orders-private-2", { protocol: "17", fromPort: 0, toPort: 65_535 }),
      "forward",
      works,
    ],
    ["another network", () => net.guard("orders-private-2", { cidr: "10.9.0.0/16" }), "forward", works],
    ["the lower number decides", () => net.guard("orders-private-2", { allow: true }, {}), "forward", works],
  ])("%s", (_, breakIt, verdict, reason) => {
    expect(across().verdict).toBe("forward");
    breakIt();
    expect(across()).toMatchObject({ verdict, reason: expect.stringMatching(reason) });
  });

  it("do not touch what stays in one subnet", () => {
    net.guard("orders-private-1", {}, { egress: true });
    net.guard("platform-private-1", {}, { egress: true });
    expect(net.from(net.name("use1-az1"))).toMatchObject({ verdict: "forward" });
  });
});

describe("security groups", () => {
  it("know a client's group at the endpoint, in the same VPC, and never at the load balancer", () => {
    net.admit("orders-flask-hello", { referencedGroupId: net.group("tester").id });
    expect(net.from().verdict).toBe("forward");
    net.admit("flask-hello-nlb", { referencedGroupId: net.group("tester").id });
    expect(net.from().reason).toMatch(/load balancer/);
  });

  it("of a load balancer see the client's own address, and only if they are enforced", () => {
    net.admit("flask-hello-nlb", { cidr: "10.1.1.0/24" });
    expect(net.from().verdict).toBe("forward");
    net.admit("flask-hello-nlb", { cidr: "10.1.2.0/24" });
    expect(net.from().verdict).toBe("drop");
    net.balancer.enforceInboundRulesOnPrivateLink = false;
    expect(net.from().verdict).toBe("forward");
  });

  it.each([
    ["the node's network", { cidr: "10.0.1.0/24" }, true, "forward"],
    ["the client's network", { cidr: "10.1.0.0/16" }, true, "drop"],
    ["the load balancer's group", "flask-hello-nlb", true, "forward"],
    ["the load balancer's group, which is not enforced", "flask-hello-nlb", false, "drop"],
    ["the node's network, and nothing is enforced", { cidr: "10.0.1.0/24" }, false, "forward"],
  ] as const)("of a target that admit %s", (_, source, enforced, verdict) => {
    net.balancer.enforceInboundRulesOnPrivateLink = enforced;
    net.admit(
      "flask-hello-app",
      typeof source === "string" ? { referencedGroupId: net.group(source).id } : source,
    );
    expect(net.from().verdict).toBe(verdict);
    // Health checks come from the load balancer itself, which is in its groups whatever is enforced.
    if (typeof source === "string") expect(net.health().state).toBe("healthy");
  });

  it("of the network interface count, as soon as they change", () => {
    const eni = net.world.networkInterfaces.get(net.client.networkInterfaceId);
    if (eni !== undefined) eni.securityGroupIds = [];
    for (const id of net.endpoint.networkInterfaceIds) {
      const own = net.world.networkInterfaces.get(id);
      if (own !== undefined) own.securityGroupIds = [net.group("tester").id];
    }
    expect(net.from().reason).toMatch(/groups of the endpoint/);
  });
});

describe("load balancing", () => {
  it("without cross-zone a zone without a target is left out by the regional name and dead by its own", () => {
    const zonal = () => net.from(net.name("use1-az2"));
    expect(zonal()).toMatchObject({ verdict: "drop", reason: expect.stringContaining("use1-az2") });
    net.balancer.crossZone = true;
    expect(zonal().verdict).toBe("forward");
    const own = (value: string) => net.targetGroup.attributes.set("load_balancing.cross_zone.enabled", value);
    own("false");
    expect(zonal().verdict).toBe("drop");
    own("use_load_balancer_configuration");
    expect(zonal().verdict).toBe("forward");
    net.balancer.crossZone = false;
    own("true");
    expect(zonal().verdict).toBe("forward");
  });

  it("an unhealthy target is passed over for a healthy one, and used when there is no other", () => {
    const copy = net.addTarget("platform-private-1", "10.0.1.99");
    net.application.listening = false;
    expect(net.from()).toMatchObject({ verdict: "forward", target: { id: copy.id } });
    if (copy.application !== undefined) copy.application.listening = false;
    expect(net.from()).toMatchObject({ verdict: "refuse", reason: expect.stringContaining(net.target.id) });
  });

  it("unhealthy but working: with every target unhealthy it fails open", () => {
    net.targetGroup.healthCheck.protocol = "HTTP";
    net.targetGroup.healthCheck.path = "/health";
    expect(net.health().state).toBe("unhealthy");
    expect(net.from().verdict).toBe("forward");
  });

  it("a node with only unhealthy targets fails open on its own, whatever other zones have", () => {
    net.addTarget();
    net.application.listening = false;
    expect(net.from(net.name("use1-az1")).verdict).toBe("refuse");
    expect(net.from().verdict).toBe("forward");
  });

  it("a draining target gets no new connections", () => {
    for (const target of net.targetGroup.targets) target.draining = true;
    expect(net.from().reason).toMatch(/no registered target/);
  });

  it("a client of the same network keeps its address with targets by instance id, and loses it by address", () => {
    const direct = () => net.from(net.balancer.dnsName);
    net.move(net.client, "platform-private-1", "10.0.1.77");
    net.admit("flask-hello-nlb", { cidr: "10.0.0.0/16" });
    net.admit("flask-hello-app", { cidr: "10.0.1.77/32" });
    expect(direct().verdict).toBe("forward");
    net.targetGroup.attributes.set("preserve_client_ip.enabled", "false");
    expect(direct().verdict).toBe("drop");
    net.targetGroup.attributes.clear();
    net.targetGroup.targetType = "ip";
    for (const target of net.targetGroup.targets) target.id = net.target.privateIp;
    expect(direct().reason).toMatch(/do not admit 10\.0\.1/);
  });
});

describe("other destinations", () => {
  it("a port that the endpoint's groups admit, but no listener has", () => {
    for (const { rules } of [net.group("orders-flask-hello"), net.group("flask-hello-nlb")]) {
      for (const rule of rules) Object.assign(rule, { protocol: "-1" });
    }
    expect(net.from(net.name(), 5001).reason).toMatch(/no listener on port 5001/);
  });

  it("a public name resolves in any VPC, but leads nowhere from another one", () => {
    expect(path(net.world, net.target, net.name(), 5000)).toMatchObject({
      verdict: "drop",
      reason: expect.stringContaining("another VPC"),
    });
  });

  it("an instance reaches itself past every filter", () => {
    net.close("flask-hello-app");
    const itself = (host: string) => path(net.world, net.target, host, 5000).verdict;
    expect([itself("localhost"), itself("127.0.0.1"), itself(net.target.privateIp)]).toEqual(
      Array.from({ length: 3 }, () => "forward"),
    );
    net.application.host = "127.0.0.1";
    expect([itself("localhost"), itself(net.target.privateIp)]).toEqual(["forward", "refuse"]);
    expect(net.from("localhost").verdict).toBe("refuse");
  });

  it.each([
    ["169.254.169.254", "drop"],
    ["8.8.8.8", "drop"],
    ["[::1]", "refuse"],
    ["[fe80::1]", "refuse"],
    ["vpce-0.example", "nxdomain"],
  ])("%s", (host, verdict) => {
    expect(net.from(host).verdict).toBe(verdict);
  });

  it("an AWS service has no application in the sandbox, with or without an endpoint", () => {
    const host = "sqs.us-east-1.amazonaws.com";
    expect(net.from(host, 443).reason).toMatch(/public 198\.51\.100\.\d+, and the sandbox has no internet/);
    net.world.routeTables.clear();
    expect(net.from(host, 443).reason).toMatch(/no route to the internet/);
  });
});

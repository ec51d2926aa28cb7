import { beforeEach, describe, expect, it } from "vitest";
import { resolveHost } from "../../../../src/sandbox/network/names.ts";
import { PublishedWorld } from "./publishedWorld.ts";

let net: PublishedWorld;

/** A private DNS name that everything lets resolve, until a test breaks something. */
beforeEach(async () => {
  net = await PublishedWorld.build();
  Object.assign(net.service, { privateDnsName: "api.example.com", privateDnsNameState: "verified" });
  net.endpoint.privateDnsEnabled = true;
});

const look = (name: string, vpc = "orders", server?: string) =>
  resolveHost(net.settled(), net.vpc(vpc), name, ...(server === undefined ? [] : [[server]]));
const zones = (name: string) => look(name).interfaces.map(({ zoneId }) => zoneId);
const dns = (change: object) =>
  net.world.vpcDns.set(net.vpc("orders").id, { support: true, hostnames: true, ...change });
const servers = (...values: string[]) => {
  const owner = { account: "444455556666", region: "us-east-1", tags: new Map() } as const;
  net.world.dhcpOptions.set("dopt-1", {
    ...owner,
    id: "dopt-1",
    configurations: new Map([["domain-name-servers", values]]),
  });
  dns({ dhcpOptionsId: "dopt-1" });
};

describe("a private DNS name", () => {
  it("is a CNAME of the regional name", () => {
    expect(look("API.example.com.")).toMatchObject({ status: "found", canonical: net.name() });
    expect(zones("api.example.com")).toEqual(zones(net.name()));
  });

  it.each<[string, () => unknown, "found" | "nxdomain" | "silent"]>([
    ["is not enabled", () => Object.assign(net.endpoint, { privateDnsEnabled: false }), "nxdomain"],
    [
      "is not verified",
      () => Object.assign(net.service, { privateDnsNameState: "pendingVerification" }),
      "nxdomain",
    ],
    ["was verified once", () => Object.assign(net.service, { privateDnsNameState: "failed" }), "found"],
    [
      "belongs to an endpoint that is not available",
      () => Object.assign(net.endpoint, { state: "pending" }),
      "nxdomain",
    ],
    ["is in a VPC without host names", () => dns({ hostnames: false }), "nxdomain"],
    ["is in a VPC without a resolver", () => dns({ support: false }), "silent"],
    ["is asked of other DNS servers", () => servers("10.1.0.53"), "nxdomain"],
    ["is asked of the resolver by its address", () => servers("10.1.0.2"), "found"],
    ["is asked in a VPC without DNS servers", () => dns({ dhcpOptionsId: "default" }), "silent"],
    ["is a wildcard", () => Object.assign(net.service, { privateDnsName: "*.example.com" }), "found"],
    [
      "is a wildcard for others",
      () => Object.assign(net.service, { privateDnsName: "*.b.example.com" }),
      "nxdomain",
    ],
  ])("that %s", (_, change, status) => {
    change();
    expect(look("api.example.com").status).toBe(status);
  });

  it("is known in its own VPC only, and by its own resolver only", () => {
    expect(look("api.example.com", "platform").status).toBe("nxdomain");
    servers("10.1.0.53");
    expect(look("api.example.com", "orders", "169.254.169.253").status).toBe("found");
    expect(look("api.example.com", "orders", "10.1.0.2").status).toBe("found");
    expect(look("api.example.com", "orders", "1.1.1.1").status).toBe("nxdomain");
  });
});

describe("public names", () => {
  it("of the endpoint are known everywhere, to every DNS server", () => {
    expect(look(net.name(), "platform").status).toBe("found");
    servers("10.1.0.53");
    expect(look(net.name()).status).toBe("found");
    dns({ support: false });
    expect(look(net.name()).status).toBe("silent");
  });

  it("of a region leave out zones without a healthy target, unless that leaves none", () => {
    expect(zones(net.name())).toEqual(["use1-az1"]);
    net.application.listening = false;
    expect(zones(net.name())).toEqual(["use1-az1", "use1-az2"]);
    net.addTarget();
    const copy = net.world.instances.get("i-copy");
    expect(copy?.application?.listening).toBe(false);
    if (copy?.application !== undefined) copy.application.listening = true;
    expect(zones(net.name())).toEqual(["use1-az2"]);
  });

  it("of a zone stay, and so does the load balancer's own name", () => {
    expect(zones(net.name("use1-az2"))).toEqual(["use1-az2"]);
    expect(look(net.balancer.dnsName.toUpperCase()).interfaces).toHaveLength(1);
  });

  it("of AWS's services have an address outside every VPC", () => {
    const answer = look("sts.us-east-1.amazonaws.com");
    expect(answer).toMatchObject({ status: "found", interfaces: [] });
    expect(answer.publicAddresses).toEqual([expect.stringMatching(/^198\.51\.100\./)]);
  });
});

import { describe, expect, it } from "vitest";
import type { NetworkAclEntry } from "../../../../src/core/diagnose/evidence/network.ts";
import {
  linuxPorts,
  loadBalancerPorts,
  numberBefore,
  onePort,
  stoppedBy,
} from "../../../../src/core/diagnose/packet/networkAcls.ts";
import { reachesInternet, routeTableOf, routeTo } from "../../../../src/core/diagnose/packet/routes.ts";
import { groupsAllow } from "../../../../src/core/diagnose/packet/securityGroups.ts";
import { group, inbound, network, refused, seen } from "../../../support/diagnose/facts.ts";

const client = { ip: "10.1.1.10", groupIds: ["sg-client"] };

describe("security groups", () => {
  const fromBlock = (cidr: string) => inbound({ kind: "cidr", cidr });
  it.each([
    ["no rule", [], "blocked"],
    ["a rule for its block", [fromBlock("10.1.0.0/16")], "allowed"],
    ["a rule for its address", [fromBlock("10.1.1.10/32")], "allowed"],
    ["a rule for another block", [fromBlock("10.2.0.0/16")], "blocked"],
    ["a rule for its group", [inbound({ kind: "group", groupId: "sg-client" })], "allowed"],
    ["a rule for another group", [inbound({ kind: "group", groupId: "sg-other" })], "blocked"],
    ["a rule for a prefix list", [inbound({ kind: "prefixList", id: "pl-1" })], "unknown"],
    ["a rule for another port", [{ ...fromBlock("0.0.0.0/0"), fromPort: 443, toPort: 443 }], "blocked"],
    ["a rule for a range of ports", [{ ...fromBlock("0.0.0.0/0"), fromPort: 1, toPort: 5000 }], "allowed"],
    ["a rule for everything", [inbound({ kind: "cidr", cidr: "0.0.0.0/0" }, { protocol: "-1" })], "allowed"],
    ["TCP by its number", [{ ...fromBlock("0.0.0.0/0"), protocol: "6" }], "allowed"],
    ["a rule for UDP", [{ ...fromBlock("0.0.0.0/0"), protocol: "udp" }], "blocked"],
    ["a rule for the other direction", [{ ...fromBlock("0.0.0.0/0"), egress: true }], "blocked"],
    ["a rule for IPv6", [inbound({ kind: "cidr", cidr: "::/0" })], "blocked"],
  ] as const)("with %s", (_, rules, answer) => {
    const groups = seen([group("sg-1", rules)]);
    expect(groupsAllow(groups, ["sg-1"], "ingress", 5000, client)).toBe(answer);
  });

  it("let everything through where none is attached", () => {
    expect(groupsAllow(seen([]), [], "ingress", 5000, client)).toBe("allowed");
  });

  it("are unknown when one of them could not be seen, unless another one allows", () => {
    const open = group("sg-1", [fromBlock("0.0.0.0/0")]);
    const closed = group("sg-1", []);
    expect(groupsAllow(seen([closed]), ["sg-1", "sg-2"], "ingress", 5000, client)).toBe("unknown");
    expect(groupsAllow(seen([open]), ["sg-1", "sg-2"], "ingress", 5000, client)).toBe("allowed");
    expect(groupsAllow(refused, ["sg-1"], "ingress", 5000, client)).toBe("unknown");
  });
});

describe("network ACLs", () => {
  const entry = (number: number, allow: boolean, more: Partial<NetworkAclEntry> = {}): NetworkAclEntry => ({
    number,
    egress: false,
    allow,
    protocol: "-1",
    cidr: "0.0.0.0/0",
    ...more,
  });
  const tcp = (from: number, to: number) => ({ protocol: "6", fromPort: from, toPort: to });
  const port = onePort(5000);

  it.each([
    ["the default one", [entry(100, true)], port, undefined],
    ["none at all", [], port, 32_767],
    ["a denial in front", [entry(50, false, tcp(5000, 5000)), entry(100, true)], port, 50],
    ["a denial behind", [entry(100, true), entry(200, false)], port, undefined],
    ["numbers out of order", [entry(100, true), entry(50, false)], port, 50],
    ["another port", [entry(50, false, tcp(443, 443)), entry(100, true)], port, undefined],
    ["another block", [entry(50, false, { cidr: "10.9.0.0/16" }), entry(100, true)], port, undefined],
    ["another protocol", [entry(50, false, { protocol: "17" }), entry(100, true)], port, undefined],
    ["the other direction", [entry(50, false, { egress: true }), entry(100, true)], port, undefined],
    ["all ephemeral ports", [entry(100, true, tcp(1024, 65_535))], loadBalancerPorts, undefined],
    ["Linux's ports only, for Linux", [entry(100, true, tcp(32_768, 60_999))], linuxPorts, undefined],
    ["Linux's ports only, for others", [entry(100, true, tcp(32_768, 60_999))], loadBalancerPorts, 32_767],
    ["a large hole", [entry(50, false, tcp(40_000, 49_999)), entry(100, true)], linuxPorts, 50],
    [
      "a hole of a few ports",
      [entry(50, false, tcp(40_000, 40_010)), entry(100, true)],
      linuxPorts,
      undefined,
    ],
    ["such a hole and more", [entry(50, false, tcp(40_000, 40_010))], linuxPorts, 32_767],
  ] as const)("with %s", (_, entries, ports, number) => {
    const acl = { id: "acl-1", subnetIds: [], entries };
    expect(stoppedBy(acl, "ingress", ports, "10.1.1.10")?.number).toBe(number);
  });

  it.each([
    [[entry(100, false)], 100, 99],
    [[entry(99, true), entry(100, false)], 100, 98],
    [[entry(99, true, { egress: true }), entry(100, false)], 100, 99],
    [[], 32_767, 32_766],
    [[entry(1, false)], 1, undefined],
  ] as const)("take a number in front of the entry that stops something", (entries, stopping, number) => {
    expect(numberBefore({ entries }, "ingress", entry(stopping, false))).toBe(number);
  });
});

describe("routes", () => {
  const local = { destination: "10.1.0.0/16", target: "local", blackhole: false };
  const out = { destination: "0.0.0.0/0", target: "nat-1", blackhole: false };
  const table = (routes: readonly (typeof local)[], subnetIds: readonly string[] = [], main = false) => ({
    id: `rtb-${main ? "main" : subnetIds.join()}`,
    vpcId: "vpc-1",
    main,
    subnetIds,
    routes,
  });

  it("go by the most specific block", () => {
    const aside = { destination: "10.1.2.0/24", target: "eni-1", blackhole: false };
    const all = table([out, local, aside, { ...out, destination: "pl-1" }]);
    expect(routeTo(all, "10.1.2.5")).toBe(aside);
    expect(routeTo(all, "10.1.3.5")).toBe(local);
    expect(routeTo(all, "192.0.2.1")).toBe(out);
    expect(routeTo(table([local]), "192.0.2.1")).toBeUndefined();
  });

  it("stand in the subnet's own table, else in the main one of its VPC", () => {
    const routeTables = seen([
      table([local], [], true),
      table([local], ["subnet-a"]),
      { ...table([local], [], true), vpcId: "vpc-2" },
    ]);
    const find = (id: string) => routeTableOf({ ...network, routeTables }, { id, vpcId: "vpc-1" })?.id;
    expect(find("subnet-a")).toBe("rtb-subnet-a");
    expect(find("subnet-b")).toBe("rtb-main");
  });

  it.each([
    ["a NAT gateway", [out], false, true],
    ["an internet gateway, without a public address", [{ ...out, target: "igw-1" }], false, false],
    ["an internet gateway, with a public address", [{ ...out, target: "igw-1" }], true, true],
    ["a black hole", [{ ...out, blackhole: true }], true, false],
    ["nothing", [local], true, false],
  ] as const)("reach the internet through %s or do not", (_, routes, hasPublicIp, answer) => {
    expect(reachesInternet(table(routes), hasPublicIp)).toBe(answer);
  });
});

import { describe, expect, it } from "vitest";
import { connectFlow } from "../../../src/core/wizard/connectFlow.ts";
import type { Facts } from "../../../src/core/wizard/facts.ts";
import type { Answers, Field } from "../../../src/core/wizard/form.ts";
import {
  away,
  bucket,
  crossRegion,
  dualstack,
  inNetwork,
  s3Seen,
  seenAs,
  unseen,
  withEndpoints,
  withGroups,
  withPrivateName,
} from "../../support/connectFacts.ts";
import { consumer, provider, service, serviceOpen, subnet } from "../../support/facts.ts";

const connect = (answers: Answers, facts: Facts = serviceOpen) => connectFlow(answers, facts, "plan");

function field(answers: Answers, id: string, facts: Facts = serviceOpen): Field {
  const { sections } = connect(answers, facts).form;
  const found = sections.flatMap(({ fields }) => fields).find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no field "${id}".`);
  return found;
}

function fieldIds(answers: Answers, facts: Facts): readonly string[] {
  return connect(answers, facts).form.sections.flatMap(({ fields }) => fields.map(({ id }) => id));
}

function problem(answers: Answers, id: string, facts?: Facts) {
  expect(connect(answers, facts).plan).toBeUndefined();
  return field(answers, id, facts).problem;
}

function notices(answers: Answers, id: string, facts?: Facts) {
  return field(answers, id, facts).notices;
}

function refused(answers: Answers, id: string, facts: Facts): Readonly<Record<string, string | undefined>> {
  const found = field(answers, id, facts);
  const options = "options" in found ? found.options : [];
  return Object.fromEntries(options.map(({ value, refused: reason }) => [value, reason]));
}

function zones(answers: Answers, facts?: Facts) {
  const found = field(answers, "subnets", facts);
  if (found.kind !== "zones") throw new Error("The subnets are no table of zones.");
  return found;
}

describe("the service", () => {
  it("is the open one, as the account that publishes nothing", () => {
    expect(field({}, "serviceName")).toMatchObject({ value: service.name, inferred: true });
    expect(field({}, "scope")).toMatchObject({ value: "consumer@us-east-1" });
    expect(notices({}, "serviceName")).toEqual([
      { code: "serviceVerified", owner: provider.account, acceptanceRequired: true },
    ]);
  });

  it("stays with the consumer's account while a name is being typed", () => {
    expect(field({ serviceName: `${service.name}0` }, "scope")).toMatchObject({
      value: "consumer@us-east-1",
    });
  });

  it("suggests the open ones and those that AWS lists", () => {
    expect(field({}, "serviceName", s3Seen)).toMatchObject({ suggestions: [service.name, bucket] });
  });

  it.each([
    ["", { code: "required" }],
    ["hello", { code: "serviceName", text: "hello" }],
    [`${service.name}x`, { code: "serviceName", text: `${service.name}x` }],
  ])("refuses the name %j", (serviceName, expected) => {
    expect(problem({ serviceName }, "serviceName")).toEqual(expected);
  });

  it("leaves the plan out while it is looked up, and when that fails", () => {
    const loading = { ...serviceOpen, services: {} };
    expect(connect({}, loading).form.sections[0]?.state).toBe("loading");
    expect(notices({}, "serviceName", loading)).toEqual([{ code: "lookingUp" }]);
    expect(connect({}, loading).plan).toBeUndefined();
    const failure = { code: "accessDenied", message: "no" } as const;
    const key = `consumer@us-east-1/${service.name}`;
    const failed: Facts = { ...serviceOpen, services: { [key]: { status: "failed", failure } } };
    expect(notices({}, "serviceName", failed)).toEqual([{ code: "lookupFailed", failure }]);
    expect(connect({}, failed).form.sections[0]?.state).toBe("problem");
  });

  it("is refused when no endpoint of ours is for it", () => {
    expect(problem({}, "serviceName", seenAs({ types: [] }))).toEqual({ code: "serviceKind" });
  });
});

describe("a service that cannot be seen", () => {
  const nobodyOpen: Facts = { ...serviceOpen, openServices: [] };
  const answers = { scope: "consumer@us-east-1", serviceName: service.name };

  it("may have four causes", () => {
    const facts = unseen(service.name, consumer, nobodyOpen);
    expect(problem(answers, "serviceName", facts)).toEqual({
      code: "serviceNotVisible",
      account: consumer.account,
    });
  });

  it("may be in another Region", () => {
    const name = service.name.replace("us-east-1", "eu-west-1");
    const facts = unseen(name, consumer, nobodyOpen);
    expect(problem({ ...answers, serviceName: name }, "serviceName", facts)).toEqual({
      code: "serviceInOtherRegion",
      region: "eu-west-1",
      scopeRegion: "us-east-1",
    });
  });

  it("is no service of AWS", () => {
    const name = "com.amazonaws.us-east-1.s4";
    const facts = unseen(name, consumer, nobodyOpen);
    expect(problem({ ...answers, serviceName: name }, "serviceName", facts)).toEqual({
      code: "serviceUnknown",
      name,
      region: "us-east-1",
    });
  });

  describe("and whose owner is open", () => {
    const facts = unseen(service.name, consumer, serviceOpen);
    const allowing = (...arns: readonly string[]): Facts => ({
      ...facts,
      principals: { [service.id]: { status: "ready", value: arns } },
    });

    it("waits for the owner's list before it says why, and asks for it only then", () => {
      expect(connect(answers, facts).form.sections[0]?.state).toBe("loading");
      expect(field(answers, "serviceName", facts).problem).toBeUndefined();
      expect(connect(answers, facts).lookups).toContainEqual({
        kind: "principals",
        scope: provider,
        service,
      });
      expect(connect(answers).lookups.map(({ kind }) => kind)).not.toContain("principals");
    });

    it("is not allowed for this account", () => {
      const expected = { code: "accountNotAllowed", account: consumer.account, owner: provider.alias };
      expect(problem(answers, "serviceName", allowing())).toEqual(expected);
      const other = allowing("arn:aws:iam::777788889999:root");
      expect(problem(answers, "serviceName", other)).toEqual(expected);
    });

    it.each([["*"], [`arn:aws:iam::${consumer.account}:role/app`]])(
      "is allowed for %s, so it is something else",
      (arn) => {
        expect(problem(answers, "serviceName", allowing(arn))).toMatchObject({ code: "serviceNotVisible" });
      },
    );

    it("is not available", () => {
      const pending = { ...service, state: "pending" } as const;
      const soon: Facts = { ...facts, openServices: [{ scope: provider, service: pending }] };
      expect(problem(answers, "serviceName", soon)).toEqual({
        code: "serviceNotAvailable",
        owner: provider.alias,
        state: "pending",
      });
    });

    it("is told by AWS's answer alone when the owner's list cannot be read", () => {
      const failure = { code: "accessDenied", message: "no" } as const;
      const shut: Facts = { ...facts, principals: { [service.id]: { status: "failed", failure } } };
      expect(problem(answers, "serviceName", shut)).toMatchObject({ code: "serviceNotVisible" });
    });
  });
});

describe("the zones", () => {
  it("are compared by id, with a subnet proposed in each that both accounts have", () => {
    const { rows, values, notices: said } = zones({});
    expect(rows.map((row) => [row.zoneId, row.service])).toEqual([
      ["use1-az1", "offered"],
      ["use1-az2", "offered"],
      ["use1-az4", "notOffered"],
    ]);
    expect(values).toEqual(["subnet-c1", "subnet-c2"]);
    expect(said).toEqual([{ code: "zonesCovered", covered: 2, offered: 2 }]);
  });

  it("are not called offered before AWS has confirmed the service", () => {
    const { rows } = zones({}, { ...serviceOpen, services: {} });
    expect(new Set(rows.map((row) => row.service))).toEqual(new Set(["unknown"]));
  });

  it("take no subnet where the service is not", () => {
    expect(zones({ subnets: ["subnet-c4"] })).toMatchObject({ values: [], problem: { code: "noSubnets" } });
  });

  it("take no subnet without free addresses, and propose its neighbour", () => {
    const full = subnet("subnet-full", "vpc-orders", "use1-az1", { freeAddresses: 0 });
    const free = subnet("subnet-free", "vpc-orders", "use1-az1");
    const { rows, values } = zones({}, inNetwork({ subnets: [full, free] }));
    expect(rows[0]?.options.map(({ refused: reason }) => reason)).toEqual(["noFreeAddresses", undefined]);
    expect(values).toEqual(["subnet-free"]);
  });

  it("warn of a single one, and refuse two subnets in one", () => {
    expect(notices({ subnets: ["subnet-c1"] }, "subnets")).toEqual([
      { code: "zonesCovered", covered: 1, offered: 2 },
      { code: "singleZone" },
    ]);
    const twins = inNetwork({
      subnets: [subnet("subnet-1", "vpc-orders", "use1-az1"), subnet("subnet-2", "vpc-orders", "use1-az1")],
    });
    expect(problem({ subnets: ["subnet-1", "subnet-2"] }, "subnets", twins)).toEqual({
      code: "subnetsInOneZone",
      zoneId: "use1-az1",
    });
  });

  it("need not overlap for a service of another Region, but a few are left out", () => {
    const answers = { serviceName: service.name, scope: "consumer@eu-west-1" };
    const { rows, values, notices: said } = zones(answers, crossRegion);
    expect(rows.map((row) => [row.zoneId, row.service])).toEqual([
      ["euw1-az1", "offered"],
      ["use1-az3", "notCrossRegion"],
    ]);
    expect(values).toEqual(["subnet-e1"]);
    expect(said).toEqual([{ code: "singleZone" }]);
    expect(notices(answers, "serviceName", crossRegion)).toContainEqual({
      code: "crossRegion",
      region: "us-east-1",
    });
    expect(connect(answers, crossRegion).plan?.steps.at(-1)).toMatchObject({
      scope: { region: away.region },
      input: { ServiceRegion: "us-east-1" },
      permissions: ["ec2:CreateVpcEndpoint", "ec2:CreateTags", "vpce:AllowMultiRegion"],
    });
  });
});

describe("fixed addresses", () => {
  it.each([
    ["10.1.1", { code: "address", text: "10.1.1" }],
    ["10.1.4.9", { code: "addressInNoChosenSubnet", text: "10.1.4.9" }],
    ["10.1.1.3", { code: "addressReserved", text: "10.1.1.3" }],
    ["10.1.2.255", { code: "addressReserved", text: "10.1.2.255" }],
    ["10.1.1.9, 10.1.1.10", { code: "addressesInOneSubnet", subnet: "subnet-c1" }],
  ])("refuse %s", (fixedAddresses, expected) => {
    expect(problem({ fixedAddresses }, "fixedAddresses")).toEqual(expected);
  });

  it("may be the first and the last that AWS leaves", () => {
    const { plan } = connect({ fixedAddresses: "10.1.1.4, 10.1.2.254" });
    expect(plan?.steps.at(-1)?.input).toMatchObject({
      SubnetIds: ["subnet-c1", "subnet-c2"],
      SubnetConfigurations: [
        { SubnetId: "subnet-c1", Ipv4: "10.1.1.4" },
        { SubnetId: "subnet-c2", Ipv4: "10.1.2.254" },
      ],
    });
  });

  it("are for endpoints with IPv4", () => {
    const answers = { subnets: ["subnet-both"], fixedAddresses: "10.1.1.9" };
    expect(refused(answers, "ipAddressType", dualstack)).toMatchObject({ ipv6: "addressesAreIpv4" });
  });
});

describe("the VPC", () => {
  it("may be full", () => {
    const fifty = Array.from({ length: 50 }, () => ({}));
    expect(notices({}, "vpc", withEndpoints(fifty, serviceOpen))).toEqual([
      { code: "endpointQuota", count: 50 },
    ]);
    const others = [{ state: "deleting" }, { type: "Gateway" }, { vpcId: "vpc-other" }] as const;
    const fewer = withEndpoints([...fifty.slice(1), ...others], serviceOpen);
    expect(notices({}, "vpc", fewer)).toEqual([]);
  });

  it("may be unreadable", () => {
    const failure = { code: "accessDenied", message: "no" } as const;
    const facts: Facts = {
      ...serviceOpen,
      networks: { "consumer@us-east-1": { status: "failed", failure } },
    };
    expect(notices({}, "vpc", facts)).toEqual([{ code: "lookupFailed", failure }]);
  });
});

describe("the security group", () => {
  it("warns of a port on which the open provider does not listen", () => {
    expect(notices({ port: "443" }, "port")).toEqual([{ code: "portSilent", port: 443, ports: [5000] }]);
    expect(notices({}, "port")).toEqual([]);
  });

  it("asks for the port when the service's owner is not open", () => {
    const facts = { ...serviceOpen, openServices: [] };
    const answers = { serviceName: service.name, scope: "consumer@us-east-1" };
    expect(problem(answers, "port", facts)).toEqual({ code: "required" });
  });

  it.each([
    ["port", "0", { code: "port", text: "0" }],
    ["clientCidrs", "", { code: "required" }],
    ["clientCidrs", "10.1.0.0/33", { code: "cidr", text: "10.1.0.0/33" }],
    ["name", "-x", { code: "name", text: "-x" }],
  ])("refuses %s = %j", (id, value, expected) => {
    expect(problem({ [id]: value }, id)).toEqual(expected);
  });

  it("can be there already; the default one is not offered", () => {
    const answers = { securityGroup: "existing" };
    expect(Object.keys(refused(answers, "endpointGroups", withGroups))).toEqual([
      "sg-web",
      "sg-shut",
      "sg-a",
      "sg-b",
      "sg-c",
      "sg-d",
    ]);
    expect(problem(answers, "endpointGroups", withGroups)).toEqual({ code: "noGroups" });
    const { plan } = connect({ ...answers, endpointGroups: ["sg-web", "sg-shut"] }, withGroups);
    expect(plan?.steps.map(({ id }) => id)).toEqual(["endpoint"]);
    expect(plan?.steps[0]?.input["SecurityGroupIds"]).toEqual(["sg-web", "sg-shut"]);
  });

  it("warns when it lets nobody in", () => {
    const answers = { securityGroup: "existing", endpointGroups: ["sg-shut"] };
    expect(notices(answers, "endpointGroups", withGroups)).toEqual([
      { code: "groupsClosed", port: 5000, cidrs: ["10.1.0.0/16"] },
    ]);
    expect(notices({ ...answers, endpointGroups: ["sg-web"] }, "endpointGroups", withGroups)).toEqual([]);
  });

  it("is one of five at most", () => {
    const endpointGroups = ["sg-web", "sg-shut", "sg-a", "sg-b", "sg-c", "sg-d"];
    expect(problem({ securityGroup: "existing", endpointGroups }, "endpointGroups", withGroups)).toEqual({
      code: "tooManyGroups",
      limit: 5,
    });
  });
});

describe("acceptance", () => {
  it("is part of the plan on demand, in the owner's account", () => {
    expect(notices({}, "acceptHere")).toEqual([]);
    expect(notices({ acceptHere: true }, "acceptHere")).toEqual([
      { code: "acceptsAs", owner: provider.alias },
    ]);
    const steps = connect({ acceptHere: true }).plan?.steps ?? [];
    expect(steps.at(-1)).toMatchObject({
      operation: "AcceptVpcEndpointConnections",
      scope: { profile: "provider", region: "us-east-1" },
      input: { ServiceId: service.id, VpcEndpointIds: [{ step: "endpoint", output: "endpointId" }] },
      wait: { operation: "DescribeVpcEndpoints", scope: { profile: "consumer" } },
    });
    const named = connect({ acceptHere: true }, withPrivateName({ support: true, hostnames: true })).plan;
    expect(named?.steps.at(-1)).toMatchObject({ operation: "ModifyVpcEndpoint" });
    expect(named?.steps.at(-1)?.before).toBeUndefined();
  });

  it("is not asked for where nobody has to accept, or the owner is not open", () => {
    expect(fieldIds({}, seenAs({ acceptanceRequired: false }))).not.toContain("acceptHere");
    const facts = { ...serviceOpen, openServices: [] };
    const answers = { serviceName: service.name, scope: "consumer@us-east-1", name: "hello", port: "5000" };
    expect(fieldIds(answers, facts)).not.toContain("acceptHere");
    expect(connect(answers, facts).plan).toBeDefined();
  });
});

describe("private DNS", () => {
  const on = { support: true, hostnames: true };

  it("is not asked for where the service has no name, or for a gateway", () => {
    expect(fieldIds({}, serviceOpen)).not.toContain("privateDns");
    expect(connect({}).lookups.map(({ kind }) => kind)).not.toContain("vpcDns");
    expect(connect({}).plan?.steps.at(-1)?.input).toMatchObject({ PrivateDnsEnabled: false });
  });

  it("is turned on after acceptance, which the plan waits for", () => {
    const facts = withPrivateName(on);
    expect(connect({}, facts).lookups).toContainEqual({
      kind: "vpcDns",
      scope: consumer,
      vpcId: "vpc-orders",
    });
    const name = "hello.example.com";
    expect(notices({}, "privateDns", facts)).toEqual([{ code: "privateDns", name, acceptedBy: "person" }]);
    expect(notices({ acceptHere: true }, "privateDns", facts)).toEqual([
      { code: "privateDns", name, acceptedBy: "plan" },
    ]);
    const [endpoint, dns] = connect({}, facts).plan?.steps.slice(-2) ?? [];
    expect(endpoint?.input).toMatchObject({ PrivateDnsEnabled: false });
    expect(dns).toMatchObject({
      operation: "ModifyVpcEndpoint",
      input: { PrivateDnsEnabled: true },
      before: { reason: "accepted", until: ["available"] },
    });
    expect(dns?.before?.timeoutSeconds).toBeUndefined();
  });

  it("is on at once where nobody has to accept", () => {
    const facts = seenAs({ acceptanceRequired: false }, withPrivateName(on));
    const named = seenAs({ acceptanceRequired: false, privateDnsName: "hello.example.com" }, facts);
    expect(notices({}, "privateDns", named)).toMatchObject([{ acceptedBy: "nobody" }]);
    expect(connect({}, named).plan?.steps.at(-1)).toMatchObject({
      operation: "CreateVpcEndpoint",
      input: { PrivateDnsEnabled: true },
    });
  });

  it("turns the VPC's attributes on that are off, support before host names", () => {
    const facts = withPrivateName({ support: false, hostnames: false });
    expect(notices({}, "privateDns", facts)).toContainEqual({
      code: "vpcDnsOff",
      attributes: ["enableDnsSupport", "enableDnsHostnames"],
    });
    expect(connect({}, facts).plan?.steps.slice(0, 2)).toMatchObject([
      { input: { VpcId: "vpc-orders", EnableDnsSupport: { Value: true } } },
      {
        input: { VpcId: "vpc-orders", EnableDnsHostnames: { Value: true } },
        inverse: { input: { EnableDnsHostnames: { Value: false } } },
      },
    ]);
    const off = connect({ privateDns: false }, facts).plan?.steps.map(({ operation }) => operation) ?? [];
    expect(off).not.toContain("ModifyVpcAttribute");
    expect(off).not.toContain("ModifyVpcEndpoint");
  });

  it("has no plan before the VPC's attributes are known", () => {
    const facts = { ...withPrivateName(on), vpcDns: {} };
    expect(notices({}, "privateDns", facts)).toContainEqual({ code: "lookingUp" });
    expect(connect({}, facts).plan).toBeUndefined();
    expect(connect({ privateDns: false }, facts).plan).toBeDefined();
  });

  it("is refused for a name whose owner has not proved it", () => {
    const facts = seenAs({ privateDnsName: "hello.example.com", privateDnsVerified: false });
    const obstacle = { code: "privateNameUnverified", name: "hello.example.com" };
    expect(field({}, "privateDns", facts)).toMatchObject({
      value: false,
      notices: [{ code: "privateDnsNotOffered", obstacle }],
    });
    expect(problem({ privateDns: true }, "privateDns", facts)).toEqual(obstacle);
  });

  it("is refused for a name that another endpoint of the VPC has", () => {
    const rival = { privateDnsEnabled: true, dnsNames: ["hello.example.com"], tags: { Name: "older" } };
    const facts = withEndpoints([rival], withPrivateName(on));
    expect(problem({ privateDns: true }, "privateDns", facts)).toEqual({
      code: "privateNameTaken",
      name: "hello.example.com",
      endpoint: "older",
    });
    const going = withEndpoints([{ ...rival, state: "deleting" }], withPrivateName(on));
    expect(field({}, "privateDns", going)).toMatchObject({ value: true });
  });
});

describe("address families", () => {
  const both = { subnets: ["subnet-both"], ipAddressType: "dualstack" };

  it("are what the service takes", () => {
    expect(refused({}, "ipAddressType", serviceOpen)).toEqual({
      dualstack: "serviceIpv4",
      ipv6: "serviceIpv4",
    });
    const six = refused({}, "ipAddressType", seenAs({ ipTypes: ["ipv6"] }, dualstack));
    expect(six).toEqual({ ipv4: "serviceIpv6", dualstack: "serviceIpv6" });
    const unsaid = refused({}, "ipAddressType", seenAs({ ipTypes: [] }, dualstack));
    expect(unsaid).toEqual({ dualstack: "serviceIpv4", ipv6: "serviceIpv4" });
  });

  it("reach the endpoint, with the records to answer", () => {
    const { plan } = connect({ ...both, recordType: "ipv6" }, dualstack);
    expect(plan?.steps.at(-1)?.input).toMatchObject({
      IpAddressType: "dualstack",
      DnsOptions: { DnsRecordIpType: "ipv6" },
    });
    expect(fieldIds({}, dualstack)).not.toContain("recordType");
  });

  it("need subnets that have them", () => {
    const choose = (id: string, ipAddressType: string) =>
      problem({ subnets: [id], ipAddressType }, "ipAddressType", dualstack);
    expect(choose("subnet-four", "dualstack")).toEqual({ code: "subnetWithoutIpv6", subnet: "subnet-four" });
    expect(choose("subnet-six", "ipv4")).toEqual({ code: "subnetWithoutIpv4", subnet: "subnet-six" });
    expect(choose("subnet-six", "dualstack")).toEqual({ code: "subnetWithoutIpv4", subnet: "subnet-six" });
    expect(choose("subnet-both", "ipv6")).toEqual({ code: "subnetWithIpv4", subnet: "subnet-both" });
    expect(connect({ subnets: ["subnet-six"], ipAddressType: "ipv6" }, dualstack).plan).toBeDefined();
  });

  it("shut clients out that no rule lets in", () => {
    expect(notices(both, "ipAddressType", dualstack)).toEqual([{ code: "ipv6ClientsShutOut" }]);
    const open = { ...both, clientCidrs: "10.1.0.0/16, 2600:1f18::/56" };
    expect(notices(open, "ipAddressType", dualstack)).toEqual([]);
    expect(notices({ subnets: ["subnet-both"] }, "ipAddressType", dualstack)).toEqual([]);
  });
});

describe("a gateway", () => {
  const answers = { scope: "consumer@us-east-1", serviceName: bucket };

  it("is proposed where AWS has both kinds, with all route tables", () => {
    expect(field(answers, "endpointType", s3Seen)).toMatchObject({ value: "Gateway" });
    expect(fieldIds(answers, s3Seen)).toEqual([
      "scope",
      "serviceName",
      "endpointType",
      "vpc",
      "routeTables",
      "name",
      "tags",
    ]);
    expect(connect(answers, s3Seen).plan?.steps).toMatchObject([
      { input: { VpcEndpointType: "Gateway", RouteTableIds: ["rtb-main", "rtb-private"] } },
    ]);
    expect(problem({ ...answers, routeTables: [] }, "routeTables", s3Seen)).toEqual({
      code: "noRouteTables",
    });
  });

  it("takes no table that has a route to the service", () => {
    const there = { type: "Gateway", serviceName: bucket, routeTableIds: ["rtb-main"] } as const;
    const facts = withEndpoints([there], s3Seen);
    expect(refused(answers, "routeTables", facts)).toEqual({ "rtb-main": "routed" });
    expect(field(answers, "routeTables", facts)).toMatchObject({ values: ["rtb-private"] });
  });

  it("can be an interface instead, for which AWS's port is known", () => {
    const view = connect({ ...answers, endpointType: "Interface" }, s3Seen);
    expect(view.plan?.steps.map(({ id }) => id)).toEqual(["endpoint-group", "endpoint-rule", "endpoint"]);
    expect(field({ ...answers, endpointType: "Interface" }, "port", s3Seen)).toMatchObject({ value: "443" });
  });
});

describe("names and tags", () => {
  it("propose a name that no endpoint has", () => {
    expect(field({}, "name")).toMatchObject({ value: "flask-hello" });
    const taken = withEndpoints([{ tags: { Name: "flask-hello" } }], serviceOpen);
    expect(field({}, "name", taken)).toMatchObject({ value: "flask-hello-2" });
  });

  it("reach what is created", () => {
    expect(problem({ tags: "aws:x=1" }, "tags")).toEqual({ code: "tag", text: "aws:x=1" });
    const { plan } = connect({ tags: "team=platform" });
    expect(plan?.steps.at(-1)?.input["TagSpecifications"]).toMatchObject([
      { Tags: expect.arrayContaining([{ Key: "team", Value: "platform" }]) },
    ]);
  });
});

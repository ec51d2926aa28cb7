import { describe, expect, it } from "vitest";
import type { CauseId } from "../../../../src/core/diagnose/cause.ts";
import type { DiagnosisTarget, Evidence } from "../../../../src/core/diagnose/evidence/evidence.ts";
import { seenItems } from "../../../../src/core/diagnose/evidence/seen.ts";
import type { Finding } from "../../../../src/core/diagnose/finding.ts";
import { rules } from "../../../../src/core/diagnose/rules/rules.ts";
import type { ProbeReport } from "../../../../src/core/probe/report.ts";
import {
  client,
  clientGroup,
  endpoint,
  type endpointGroup,
  facts,
  group,
  inbound,
  network,
  offered,
  refused,
  seen,
  service,
  serviceName,
  subnets,
  target,
} from "../../../support/diagnose/facts.ts";
import { reportOf, requestTo } from "../../../support/probes.ts";

function find(
  cause: CauseId,
  evidence: Evidence,
  asked: DiagnosisTarget = target,
  test?: ProbeReport,
): readonly Finding[] {
  return rules[cause]?.(evidence, asked, test) ?? [];
}

function withGroups(...groups: (typeof endpointGroup)[]) {
  return { ...network, securityGroups: seen([...groups, clientGroup]) };
}

/* What the sandbox cannot show, and what a rule must not say. */

describe("a subnet of another account", () => {
  it("keeps everybody but its owner from changing the endpoint in it", () => {
    const [first, second] = subnets;
    const shared = { ...network, subnets: seen([{ ...first, ownerId: "333333333333" }, second]) };
    expect(find("B14", facts({ consumer: { network: shared } }))).toMatchObject([
      {
        severity: "risk",
        parameters: { owner: "333333333333" },
        proof: [{ field: "Subnets[0].OwnerId", value: "333333333333", judged: "wrong" }],
      },
    ]);
    expect(find("B14", facts())).toEqual([]);
  });
});

describe("a consumer in another Region", () => {
  const elsewhere = {
    scope: { profile: "consumer", region: "eu-west-1", account: "222222222222" },
    endpoint: seen(undefined),
    offered: seen(undefined),
  };
  const asked = { serviceName };

  it("is let in by adding the Region, which only its provider knows", () => {
    const evidence = facts({ consumer: elsewhere });
    expect(find("G6", evidence, asked)).toMatchObject([
      {
        parameters: { region: "us-east-1", chosen: "eu-west-1" },
        fixes: [
          {
            kind: "plan",
            undoable: true,
            consequence: "security",
            plan: { steps: [{ input: { AddSupportedRegions: ["eu-west-1"] } }] },
          },
        ],
      },
    ]);
  });

  it("is fine in a Region that is supported", () => {
    const supportedRegions = [
      ...service.supportedRegions,
      { region: "eu-west-1", state: "available" },
    ] as const;
    const open = seen({ ...service, supportedRegions });
    expect(find("G6", facts({ consumer: elsewhere, provider: { service: open } }), asked)).toEqual([]);
  });

  it("is fine with an endpoint, which has found its way", () => {
    const evidence = facts({ consumer: { ...elsewhere, endpoint: seen(endpoint) } });
    expect(find("G6", evidence)).toEqual([]);
    expect(find("G4", evidence)).toEqual([]);
  });
});

describe("the endpoint's security group", () => {
  const closed = withGroups(group("sg-endpoint", []));

  it("is opened for the client's VPC, and closed again by the undo", () => {
    expect(find("B1", facts({ consumer: { network: closed } }))).toMatchObject([
      {
        certainty: "proved",
        parameters: { ip: "10.1.1.10", cidr: "10.1.0.0/16", port: 5000 },
        fixes: [{ kind: "plan", code: "openGroup", undoable: true, plan: { id: "diagnosis-B1-openGroup" } }],
      },
    ]);
  });

  it("is for its own account to open: without it there are words to send", () => {
    expect(find("B1", facts({ open: "provider" }))).toEqual([]);
  });

  it("is unknown when a rule names a prefix list, or when a group could not be seen", () => {
    const listed = withGroups(group("sg-endpoint", [inbound({ kind: "prefixList", id: "pl-1" })]));
    expect(find("B1", facts({ consumer: { network: listed } }))).toEqual([]);
    const unseen = { ...network, securityGroups: refused };
    expect(find("B1", facts({ consumer: { network: unseen } }))).toEqual([]);
  });

  it("is closed for sure without a client only when nobody at all may come in", () => {
    const nobody = { client: seen(undefined), network: closed };
    expect(find("B1", facts({ consumer: nobody }))).toMatchObject([{ parameters: { ip: "" } }]);
    expect(find("B1", facts({ consumer: { client: seen(undefined) } }))).toEqual([]);
  });

  it("that is the default one is told apart from others", () => {
    const own = group("sg-endpoint", [inbound({ kind: "group", groupId: "sg-endpoint" })], "default");
    const evidence = facts({ consumer: { network: withGroups(own) } });
    expect(find("B2", evidence)).toHaveLength(1);
    expect(find("B1", evidence)).toEqual([]);
    const changed = group("sg-endpoint", [inbound({ kind: "cidr", cidr: "10.9.0.0/16" })], "default");
    expect(find("B1", facts({ consumer: { network: withGroups(changed) } }))).toHaveLength(1);
  });

  it("that names a group of another VPC may let in a client that has it there, over peering", () => {
    const foreign = inbound({ kind: "group", groupId: "sg-client", vpcId: "vpc-2" });
    const elsewhere = { ...client, vpcId: "vpc-2" };
    const evidence = facts({
      consumer: { client: seen(elsewhere), network: withGroups(group("sg-endpoint", [foreign])) },
    });
    expect(find("B9", evidence)).toMatchObject([{ certainty: "likely" }]);
  });
});

describe("a network ACL between two subnets", () => {
  const deny = {
    number: 50,
    egress: false,
    allow: false,
    protocol: "6",
    cidr: "0.0.0.0/0",
    fromPort: 5000,
    toPort: 5000,
  };
  const allow = { number: 100, allow: true, protocol: "-1", cidr: "0.0.0.0/0" };
  const entries = [deny, { ...allow, egress: false }, { ...allow, egress: true }];
  const guarded = {
    ...network,
    networkAcls: seen([{ id: "acl-1", subnetIds: ["subnet-a", "subnet-b"], entries }]),
  };

  it("stops only what crosses the border, and says in which zone", () => {
    expect(find("B5", facts({ consumer: { network: guarded } }))).toMatchObject([
      {
        severity: "degraded",
        zoneIds: ["use1-az-b"],
        fixes: [
          {
            consequence: "security",
            plan: { steps: [{ input: { RuleNumber: 49, CidrBlock: "10.1.1.0/24", Egress: false } }] },
          },
        ],
      },
    ]);
    expect(find("B4", facts({ consumer: { network: guarded } }))).toEqual([]);
    expect(find("B6", facts({ consumer: { network: guarded } }))).toEqual([]);
  });

  it("is opened to one address alone where the other end's subnet could not be seen", () => {
    const evidence = facts({ consumer: { network: { ...guarded, subnets: refused } } });
    expect(find("B5", evidence)[0]?.fixes).toMatchObject([
      { plan: { steps: [{ input: { CidrBlock: "10.1.1.10/32" } }] } },
    ]);
  });
});

describe("a VPC without DNS support", () => {
  it("breaks clients that ask Amazon's server, and not those that ask their own", () => {
    const dns = seen({ support: false, hostnames: true });
    const severity = (more: object) => find("C3", facts({ consumer: { dns, ...more } }))[0]?.severity;
    expect(severity({})).toBe("broken");
    expect(severity({ nameServers: seen(["10.1.0.53"]) })).toBe("degraded");
  });
});

describe("DNS servers that a VPC names", () => {
  it.each([
    ["AmazonProvidedDNS", 0],
    ["169.254.169.253", 0],
    ["fd00:ec2::253", 0],
    ["10.1.0.2", 0],
    ["10.1.0.53", 1],
    ["10.1.1.2", 1],
    ["10.2.0.2", 1],
  ] as const)("are Amazon's or somebody else's: %s", (server, findings) => {
    expect(find("C8", facts({ consumer: { nameServers: seen([server]) } }))).toHaveLength(findings);
  });
});

describe("private DNS", () => {
  const named = seen({ ...offered, privateDnsName: "*.hello.example", privateDnsVerified: true });

  it("that is off breaks the name that clients use, and is a risk otherwise", () => {
    const evidence = facts({ consumer: { offered: named } });
    const severity = (host?: string) =>
      find("C2", evidence, { ...target, ...(host !== undefined && { host }) })[0]?.severity;
    expect(severity("a.hello.example")).toBe("broken");
    expect(severity("hello.example")).toBe("risk");
    expect(severity()).toBe("risk");
  });

  it("that is off explains a test that tried the name beside others, and not one that did not", () => {
    const evidence = facts({ consumer: { offered: named } });
    const failed = reportOf(requestTo(1), () => ({ exit: 6 }));
    const severity = (host: string) => {
      const attempts = failed.attempts.map((attempt) => ({ ...attempt, host }));
      return find("C2", evidence, target, { ...failed, attempts })[0]?.severity;
    };
    expect(severity("a.hello.example")).toBe("degraded");
    expect(severity("vpce-1.amazonaws.com")).toBe("risk");
  });

  it("is turned on together with what the VPC misses, which is said", () => {
    const dns = seen({ support: true, hostnames: false });
    expect(find("C2", facts({ consumer: { offered: named, dns } }))[0]?.fixes).toMatchObject([
      {
        consequence: "interrupts",
        plan: { steps: [{ operation: "ModifyVpcAttribute" }, { operation: "ModifyVpcEndpoint" }] },
      },
    ]);
  });

  it("of AWS's own service is not turned on without asking: all of the VPC calls it by that name", () => {
    const ownEndpoint = seen({ ...endpoint, serviceName: "com.amazonaws.us-east-1.sqs" });
    const consequences = (evidence: Evidence) =>
      find("C2", evidence).flatMap(({ fixes }) =>
        fixes.map((fix) => "consequence" in fix && fix.consequence),
      );
    expect(consequences(facts({ consumer: { offered: named, endpoint: ownEndpoint } }))).toEqual([
      "everyClient",
    ]);
    expect(consequences(facts({ consumer: { offered: named } }))).toEqual([false]);
  });

  it("that is not verified is shown as AWS says it", () => {
    const failed = { ...offered, privateDnsName: "hello.example", privateDnsState: "failed" };
    const evidence = facts({ open: "consumer", consumer: { offered: seen(failed) } });
    expect(find("C5", evidence)[0]?.proof).toMatchObject([{ value: "failed" }]);
  });

  it("waits for the provider while nobody has accepted", () => {
    const waiting = seen({ ...endpoint, state: "pendingAcceptance" } as const);
    expect(find("C2", facts({ consumer: { offered: named, endpoint: waiting } }))).toEqual([]);
  });
});

describe("the way to Systems Manager", () => {
  const routeless = seenItems(network.routeTables).map((table) => ({ ...table, routes: [] }));
  const enclosed = { ...withGroups(group("sg-agents", [])), routeTables: seen(routeless) };
  const agents = ["ssm", "ssmmessages"].map((name) => ({
    ...endpoint,
    id: `vpce-${name}`,
    serviceName: `com.amazonaws.us-east-1.${name}`,
    securityGroups: [{ id: "sg-agents", name: "sg-agents" }],
  }));

  it("is opened before private DNS leads the whole VPC to it", () => {
    const consumer = { managed: seen([]), network: enclosed, endpointsOfVpc: seen(agents) };
    const problems = find("G13", facts({ consumer })).map(({ parameters }) => parameters["problem"]);
    expect(problems).toEqual(["groupClosed", "groupClosed"]);
  });

  it("is not known of a client in another VPC, whose endpoints are not read", () => {
    const consumer = { managed: seen([]), network: enclosed, endpointsOfVpc: seen([]) };
    expect(find("G12", facts({ consumer }))).toHaveLength(1);
    const elsewhere = seen({ ...client, vpcId: "vpc-2" });
    const routeTables = seen(routeless.map((table) => ({ ...table, vpcId: "vpc-2" })));
    const far = { ...consumer, client: elsewhere, network: { ...enclosed, routeTables } };
    expect(find("G12", facts({ consumer: far }))).toEqual([]);
  });
});

describe("a principal", () => {
  it("may not be needed by the service's own account, which AWS does not say", () => {
    const connectedFrom = (owner: string) => {
      const connection = { serviceId: service.id, endpointId: endpoint.id, owner, tags: {} };
      const connections = seen([{ ...connection, state: "available" } as const]);
      return facts({ provider: { connections, principals: seen([]) } });
    };
    expect(find("A11", connectedFrom("222222222222"))).toHaveLength(1);
    expect(find("A11", connectedFrom("111111111111"))).toEqual([]);
  });
});

describe("a service behind Gateway Load Balancers", () => {
  it("is not one that leads nowhere", () => {
    const empty = { ...service, loadBalancerArns: [] };
    expect(find("A10", facts({ provider: { service: seen(empty) } }))).toHaveLength(1);
    expect(find("A10", facts({ provider: { service: seen({ ...empty, isGateway: true }) } }))).toEqual([]);
  });
});

describe("a name", () => {
  it("of one's own is nobody else's business", () => {
    expect(find("C1", facts(), { ...target, host: "orders.corp.internal" })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { causeOf, checkedCauses } from "../../../../src/core/diagnose/catalogue/catalogue.ts";
import type { CauseId } from "../../../../src/core/diagnose/cause.ts";
import { diagnose } from "../../../../src/core/diagnose/diagnose.ts";
import type { Evidence } from "../../../../src/core/diagnose/evidence/evidence.ts";
import type { RuleFacts } from "../../../../src/core/diagnose/evidence/network.ts";
import type { LoadBalancerFacts, TargetGroupFacts } from "../../../../src/core/diagnose/evidence/provider.ts";
import type { Diagnosis } from "../../../../src/core/diagnose/finding.ts";
import {
  client,
  clientGroup,
  endpoint,
  endpointGroup,
  facts,
  gap,
  group,
  inbound,
  network,
  offered,
  refused,
  seen,
  target,
} from "../../../support/diagnose/facts.ts";

const addressGroup: TargetGroupFacts = {
  arn: "arn:tasks",
  name: "tasks",
  type: "ip",
  protocol: "TCP",
  port: 5000,
  vpcId: "vpc-1",
  loadBalancerArns: [],
  healthCheck: { protocol: "TCP", port: "traffic-port" },
  proxyProtocol: false,
  crossZone: "loadBalancer",
  targets: [{ id: "10.9.1.5", port: 5000, state: "healthy" }],
};

const instance = { ...client, id: "i-target", ip: "10.1.1.20", securityGroupIds: ["sg-target"] };

const instanceGroup: TargetGroupFacts = {
  ...addressGroup,
  arn: "arn:instances",
  type: "instance",
  vpcId: "vpc-1",
  loadBalancerArns: ["arn:nlb"],
  targets: [{ id: "i-target", port: 5000, state: "healthy" }],
};

const balancer: LoadBalancerFacts = {
  arn: "arn:nlb",
  name: "hello",
  state: "active",
  vpcId: "vpc-1",
  ipAddressType: "ipv4",
  nodes: [
    { zoneName: "us-east-1a", subnetId: "subnet-a", ip: "10.1.1.30" },
    { zoneName: "us-east-1b", subnetId: "subnet-b", ip: "10.1.2.30" },
  ],
  securityGroupIds: ["sg-nlb"],
  enforcesInboundRules: false,
  crossZone: true,
  listeners: [
    { arn: "arn:listener", protocol: "TCP", port: 5000, forwards: [{ targetGroupArn: "arn:instances" }] },
  ],
};

const prefixList = { kind: "prefixList", id: "pl-1" } as const;

function atEndpoint(rule: RuleFacts): Evidence {
  const securityGroups = seen([group("sg-endpoint", [rule]), clientGroup]);
  return facts({ consumer: { network: { ...network, securityGroups } } });
}

function atClient(rule: RuleFacts): Evidence {
  const securityGroups = seen([endpointGroup, group("sg-client", [rule])]);
  return facts({ consumer: { network: { ...network, securityGroups } } });
}

const anyone: RuleFacts = inbound({ kind: "cidr", cidr: "0.0.0.0/0" });
const open: readonly RuleFacts[] = [anyone, { ...anyone, egress: true }];

/** One load balancer that leads to one instance; the rules are those of its group. */
function atBalancer(
  enforcesInboundRules: boolean,
  rules: readonly RuleFacts[],
  ofTarget: readonly RuleFacts[] = open,
): Evidence {
  const direction = rules[0]?.egress === true;
  const others = open.filter(({ egress }) => egress !== direction);
  const securityGroups = seen([group("sg-nlb", [...rules, ...others]), group("sg-target", ofTarget)]);
  return facts({
    provider: {
      network: { ...network, securityGroups },
      loadBalancers: seen([{ ...balancer, enforcesInboundRules }]),
      targetGroups: seen([instanceGroup]),
      targetInstances: seen([instance]),
    },
  });
}

function atTargets(rule: RuleFacts): Evidence {
  return atBalancer(false, open, [rule]);
}

function unseenCauses({ unseen }: Diagnosis): readonly CauseId[] {
  return unseen.flatMap(({ causes }) => causes);
}

function stationsOf(evidence: Evidence): string {
  return diagnose(evidence, target)
    .stations.map(({ name, state }) => `${name} ${state}`)
    .join(", ");
}

describe("what is not found", () => {
  it("is fine where everything could be seen, but for what only a test shows", () => {
    const { unseen, fine, notChecked } = diagnose(facts(), target);
    expect(unseen.map(({ gap: { code } }) => code)).toEqual(["noTest"]);
    expect(fine.length + unseenCauses(diagnose(facts(), target)).length).toBe(checkedCauses.length);
    expect(notChecked.length + checkedCauses.length).toBe(111);
  });

  it.each(["consumer", "provider"] as const)(
    "is unseen on the other side when only the %s's is open",
    (side) => {
      const diagnosis = diagnose(facts({ open: side }), target);
      const other = side === "consumer" ? "provider" : "consumer";
      const closed = diagnosis.unseen.find((each) => each.gap.code === "notOpen");
      expect(closed?.side).toBe(other);
      const fromHere = (cause: CauseId) => [side, "either"].includes(causeOf(cause).seenBy);
      expect(diagnosis.fine.filter((cause) => !fromHere(cause))).toEqual([]);
      expect(closed?.causes.filter(fromHere)).toEqual([]);
    },
  );

  it("is unseen where a call was refused, with the reason", () => {
    const evidence = facts({ consumer: { network: { ...network, networkAcls: refused } } });
    const { unseen } = diagnose(evidence, target);
    expect(unseen.find(({ gap: { code } }) => code === "refused")).toMatchObject({
      side: "consumer",
      causes: ["B4", "B5", "B6"],
    });
  });

  it("is unseen without a port, and without an instance to look from", () => {
    const { port: _, ...portless } = target;
    expect(unseenCauses(diagnose(facts(), portless))).toEqual(
      expect.arrayContaining(["B1", "B3", "D1", "D4"]),
    );
    const empty = diagnose(facts({ consumer: { client: seen(undefined) } }), target);
    expect(empty.unseen.find(({ gap: { code } }) => code === "noClient")?.causes).toEqual(
      expect.arrayContaining(["B3", "B4", "B8", "G15"]),
    );
    expect(empty.fine).toContain("B1");
  });

  it("is unseen of targets that are addresses and no instances", () => {
    const balanced = facts({ provider: { targetGroups: seen([addressGroup]) } });
    const stranger = diagnose(balanced, target);
    expect(stranger.unseen).toContainEqual(
      expect.objectContaining({ side: "provider", gap: { code: "noInstance" } }),
    );
    expect(stranger.fine).not.toContain("E2");
    const known = {
      targetGroups: seen([addressGroup]),
      targetInstances: seen([{ ...client, ip: "10.9.1.5" }]),
    };
    expect(diagnose(facts({ provider: known }), target).fine).toContain("E2");
  });

  it.each([
    ["the endpoint's group", atEndpoint(inbound(prefixList)), "consumer", ["B1", "B2", "B9"], "endpoint"],
    ["the client's group", atClient({ ...inbound(prefixList), egress: true }), "consumer", ["B3"], "client"],
    [
      "the load balancer's group",
      atBalancer(true, [inbound(prefixList)]),
      "provider",
      ["D4"],
      "loadBalancer",
    ],
    [
      "the load balancer's way out",
      atBalancer(false, [{ ...inbound(prefixList), egress: true }]),
      "provider",
      ["D5"],
      "loadBalancer",
    ],
    ["the targets' group", atTargets(inbound(prefixList)), "provider", ["D10", "E2"], "target"],
  ] as const)("is unseen where a prefix list decides it: %s", (_, evidence, side, causes, station) => {
    const diagnosis = diagnose(evidence, target);
    const undecided = diagnosis.unseen.filter(({ gap: { code } }) => code === "undecidedGroups");
    expect(undecided).toEqual([{ side, gap: { code: "undecidedGroups" }, causes }]);
    expect(diagnosis.fine).not.toEqual(expect.arrayContaining([causes[0]]));
    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.stations.find(({ name }) => name === station)?.state).toBe("notSeen");
  });

  it("is fine where the groups let everything through", () => {
    const { fine } = diagnose(atBalancer(true, open), target);
    expect(fine).toEqual(expect.arrayContaining(["B1", "B3", "D4", "D5", "D10", "E2"]));
  });

  it("is unseen where AWS does not say what a service takes, unless IPv4 is all that is asked of it", () => {
    const unsaid = seen({ ...offered, ipTypes: [] });
    const six = seen({ ...endpoint, ipAddressType: "dualstack" as const });
    const diagnosis = diagnose(facts({ consumer: { offered: unsaid, endpoint: six } }), target);
    expect(diagnosis.unseen).toContainEqual({
      side: "consumer",
      gap: { code: "familiesNotSaid" },
      causes: ["H1"],
    });
    expect(diagnosis.findings).toEqual([]);
    expect(diagnose(facts({ consumer: { offered: unsaid } }), target).fine).toContain("H1");
  });

  it("is unseen where AWS did not list one of the groups", () => {
    const unlisted = { network: { ...network, securityGroups: seen([clientGroup]) } };
    const { fine, unseen } = diagnose(facts({ consumer: unlisted }), target);
    expect(fine).not.toContain("B1");
    expect(unseen.map(({ gap: { code } }) => code)).toContain("undecidedGroups");
  });

  it("is AWS's own business behind AWS's own services", () => {
    const asked = { ...target, serviceName: "com.amazonaws.us-east-1.ssm" };
    const codes = diagnose(facts({ open: "consumer" }), asked).unseen.map(({ gap: { code } }) => code);
    expect(codes).toEqual(expect.arrayContaining(["ownedByAws"]));
    expect(codes).not.toContain("notOpen");
  });

  it("needs one side only where either side can see it", () => {
    const evidence = facts({ consumer: { endpoint: gap("unknownWhich") } });
    expect(diagnose(evidence, target).fine).toEqual(expect.arrayContaining(["A1", "A2", "A3"]));
  });
});

describe("a client that no test has named", () => {
  const elsewhere = group("sg-endpoint", [inbound({ kind: "cidr", cidr: "10.9.0.0/16" })]);
  const shutIn = group("sg-client", []);
  const said = (clientCandidates: number, ...securityGroups: (typeof elsewhere)[]) => {
    const consumer = { clientCandidates, network: { ...network, securityGroups: seen(securityGroups) } };
    const { findings } = diagnose(facts({ consumer }), target);
    return findings.map(({ cause, certainty, assumesClient = false }) => [cause, certainty, assumesClient]);
  };

  it("proves what stands in its way when it is the only one, and makes it likely among others", () => {
    expect(said(1, elsewhere, shutIn)).toEqual([
      ["B3", "proved", false],
      ["B1", "proved", false],
    ]);
    expect(said(2, elsewhere, shutIn)).toEqual([
      ["B3", "likely", true],
      ["B1", "likely", true],
    ]);
  });

  it("leaves proved what stands in everybody's way", () => {
    expect(said(2, group("sg-endpoint", []), clientGroup)).toEqual([["B1", "proved", false]]);
  });
});

describe("stations", () => {
  it("are fine, or not seen", () => {
    expect(stationsOf(facts())).toBe(
      "name fine, client fine, endpoint fine, acceptance fine, service fine, loadBalancer fine, target fine",
    );
    expect(stationsOf(facts({ open: "provider" }))).toBe(
      "name notSeen, client notSeen, endpoint notSeen, acceptance fine, service fine, loadBalancer fine, target fine",
    );
    const unread = { network: { ...network, securityGroups: refused } };
    expect(stationsOf(facts({ consumer: unread }))).toMatch(
      /client notSeen, endpoint notSeen, acceptance fine/,
    );
    expect(stationsOf(facts({ open: "consumer" }))).toMatch(
      /service fine, loadBalancer notSeen, target notSeen$/,
    );
  });
});

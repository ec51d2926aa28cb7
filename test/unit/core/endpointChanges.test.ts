import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VpcEndpoint } from "../../../src/core/model/endpoint.ts";
import {
  compactPolicy,
  policyLimit,
  policyProblem,
  readablePolicy,
} from "../../../src/core/model/endpointPolicy.ts";
import {
  addressTypeObstacle,
  groupObstacle,
  privateDnsObstacle,
  subnetObstacle,
} from "../../../src/core/model/endpointRules.ts";
import type { OfferedService } from "../../../src/core/model/network.ts";
import { planMonthlyCost } from "../../../src/core/plan/cost.ts";
import { changePreview } from "../../../src/text/endpointChanges.ts";
import { changeable, changePlan, changePlans } from "../../support/endpointChanges.ts";
import { consumer, consumerNetwork, provider, service, subnet } from "../../support/facts.ts";
import { planText } from "../../support/planText.ts";

const offered: OfferedService = {
  name: service.name,
  owner: provider.account,
  zoneIds: ["use1-az1", "use1-az2"],
  types: ["Interface"],
  acceptanceRequired: true,
  ipTypes: ["ipv4"],
  privateDnsName: "hello.example.com",
  privateDnsVerified: true,
};

describe.each(Object.entries(changePlans))("%s", (name, plan) => {
  it("reads as its golden file", async () => {
    const file = `../../golden/plans/${name.replaceAll(" ", "-")}.txt`;
    await expect(`${planText(plan)}\n`).toMatchFileSnapshot(file);
  });

  it("can be taken back step by step", () => {
    expect(plan.steps.every(({ inverse }) => inverse !== undefined)).toBe(true);
  });
});

describe("a change of an endpoint", () => {
  it("names nothing but what differs, and nothing at all where nothing does", () => {
    const [step] = changePlan({ kind: "subnets", ids: ["subnet-c2", "subnet-c1"] }).steps;
    expect(step?.input).toEqual({ VpcEndpointId: changeable.id });
  });

  it("costs what its additional interfaces cost", () => {
    const cost = (...ids: readonly string[]) => planMonthlyCost(changePlan({ kind: "subnets", ids }));
    expect(cost("subnet-c1", "subnet-c2", "subnet-c3")).toBeCloseTo(7.3);
    expect(cost("subnet-c1", "subnet-c4")).toBe(0);
    expect(cost("subnet-c1")).toBe(0);
  });

  it("waits for an endpoint that works, and not for one that waits for its provider", () => {
    const waiting: VpcEndpoint = { ...changeable, state: "pendingAcceptance" };
    const [step] = changePlan({ kind: "securityGroups", ids: ["sg-new"] }, waiting).steps;
    expect(step?.wait).toBeUndefined();
  });

  it("goes back to the records and the policy that were there", () => {
    const special: VpcEndpoint = {
      ...changeable,
      ipAddressType: "dualstack",
      recordType: "service-defined",
      policy: '{"Statement":[]}',
    };
    const back = changePlan({ kind: "addressType", to: "ipv4" }, special).steps[0]?.inverse?.input;
    expect(back).toMatchObject({
      IpAddressType: "dualstack",
      DnsOptions: { DnsRecordIpType: "service-defined" },
    });
    expect(changePlan({ kind: "policy" }, special).steps[0]?.inverse?.input).toMatchObject({
      PolicyDocument: '{"Statement":[]}',
    });
  });

  it("is shown as the calls it is, with a policy's size instead of its text", () => {
    const change = { kind: "policy", document: '{"Statement":[]}' } as const;
    const preview = changePreview(changePlan(change), consumer, change);
    expect(preview).toContain("As orders (444455556666) in us-east-1:");
    expect(preview).toContain("ModifyVpcEndpoint");
    expect(preview).not.toContain("Statement");
  });
});

describe("what AWS would refuse", () => {
  const [c1, c2, c4] = consumerNetwork.subnets;
  if (c1 === undefined || c2 === undefined || c4 === undefined) throw new Error("Subnets are missing.");

  it("is two subnets in one zone, none, a zone without the service, and a full subnet that is new", () => {
    expect(subnetObstacle(changeable, [c1, c2], offered)).toBeUndefined();
    expect(subnetObstacle(changeable, [], offered)).toEqual({ code: "noSubnets" });
    const twin = subnet("subnet-twin", "vpc-orders", "use1-az1");
    expect(subnetObstacle(changeable, [c1, twin], offered)).toMatchObject({ code: "subnetsInOneZone" });
    expect(subnetObstacle(changeable, [c1, c4], offered)).toEqual({
      code: "zoneNotOffered",
      zoneId: "use1-az4",
    });
    const full = { ...c2, freeAddresses: 0 };
    expect(subnetObstacle({ ...changeable, subnetIds: ["subnet-c1"] }, [full], offered)).toMatchObject({
      code: "noFreeAddresses",
    });
    expect(subnetObstacle(changeable, [c1, full], offered)).toBeUndefined();
  });

  it("is an endpoint without groups, or with more than an interface takes", () => {
    expect(groupObstacle([])).toEqual({ code: "noGroups" });
    expect(groupObstacle(["1", "2", "3", "4", "5"])).toBeUndefined();
    expect(groupObstacle(["1", "2", "3", "4", "5", "6"])).toEqual({ code: "tooManyGroups", limit: 5 });
  });

  it("is private DNS without a verified name, before acceptance, and beside a rival", () => {
    expect(privateDnsObstacle(changeable, offered, [changeable])).toBeUndefined();
    expect(privateDnsObstacle(changeable, undefined, [])).toEqual({ code: "noPrivateName" });
    const unverified = { ...offered, privateDnsVerified: false };
    expect(privateDnsObstacle(changeable, unverified, [])).toMatchObject({ code: "privateNameUnverified" });
    const waiting: VpcEndpoint = { ...changeable, state: "pendingAcceptance" };
    expect(privateDnsObstacle(waiting, offered, [])).toEqual({ code: "notAccepted" });
    const rival = { ...changeable, id: "vpce-r", privateDnsEnabled: true, dnsNames: ["hello.example.com"] };
    expect(privateDnsObstacle(changeable, offered, [rival])).toMatchObject({ code: "privateNameTaken" });
    expect(privateDnsObstacle(changeable, offered, [{ ...rival, vpcId: "vpc-other" }])).toBeUndefined();
    expect(privateDnsObstacle(changeable, offered, [{ ...rival, state: "deleting" }])).toBeUndefined();
  });

  it("is a family that the service or a subnet does not have", () => {
    const both: OfferedService = { ...offered, ipTypes: ["ipv4", "ipv6"] };
    const six = {
      ...consumerNetwork,
      subnets: [
        { ...c1, ipv6Cidr: "2600::/64" },
        { ...c2, ipv6Cidr: "2600:1::/64" },
      ],
    };
    expect(addressTypeObstacle(changeable, "dualstack", offered, six)).toEqual({ code: "familyNotOffered" });
    const unsaid: OfferedService = { ...offered, ipTypes: [] };
    expect(addressTypeObstacle(changeable, "ipv4", unsaid, six)).toBeUndefined();
    expect(addressTypeObstacle(changeable, "dualstack", unsaid, six)).toEqual({ code: "familyNotOffered" });
    expect(addressTypeObstacle(changeable, "dualstack", both, consumerNetwork)).toMatchObject({
      code: "subnetWithoutIpv6",
    });
    expect(addressTypeObstacle(changeable, "dualstack", both, six)).toBeUndefined();
    expect(addressTypeObstacle(changeable, "ipv6", both, six)).toMatchObject({ code: "subnetWithIpv4" });
    expect(addressTypeObstacle(changeable, "ipv4", both, consumerNetwork)).toBeUndefined();
  });
});

describe("a policy", () => {
  it("is shown readably, and sent without blanks", () => {
    const document = '{"Statement":[{"Effect":"Deny"}]}';
    expect(readablePolicy(document)).toBe(
      '{\n  "Statement": [\n    {\n      "Effect": "Deny"\n    }\n  ]\n}\n',
    );
    expect(compactPolicy(readablePolicy(document))).toBe(document);
    expect(policyProblem(readablePolicy(undefined))).toBeUndefined();
  });

  it.each([
    ["Hello", { code: "notJson" }],
    ["[]", { code: "notJson" }],
    ["{}", { code: "noStatement" }],
    ['{"Statement":[]}', { code: "noStatement" }],
    ['{"Statement":[{"Effect":"Allow"},{"Effect":"allow"}]}', { code: "noEffect", statement: 2 }],
    ['{"Statement":{"Effect":"Maybe"}}', { code: "noEffect", statement: 1 }],
  ])("that AWS would refuse is refused: %s", (text, problem) => expect(policyProblem(text)).toEqual(problem));

  it("has at most 20,480 characters as it is sent, whatever its blanks", () => {
    const ofLength = (length: number) => {
      const empty = '{"Statement":{"Effect":"Allow","Sid":""}}';
      return empty.replace('""', `"${"x".repeat(length - empty.length)}"`);
    };
    expect(policyProblem(`${ofLength(policyLimit)}${" ".repeat(5000)}`)).toBeUndefined();
    expect(policyProblem(ofLength(policyLimit + 1))).toEqual({ code: "tooLong", length: policyLimit + 1 });
  });

  it("never makes the editor throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readablePolicy(text);
        if (policyProblem(text) === undefined) expect(compactPolicy(text)).not.toBe("");
      }),
    );
  });
});

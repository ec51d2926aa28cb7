import { describe, expect, it } from "vitest";
import type { Answers, Field } from "../../../src/core/wizard/form.ts";
import { testerFlow } from "../../../src/core/wizard/testerFlow.ts";
import {
  agentEndpoint,
  agentGroup,
  noRole,
  testedEndpoint,
  testerFacts,
  wholeRole,
} from "../../support/testerFacts.ts";

type Around = Parameters<typeof testerFacts>[0];

function view(around: Around = {}, answers: Answers = {}) {
  return testerFlow({ testedEndpoint, ...answers }, testerFacts(around), "plan-1");
}

function field(around: Around, id: string, answers: Answers = {}): Field | undefined {
  return view(around, answers)
    .form.sections.flatMap(({ fields }) => fields)
    .find((each) => each.id === id);
}

function operations(around: Around, answers: Answers = {}): readonly string[] {
  return (view(around, answers).plan?.steps ?? []).map(({ operation }) => operation);
}

const through = {
  others: [agentEndpoint("ssm"), agentEndpoint("ssmmessages")],
  groups: [agentGroup],
} as const;

describe("what is tested", () => {
  it("is the one endpoint, on the port that its provider listens on", () => {
    const { plan } = testerFlow({}, testerFacts(), "plan-1");
    expect(plan?.steps.find(({ id }) => id === "out")?.subject).toMatchObject({
      rules: expect.arrayContaining([
        { protocol: "tcp", port: 5000, cidrs: ["10.1.0.0/16"], reason: "tested" },
      ]),
    });
  });

  it("is asked for where there are several", () => {
    const { plan } = testerFlow({}, testerFacts(through), "plan-1");
    expect(plan).toBeUndefined();
  });

  it("is warned of when the endpoint's groups shut the VPC out", () => {
    expect(field({}, "testedPort", { testedPort: "6000" })?.notices).toEqual([
      { code: "groupsClosed", port: 6000, cidrs: ["10.1.0.0/16"] },
    ]);
  });
});

describe("the tester", () => {
  it("has the smallest type that its zone offers, and the image for it", () => {
    const launched = (testerSubnet: string) => {
      const steps = view({}, { testerSubnet }).plan?.steps ?? [];
      return [
        steps.find(({ id }) => id === "image")?.input["Name"],
        steps.find(({ id }) => id === "instance")?.input["InstanceType"],
      ];
    };
    expect(launched("subnet-c1")).toEqual([expect.stringContaining("arm64"), "t4g.nano"]);
    expect(launched("subnet-c2")).toEqual([expect.stringContaining("x86_64"), "t3.nano"]);
  });

  it("is not offered in a zone that has no such type", () => {
    const facts = testerFacts();
    const types = { "consumer@us-east-1": { status: "ready", value: { "use1-az2": ["t3.nano"] } } } as const;
    const { form } = testerFlow({ testedEndpoint }, { ...facts, testerTypes: types }, "plan-1");
    const place = form.sections.flatMap(({ fields }) => fields).find(({ id }) => id === "testerSubnet");
    const refused =
      place?.kind === "choice"
        ? place.options.flatMap(({ value, refused: why }) => (why ? [value] : []))
        : [];
    expect(refused).toEqual(["subnet-c1", "subnet-c4"]);
  });

  it("takes no name that a group of the VPC has", () => {
    expect(field({ groups: [{ ...agentGroup, name: "tester-ssm" }] }, "name")).toMatchObject({
      value: "tester-2",
    });
    expect(field({ groups: [{ ...agentGroup, name: "taken" }] }, "name", { name: "taken" })?.problem).toEqual(
      {
        code: "groupNameTaken",
        text: "taken",
      },
    );
  });

  it("needs only what its role lacks", () => {
    const role = (change: Partial<typeof noRole>) =>
      operations({ role: { ...wholeRole, ...change }, wayOut: "natGateway" }).filter((name) =>
        /Role|Profile/.test(name),
      );
    expect(role({})).toEqual([]);
    expect(role({ policy: false })).toEqual(["AttachRolePolicy"]);
    expect(role({ joined: false })).toEqual(["AddRoleToInstanceProfile"]);
    expect(role(noRole)).toEqual([
      "CreateRole",
      "AttachRolePolicy",
      "CreateInstanceProfile",
      "AddRoleToInstanceProfile",
    ]);
  });
});

describe("the way to Systems Manager", () => {
  it("is not spoken of when there is one", () => {
    expect(field({ wayOut: "natGateway" }, "agentWay")).toBeUndefined();
    expect(field(through, "agentWay")).toBeUndefined();
  });

  it("stays inside the VPC where endpoints lead there", () => {
    const agentRule = (around: Around) => view(around).plan?.steps.find(({ id }) => id === "out")?.subject;
    expect(agentRule(through)).toMatchObject({ rules: [{ port: 443, cidrs: ["10.1.0.0/16"] }, {}, {}, {}] });
    expect(agentRule({ wayOut: "natGateway" })).toMatchObject({
      rules: [{ port: 443, cidrs: ["0.0.0.0/0"] }, {}, {}, {}],
    });
  });

  it.each(["none", "internetGateway"] as const)(
    "is made by two endpoints, with %s as the way out",
    (wayOut) => {
      expect(field({ wayOut }, "agentWay")).toMatchObject({
        value: true,
        notices: [{ code: "agentEndpoints", services: ["ssm", "ssmmessages"], monthly: 14.6 }],
      });
      expect(operations({ wayOut }).filter((name) => name === "CreateVpcEndpoint")).toHaveLength(2);
    },
  );

  it("needs an agreement, without which nothing is planned", () => {
    expect(field({}, "agentWay", { agentWay: false })?.problem).toEqual({ code: "noWayToSystemsManager" });
    expect(view({}, { agentWay: false }).plan).toBeUndefined();
  });

  it("is made for the one service that has none", () => {
    const one = { others: [agentEndpoint("ssm")], groups: [agentGroup] };
    expect(field(one, "agentWay")?.notices).toMatchObject([{ services: ["ssmmessages"] }]);
  });

  it("is opened where an endpoint shuts the subnet out, also past a NAT gateway", () => {
    const shut = { ...through, wayOut: "natGateway", groups: [{ ...agentGroup, ingress: [] }] } as const;
    expect(field(shut, "agentWay")?.notices).toEqual([{ code: "agentGroupsOpened", groups: ["ssm"] }]);
    expect(operations(shut)).not.toContain("CreateVpcEndpoint");
  });

  it("is left to the user where a transit gateway may lead there", () => {
    const around = { wayOut: "other" } as const;
    expect(field(around, "testerSubnet")?.notices).toEqual([{ code: "wayNotKnown" }]);
    expect(field(around, "agentWay")).toMatchObject({ value: false, notices: [] });
    expect(operations(around)).not.toContain("CreateVpcEndpoint");
    expect(operations(around, { agentWay: true })).toContain("CreateVpcEndpoint");
  });

  it("needs DNS attributes of the VPC only for endpoints", () => {
    const dns = { support: true, hostnames: false };
    expect(operations({ dns })).toContain("ModifyVpcAttribute");
    expect(operations({ dns, wayOut: "natGateway" })).not.toContain("ModifyVpcAttribute");
  });
});

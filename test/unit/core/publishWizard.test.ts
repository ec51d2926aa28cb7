import { describe, expect, it } from "vitest";
import { scopeId } from "../../../src/core/model/scope.ts";
import type { Facts } from "../../../src/core/wizard/facts.ts";
import type { Answers, Field } from "../../../src/core/wizard/form.ts";
import { publishFlow } from "../../../src/core/wizard/publishFlow.ts";
import { provider, providerNetwork, securityGroup } from "../../support/facts.ts";
import { withLoadBalancers } from "../../support/publishFacts.ts";

const publish = (answers: Answers, facts = withLoadBalancers) => publishFlow(answers, facts, "plan");

function field(answers: Answers, id: string): Field {
  const found = publish(answers)
    .form.sections.flatMap(({ fields }) => fields)
    .find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no field "${id}".`);
  return found;
}

function steps(answers: Answers, facts = withLoadBalancers): readonly string[] {
  return publish(answers, facts).plan?.steps.map(({ id }) => id) ?? [];
}

/** The blocks or groups that each rule lets in. */
function rules(answers: Answers, facts = withLoadBalancers) {
  return publish(answers, facts).plan?.steps.flatMap(({ id, subject }) =>
    subject.code === "rule" ? [[id, subject.from]] : [],
  );
}

const instances: Answers = { application: "instances", instances: ["i-app"] };

describe("load balancers that are not known", () => {
  const failure = { code: "accessDenied", message: "no" } as const;
  const unread = { [scopeId(provider)]: { status: "failed", failure } } as const;

  it.each([
    ["loadBalancer", "existing", "existingLoadBalancer"],
    ["application", "behind", "existingLoadBalancer"],
    ["application", "applicationLoadBalancer", "applicationLoadBalancer"],
  ])("%s %s: says that they are looked up, or why they could not be", (question, answer, choice) => {
    const view = (loadBalancers: Facts["loadBalancers"]) => {
      const { form, plan } = publish({ [question]: answer }, { ...withLoadBalancers, loadBalancers });
      const asked = form.sections.find(({ fields }) => fields.some(({ id }) => id === choice));
      return [asked?.state, asked?.fields.find(({ id }) => id === choice)?.notices, plan];
    };
    expect(view({})).toEqual(["loading", [{ code: "lookingUp" }], undefined]);
    expect(view(unread)).toEqual(["problem", [{ code: "lookupFailed", failure }], undefined]);
  });
});

describe("an existing load balancer", () => {
  it("says why each of the others cannot be used", () => {
    const choice = field({ loadBalancer: "existing" }, "existingLoadBalancer");
    const refused =
      choice.kind === "choice" ? choice.options.map(({ label, refused }) => [label, refused]) : [];
    expect(refused).toEqual([
      ["bound", "bound"],
      ["elsewhere", "otherVpc"],
      ["open", "internetFacing"],
      ["bare", "noSecurityGroup"],
      ["young", "notActive"],
      ["free", undefined],
      ["unenforced", undefined],
    ]);
    expect(choice).toMatchObject({ value: "arn:free" });
  });

  it("has a node in the zone of every target", () => {
    const known = withLoadBalancers.loadBalancers[scopeId(provider)];
    const inOneZone = (known?.status === "ready" ? known.value : []).map((each) => ({
      ...each,
      subnetIds: ["subnet-b"],
    }));
    const facts = {
      ...withLoadBalancers,
      loadBalancers: { [scopeId(provider)]: { status: "ready" as const, value: inOneZone } },
    };
    const answers = { ...instances, loadBalancer: "existing" };
    const { form, plan } = publish(answers, facts);
    const choice = form.sections
      .flatMap(({ fields }) => fields)
      .find(({ id }) => id === "existingLoadBalancer");
    expect(choice?.problem).toEqual({ code: "targetZoneUncovered", zoneId: "use1-az1" });
    expect(plan).toBeUndefined();
    expect(field(answers, "existingLoadBalancer").problem).toBeUndefined();
  });

  it("gets a listener on a port that is free, and rules for clients that are not let in yet", () => {
    expect(steps({ ...instances, loadBalancer: "existing" })).toEqual([
      "nlb-rule",
      "target-rule-1",
      "target-group",
      "targets",
      "listener",
      "service",
      "principals",
    ]);
    expect(
      field({ ...instances, loadBalancer: "existing", listenerPort: "80" }, "listenerPort"),
    ).toMatchObject({
      problem: { code: "portTaken", port: 80 },
    });
  });

  it("keeps its switch: unenforced rules get no rule, and targets let its addresses in", () => {
    const answers = { ...instances, loadBalancer: "existing", existingLoadBalancer: "arn:unenforced" };
    expect(steps(answers)).not.toContain("nlb-rule");
    expect(rules(answers)).toEqual([
      ["target-rule-1-1", { cidrs: ["10.0.1.0/24"] }],
      ["target-rule-1-2", { cidrs: ["10.0.2.0/24"] }],
    ]);
  });

  it("is published as it is, once its clients are let in", () => {
    expect(steps({ application: "behind" })).toEqual(["service", "principals"]);
    expect(steps({ application: "behind", clientCidrs: "192.168.0.0/16" })).toEqual([
      "nlb-rule",
      "service",
      "principals",
    ]);
    expect(field({ application: "behind" }, "clientCidrs").notices).toContainEqual({ code: "clientsLetIn" });
  });

  it("leads nowhere without a listener", () => {
    const answers = { application: "behind", existingLoadBalancer: "arn:unenforced" };
    expect(field(answers, "listenedPort")).toMatchObject({ problem: { code: "noListener" } });
    expect(publish(answers).plan).toBeUndefined();
  });
});

describe("targets", () => {
  it.each([
    ["10.0.1", "address"],
    ["10.0.9.9", "addressInNoSubnet"],
    ["8.8.8.8", "addressPublic"],
    ["", "required"],
  ])("refuses the address %j", (addresses, code) => {
    expect(field({ application: "addresses", addresses }, "addresses").problem).toMatchObject({ code });
  });

  it("registers addresses outside the VPC in every zone", () => {
    const plan = publish({ application: "addresses", addresses: "10.0.1.24 192.168.7.7" }).plan;
    expect(plan?.steps.find(({ id }) => id === "targets")?.input["Targets"]).toEqual([
      { Id: "10.0.1.24", Port: 5000 },
      { Id: "192.168.7.7", Port: 5000, AvailabilityZone: "all" },
    ]);
  });

  it("names the addresses whose groups it cannot see", () => {
    expect(
      field({ application: "addresses", addresses: "10.0.1.24 192.168.7.7" }, "addresses").notices,
    ).toEqual([{ code: "groupsUnknown", unknown: ["192.168.7.7"] }]);
  });

  it("wants a port that the Application Load Balancer listens on, and checks it over HTTP", () => {
    const wrong = { application: "applicationLoadBalancer", targetPort: "5000" };
    expect(field(wrong, "applicationLoadBalancer").problem).toEqual({
      code: "applicationLoadBalancerPort",
      port: "5000",
      ports: [8080],
    });
    const right = publish({ ...wrong, targetPort: "8080" }).plan;
    expect(right?.steps.find(({ id }) => id === "target-group")?.input).toMatchObject({
      TargetType: "alb",
      HealthCheckProtocol: "HTTP",
      HealthCheckPath: "/",
    });
  });

  it("leaves a group alone that lets the load balancer's subnets in already", () => {
    const open = securityGroup("sg-app", [
      { protocol: "tcp", fromPort: 5000, toPort: 5000, cidrs: ["10.0.0.0/16"], groupIds: [] },
    ]);
    const network = { ...providerNetwork, securityGroups: [open] };
    const facts = {
      ...withLoadBalancers,
      networks: {
        ...withLoadBalancers.networks,
        [scopeId(provider)]: { status: "ready" as const, value: network },
      },
    };
    expect(steps(instances)).toContain("target-rule-1");
    expect(steps(instances, facts)).not.toContain("target-rule-1");
  });

  it("opens it to those of the subnets that are shut", () => {
    const half = securityGroup("sg-app", [
      { protocol: "tcp", fromPort: 5000, toPort: 5000, cidrs: ["10.0.1.0/24"], groupIds: [] },
    ]);
    const network = { ...providerNetwork, securityGroups: [half] };
    const facts = {
      ...withLoadBalancers,
      networks: {
        ...withLoadBalancers.networks,
        [scopeId(provider)]: { status: "ready" as const, value: network },
      },
    };
    expect(rules({ ...instances, clientCidrs: "" }, facts)).toEqual([
      ["target-rule-1", { cidrs: ["10.0.2.0/24"] }],
    ]);
  });

  it("opens the load balancer to one block at a time, each once", () => {
    const clientCidrs = "192.168.0.0/16, 2001:db8::/56, 192.168.0.0/16";
    expect(rules({ ...instances, clientCidrs })?.slice(0, 2)).toEqual([
      ["nlb-rule-1", { cidrs: ["192.168.0.0/16"] }],
      ["nlb-rule-2", { cidrs: ["2001:db8::/56"] }],
    ]);
  });
});

describe("the name", () => {
  it("is refused when a service in an open scope has it", () => {
    const facts = { ...withLoadBalancers, takenServiceNames: ["ledger"] };
    const nameOf = (answers: Answers) =>
      publish(answers, facts)
        .form.sections.flatMap(({ fields }) => fields)
        .find(({ id }) => id === "name");
    expect(nameOf({ name: "ledger" })?.problem).toEqual({ code: "nameTaken", text: "ledger" });
    expect(nameOf({ name: "ledger-2" })?.problem).toBeUndefined();
  });
});

describe("options", () => {
  it.each([
    ["privateDnsName", "API.example.com", "privateDnsName"],
    ["privateDnsName", "localhost", "privateDnsName"],
    ["supportedRegions", "eu-central-9", "region"],
    ["tags", "team", "tag"],
    ["tags", "aws:team=platform", "tag"],
    ["tags", "Name=other", "tag"],
    ["healthPath", "health", "path"],
  ])("refuses %s = %s", (id, value, code) => {
    const answers: Answers = { healthProtocol: "HTTP", [id]: value };
    expect(field(answers, id).problem).toMatchObject({ code });
    expect(publish(answers).plan).toBeUndefined();
  });

  it("wants two zones for consumers of other Regions", () => {
    const answers: Answers = { supportedRegions: "eu-west-1", subnets: ["subnet-a"] };
    expect(field(answers, "supportedRegions").problem).toEqual({ code: "crossRegionZones" });
  });

  it("takes IPv6 only where every subnet has a block of it", () => {
    expect(steps({ ipAddressType: "dualstack" })).toContain("service");
    const facts = {
      ...withLoadBalancers,
      networks: {
        ...withLoadBalancers.networks,
        [scopeId(provider)]: { status: "ready" as const, value: providerNetwork },
      },
    };
    const options = publish({ ipAddressType: "dualstack" }, facts).form.sections.at(-1);
    expect(options?.fields.find(({ id }) => id === "ipAddressType")?.problem).toMatchObject({
      code: "subnetWithoutIpv6",
    });
    const existing: Answers = { application: "behind", ipAddressType: "dualstack" };
    expect(field(existing, "ipAddressType").problem).toEqual({ code: "loadBalancerIpv4", name: "free" });
  });

  it("warns that paying for the consumers cannot be taken back", () => {
    expect(field({ ownerPays: true }, "ownerPays").notices).toEqual([{ code: "ownerPays" }]);
    expect(steps({ ownerPays: true })).toContain("payer");
  });

  it("asks for Regions and load balancers only when they are needed", () => {
    const kinds = (answers: Answers) => publish(answers).lookups.map(({ kind }) => kind);
    expect(kinds({})).toEqual(["network"]);
    expect(kinds({ supportedRegions: "eu-west-1" })).toEqual(["network", "regions"]);
    expect(kinds({ application: "behind" })).toEqual(["network", "loadBalancers", "listeners"]);
  });
});

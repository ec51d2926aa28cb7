import { describe, expect, it } from "vitest";
import type { Network } from "../../../src/core/model/network.ts";
import { withAnswers } from "../../../src/core/wizard/answers.ts";
import type { Facts } from "../../../src/core/wizard/facts.ts";
import type { FlowView } from "../../../src/core/wizard/flow.ts";
import type { Answers, Field } from "../../../src/core/wizard/form.ts";
import { publishFlow } from "../../../src/core/wizard/publishFlow.ts";
import { bothOpen, consumer, provider, providerNetwork, subnet } from "../../support/facts.ts";

function field(view: FlowView, id: string): Field {
  const found = view.form.sections.flatMap(({ fields }) => fields).find((each) => each.id === id);
  if (found === undefined) throw new Error(`No field ${id}.`);
  return found;
}

function publish(answers: Answers, facts: Facts = bothOpen): FlowView {
  return publishFlow(answers, facts, "plan");
}

const [anInstance] = providerNetwork.instances;

/** The provider's network with one more zone, and an instance there. */
const thirdZone: Network = {
  ...providerNetwork,
  subnets: [...providerNetwork.subnets, subnet("subnet-third", "vpc-platform", "use1-az3")],
  instances: anInstance === undefined ? [] : [{ ...anInstance, id: "i-third", subnetId: "subnet-third" }],
};

describe("Publish a Service", () => {
  it("proposes everything when both accounts are open", () => {
    const view = publish({});
    expect(view.plan?.steps.map(({ id }) => id)).toEqual([
      "nlb-group",
      "nlb-rule",
      "app-group",
      "target-rule-1",
      "image",
      "instance",
      "target-group",
      "targets",
      "load-balancer",
      "cross-zone",
      "listener",
      "service",
      "principals",
    ]);
    expect(field(view, "principals")).toMatchObject({ value: consumer.account, inferred: true });
    expect(field(view, "clientCidrs")).toMatchObject({ value: "10.1.0.0/16", inferred: true });
    expect(field(view, "subnets")).toMatchObject({ values: ["subnet-a", "subnet-b"] });
  });

  it("looks up the network of the chosen scope, and of no other", () => {
    expect(publish({}).lookups).toEqual([{ kind: "network", scope: provider }]);
  });

  it.each([
    ["targetPort", "0", "port"],
    ["targetPort", "65536", "port"],
    ["targetPort", "", "required"],
    ["listenerPort", "http", "port"],
    ["name", "-x", "name"],
    ["name", "a".repeat(25), "name"],
    ["clientCidrs", "10.1.0.0/33", "cidr"],
    ["clientCidrs", "10.1.0.0/16, 10.1", "cidr"],
    ["principals", "someone", "principalNotAnArn"],
    ["principals", "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/Dev", "principalPath"],
    ["subnets", [], "noSubnets"],
    ["subnets", ["subnet-public", "subnet-a"], "subnetsInOneZone"],
  ])("refuses %s = %s", (id, value, code) => {
    const view = publish({ [id]: value });
    expect(field(view, id).problem).toMatchObject({ code });
    expect(view.plan).toBeUndefined();
  });

  it("turns enforcement off, and says so, when no clients are named", () => {
    const view = publish({ clientCidrs: "" });
    expect(field(view, "clientCidrs").notices).toEqual([{ code: "enforcementOff" }]);
    expect(view.plan?.steps.map(({ id }) => id)).toContain("enforcement");
  });

  it("takes Python alone where the sample's packages cannot be fetched, and says so", () => {
    const runtimeOf = (applicationSubnet: string) => {
      const view = publish({ applicationSubnet });
      const instance = view.plan?.steps.find(({ id }) => id === "instance");
      return { notices: field(view, "applicationSubnet").notices, subject: instance?.subject };
    };
    expect(runtimeOf("subnet-public")).toMatchObject({
      notices: [{ code: "sampleRuntime", runtime: "standardLibrary", wayOut: "internetGateway" }],
      subject: { runtime: "standardLibrary" },
    });
    expect(runtimeOf("subnet-a")).toMatchObject({
      notices: [{ code: "sampleRuntime", runtime: "flask" }],
      subject: { runtime: "flask" },
    });
  });

  it("warns that any account without acceptance makes the application public", () => {
    const view = publish({ principals: "*", acceptanceRequired: false });
    expect(field(view, "acceptanceRequired").notices).toEqual([{ code: "anyPrincipalUnattended" }]);
  });

  it("never replaces what was chosen and is not there any more", () => {
    const view = publish({ scope: "staging@us-east-1" });
    expect(field(view, "scope")).toMatchObject({
      value: "",
      problem: { code: "noLongerOffered", text: "staging@us-east-1" },
    });
    expect(view.plan).toBeUndefined();
  });

  it("forgets what was chosen within another account or VPC", () => {
    const before = { scope: "a@us-east-1", vpc: "vpc-1", subnets: ["subnet-1"], name: "hello" };
    expect(withAnswers(before, { scope: "b@us-east-1" })).toEqual({ scope: "b@us-east-1", name: "hello" });
    expect(withAnswers(before, { scope: "a@us-east-1" })).toEqual(before);
  });

  it("gives the load balancer a node in the zone of every target", () => {
    const networks = { "provider@us-east-1": { status: "ready", value: thirdZone } } as const;
    const facts = { ...bothOpen, networks };
    const instances = { application: "instances", instances: ["i-third"] };
    expect(field(publish(instances, facts), "subnets")).toMatchObject({
      values: ["subnet-a", "subnet-third"],
    });
    const elsewhere = publish({ ...instances, subnets: ["subnet-a", "subnet-b"] }, facts);
    expect(field(elsewhere, "subnets").problem).toEqual({ code: "targetZoneMissing", zoneId: "use1-az3" });
  });

  it("proposes a name that nothing has yet", () => {
    const taken = ["flask-hello", "flask-hello-2"];
    expect(field(publish({}, { ...bothOpen, takenServiceNames: taken }), "name")).toMatchObject({
      value: "flask-hello-3",
    });
  });

  it("names nobody when several other accounts are open", () => {
    const third = { ...consumer, profile: "third", account: "777788889999" };
    const view = publish({}, { ...bothOpen, scopes: [provider, consumer, third] });
    expect(field(view, "principals")).toMatchObject({ value: "" });
  });

  it("shows that a network is being read, and why it could not be", () => {
    expect(publish({}, { ...bothOpen, networks: {} }).form.sections[0]?.state).toBe("loading");
    const failure = { code: "accessDenied", message: "no" } as const;
    const failed = publish(
      {},
      { ...bothOpen, networks: { "provider@us-east-1": { status: "failed", failure } } },
    );
    expect(field(failed, "vpc").notices).toEqual([{ code: "lookupFailed", failure }]);
    expect(failed.form.sections[0]?.state).toBe("problem");
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WizardSession } from "../../src/app/wizardSession.ts";
import { testerRoleName, testerTag } from "../../src/core/model/tester.ts";
import type { Run } from "../../src/core/plan/run.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { tearDownFlow } from "../../src/core/wizard/tearDownFlow.ts";
import { testerFlow } from "../../src/core/wizard/testerFlow.ts";
import type { Instance } from "../../src/sandbox/state/compute.ts";
import { withoutWayOut } from "../support/planCases.ts";
import { only } from "../support/tearDownTargets.ts";
import { until, Workbench } from "../support/workbench.ts";
import { worldText } from "../support/worldText.ts";

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
});
afterEach(() => workbench.close());

function world() {
  return workbench.sandbox.world;
}

/** The endpoint of the scenario, which every tester here is for. */
function endpoint() {
  return only(new Map([...world().endpoints].filter(([, { serviceId }]) => serviceId !== undefined)));
}

function testers(): readonly Instance[] {
  return [...world().instances.values()].filter(
    ({ tags, state }) => tags.has(testerTag) && state !== "terminated",
  );
}

/** Whether Systems Manager can run commands on the one tester. */
function isOnline(): boolean {
  const [tester] = testers();
  return tester !== undefined && world().managedInstances.get(tester.id)?.pingStatus === "Online";
}

function answersFor(name: string): Answers {
  return { name, testedEndpoint: `consumer@us-east-1/${endpoint().id}` };
}

function createTester(name: string): Promise<Run> {
  return workbench.apply(testerFlow, answersFor(name));
}

/** A wizard whose run can be taken back. */
async function applied(name: string): Promise<WizardSession> {
  const wizard = workbench.wizard(testerFlow);
  await wizard.answer(answersFor(name));
  await until(() => wizard.view().plan !== undefined);
  await wizard.apply();
  return wizard;
}

function tearDown(): Promise<Run> {
  return workbench.apply(tearDownFlow, { target: `consumer@us-east-1/${endpoint().vpcId}` });
}

function operations({ plan }: Run): readonly string[] {
  return plan.steps.map(({ operation }) => operation);
}

describe("a tester", () => {
  it("is private, ends by itself, and may reach nothing but what a test needs", async () => {
    const run = await createTester("second");
    expect(run.status).toBe("done");
    expect(isOnline()).toBe(true);
    const [tester] = testers();
    expect(tester).toMatchObject({ instanceType: "t4g.nano", architecture: "arm64" });
    expect(tester?.userData).toContain("Ends this test instance 4 hours after its first boot");
    const group = world().securityGroups.get(tester?.securityGroupIds[0] ?? "");
    const rules = group?.rules.map(({ egress, protocol, fromPort, cidr }) => ({
      egress,
      rule: `${protocol} ${fromPort} ${cidr}`,
    }));
    expect(rules).toEqual([
      { egress: true, rule: "tcp 443 0.0.0.0/0" },
      { egress: true, rule: "tcp 5000 10.1.0.0/16" },
      { egress: true, rule: "udp 53 10.1.0.0/16" },
      { egress: true, rule: "tcp 53 10.1.0.0/16" },
    ]);
  });

  it("tests the endpoint, and goes without a trace", async () => {
    for (const instance of world().instances.values()) {
      if (instance.tags.get("Name") === "tester") instance.state = "stopped";
    }
    endpoint().state = "available";
    for (const balancer of world().loadBalancers.values()) balancer.crossZone = true;
    const before = worldText(workbench.sandbox);
    await createTester("second");
    expect(await workbench.test(endpoint().id)).toMatchObject({
      status: "done",
      report: { instanceName: "second", verdict: { code: "passed" } },
    });
    const run = await tearDown();
    expect(run.status).toBe("done");
    expect(worldText(workbench.sandbox)).toBe(before);
  });

  it("is undone without a trace", async () => {
    withoutWayOut(world());
    await workbench.session.inventory.refresh();
    const before = worldText(workbench.sandbox);
    const wizard = await applied("second");
    expect(isOnline()).toBe(true);
    const run = await wizard.undo();
    wizard.dispose();
    expect(run?.status).toBe("undone");
    expect(worldText(workbench.sandbox)).toBe(before);
  });
});

describe("without a way to Systems Manager", () => {
  beforeEach(() => withoutWayOut(world()));

  it("nothing is made before a way is agreed to", async () => {
    const wizard = workbench.wizard(testerFlow);
    await wizard.answer({ agentWay: false });
    await until(() => wizard.view().form.sections.every(({ state }) => state !== "loading"));
    const { form, plan } = wizard.view();
    wizard.dispose();
    expect(plan).toBeUndefined();
    const problems = form.sections.flatMap(({ fields }) => fields.flatMap(({ problem }) => problem ?? []));
    expect(problems).toEqual([{ code: "noWayToSystemsManager" }]);
  });

  it("endpoints are offered with their cost, and the tester comes online through them", async () => {
    const run = await createTester("second");
    expect(operations(run).filter((operation) => operation === "CreateVpcEndpoint")).toHaveLength(2);
    expect(isOnline()).toBe(true);
    const names = [...world().endpoints.values()].map(({ serviceName }) => serviceName);
    expect(names).toEqual(
      expect.arrayContaining(["com.amazonaws.us-east-1.ssm", "com.amazonaws.us-east-1.ssmmessages"]),
    );
  });

  it("an endpoint that shuts the tester out is opened for it, and shut again with it", async () => {
    await createTester("first");
    const ssm = [...world().endpoints.values()].find(({ serviceName }) => serviceName.endsWith(".ssm"));
    const group = world().securityGroups.get(ssm?.securityGroupIds[0] ?? "");
    if (group === undefined) throw new Error("The endpoint has no group.");
    group.rules = group.rules.filter(({ egress }) => egress);
    await workbench.session.inventory.refresh();
    const before = group.rules.length;
    const second = await applied("second");
    expect(second.run && operations(second.run)).not.toContain("CreateVpcEndpoint");
    expect(second.run?.status).toBe("done");
    expect(group.rules.length).toBe(before + 1);
    await second.undo();
    second.dispose();
    expect(group.rules.length).toBe(before);
  });
});

describe("a second tester", () => {
  it("finds the role and the way of the first, and leaves both to it", async () => {
    withoutWayOut(world());
    await createTester("first");
    await workbench.session.inventory.refresh();
    const wizard = await applied("second");
    expect(wizard.run && operations(wizard.run)).toEqual([
      "GetParameter",
      "CreateSecurityGroup",
      "RevokeSecurityGroupEgress",
      // The VPC has IPv6 too.
      "RevokeSecurityGroupEgress",
      "AuthorizeSecurityGroupEgress",
      "RunInstances",
      "DescribeInstanceInformation",
    ]);
    await wizard.undo();
    wizard.dispose();
    expect(testers().map(({ tags }) => tags.get("Name"))).toEqual(["first"]);
    expect(isOnline()).toBe(true);
  });

  it("keeps the role when the first one, whose plan made it, is undone", async () => {
    const first = await applied("first");
    await createTester("second");
    const run = await first.undo();
    first.dispose();
    expect(run?.status).toBe("undone");
    expect(testers().map(({ tags }) => tags.get("Name"))).toEqual(["second"]);
    const role = [...world().roles.values()].find(({ name }) => name === testerRoleName);
    expect(role?.policyArns).toHaveLength(1);
    const profile = [...world().instanceProfiles.values()].find(({ name }) => name === testerRoleName);
    expect(profile?.roleArn).toBe(role?.arn);
  });
});

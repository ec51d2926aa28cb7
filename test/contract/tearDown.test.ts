import { afterEach, describe, expect, it } from "vitest";
import { Executor } from "../../src/app/applyPlan.ts";
import { decideConnections } from "../../src/app/decideConnections.ts";
import type { WizardSession } from "../../src/app/wizardSession.ts";
import { requests } from "../../src/core/inventory/connections.ts";
import { type Run, startRun } from "../../src/core/plan/run.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import { tearDownFlow } from "../../src/core/wizard/tearDownFlow.ts";
import * as mutations from "../../src/sandbox/scenarios/mutations.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { fastClock } from "../support/fastClock.ts";
import { endpointTarget, only, serviceTarget } from "../support/tearDownTargets.ts";
import { until, Workbench } from "../support/workbench.ts";

/* Tear Down through lookup, flow, plan, executor, gateway and sandbox, without a UI. */

let workbench: Workbench;

afterEach(() => workbench.close());

const signal = new AbortController().signal;

/** Publishes with the sample application, connects and accepts. */
async function publishAndConnect(): Promise<void> {
  expect((await workbench.apply(publishFlow)).status).toBe("done");
  expect((await workbench.apply(connectFlow)).status).toBe("done");
  const { inventory } = workbench.session;
  await inventory.refresh();
  const waiting = requests(inventory.state);
  await decideConnections(await workbench.session.aws(), inventory, "accept", waiting, signal);
  await until(() => endpoint().state === "available");
}

function endpoint() {
  return only(workbench.sandbox.world.endpoints);
}

function service() {
  return only(workbench.sandbox.world.endpointServices);
}

/** A tear-down whose lookups are done. */
async function begin(answers: Answers): Promise<WizardSession> {
  await workbench.session.inventory.refresh();
  const wizard = workbench.wizard(tearDownFlow);
  await wizard.answer(answers);
  await until(() => wizard.view().form.sections.length > 1);
  return wizard;
}

async function tearDown(answers: Answers): Promise<Run> {
  const wizard = await begin(answers);
  const run = await wizard.apply();
  wizard.dispose();
  if (run === undefined) throw new Error("There was no plan to apply.");
  return run;
}

function field(wizard: WizardSession, id: string) {
  const found = wizard.view().form.sections.flatMap(({ fields }) => fields);
  const set = found.find((each) => each.id === id);
  if (set?.kind !== "set") throw new Error(`The page has no ${id}.`);
  return set;
}

/** The sandbox's state without what AWS keeps of the past: client tokens, and instances that are terminated. */
function state(): unknown {
  const { instances } = workbench.sandbox.world;
  for (const { id, state: of } of instances.values()) if (of === "terminated") instances.delete(id);
  const { clientTokens: _, ...kept } = workbench.sandbox.snapshot().state;
  return kept;
}

const holding = (operation: string, service: string, code: string): Fault => ({
  service,
  operation,
  code,
  dryRun: false,
  status: 400,
  times: 2,
});

describe("Tear Down", () => {
  it("leaves the sandbox as it was before the article journey", async () => {
    workbench = await Workbench.open();
    const before = state();
    await publishAndConnect();
    expect((await tearDown(serviceTarget(workbench))).status).toBe("done");
    expect((await tearDown(endpointTarget(workbench))).status).toBe("done");
    expect(state()).toEqual(before);
  });

  it("does the same when the endpoint goes first", async () => {
    workbench = await Workbench.open();
    const before = state();
    await publishAndConnect();
    expect((await tearDown(endpointTarget(workbench))).status).toBe("done");
    expect((await tearDown(serviceTarget(workbench))).status).toBe("done");
    expect(state()).toEqual(before);
  });

  it("waits where something still holds what it deletes", async () => {
    const faults: readonly Fault[] = [
      {
        operation: "DeleteVpcEndpointServiceConfigurations",
        effect: "unsuccessful",
        code: "ExistingVpcEndpointConnections",
        times: 2,
      },
      holding("DeleteLoadBalancer", "elasticloadbalancing", "ResourceInUse"),
      holding("DeleteTargetGroup", "elasticloadbalancing", "ResourceInUse"),
      holding("DeleteSecurityGroup", "ec2", "DependencyViolation"),
    ];
    workbench = await Workbench.open({ faults });
    const before = state();
    await publishAndConnect();
    expect((await tearDown(serviceTarget(workbench))).status).toBe("done");
    expect((await tearDown(endpointTarget(workbench))).status).toBe("done");
    expect(state()).toEqual(before);
    const refused = workbench.sandbox.calls.filter(
      ({ operation, errorCode, dryRun }) =>
        operation.startsWith("Delete") && errorCode !== undefined && dryRun !== true,
    );
    expect(refused.map(({ operation }) => operation)).toEqual([
      "DeleteLoadBalancer",
      "DeleteLoadBalancer",
      "DeleteTargetGroup",
      "DeleteTargetGroup",
      "DeleteSecurityGroup",
      "DeleteSecurityGroup",
    ]);
  });

  it("goes on where it stopped", async () => {
    const denied: Fault = { operation: "TerminateInstances", effect: "denied", times: 1 };
    workbench = await Workbench.open({ faults: [denied] });
    const before = state();
    expect((await workbench.apply(publishFlow)).status).toBe("done");
    const wizard = await begin(serviceTarget(workbench));
    expect((await wizard.apply())?.status).toBe("stopped");
    expect(wizard.run?.progress["instance-1"]).toMatchObject({ failure: { code: "accessDenied" } });
    expect((await wizard.resume())?.status).toBe("done");
    wizard.dispose();
    expect(state()).toEqual(before);
  });

  it("takes what is gone for done: the same plan can be applied again", async () => {
    workbench = await Workbench.open();
    await publishAndConnect();
    const plans = [
      (await tearDown(serviceTarget(workbench))).plan,
      (await tearDown(endpointTarget(workbench))).plan,
    ];
    state();
    const ports = { aws: await workbench.session.aws(), journal: workbench.journal, clock: fastClock };
    for (const plan of plans) {
      const again = new Executor(ports, startRun(plan), () => undefined);
      expect(await again.apply(signal)).toMatchObject({ status: "done" });
    }
  });
});

describe("what the toolkit did not make", () => {
  it("stays unless it is ticked", async () => {
    workbench = await Workbench.open({ scenario: "published" });
    const wizard = await begin(serviceTarget(workbench));
    expect(wizard.view().plan).toBeUndefined();
    expect(wizard.view().form.sections[0]?.fields[0]?.problem).toEqual({ code: "nothingToDelete" });
    expect(field(wizard, "services").options[0]).toMatchObject({
      caution: "notMadeByToolkit",
      refused: "usedByStaying",
      because: [endpoint().id],
    });
    await wizard.answer({ connections: [endpoint().id] });
    expect(field(wizard, "services").options[0]?.refused).toBeUndefined();
    await wizard.answer({ services: [service().id] });
    const { loadBalancers, targetGroups, instances, securityGroups } = workbench.sandbox.world;
    const kept = [loadBalancers, targetGroups, instances, securityGroups].map((map) => [...map.keys()]);
    expect((await wizard.apply())?.plan.steps.map(({ operation }) => operation)).toEqual([
      "RejectVpcEndpointConnections",
      "DeleteVpcEndpointServiceConfigurations",
    ]);
    wizard.dispose();
    expect([loadBalancers, targetGroups, instances, securityGroups].map((map) => [...map.keys()])).toEqual(
      kept,
    );
    workbench.sandbox.snapshot();
    expect(workbench.sandbox.world.endpointServices.size).toBe(0);
    expect(endpoint().state).toBe("rejected");
  });

  it("keeps a load balancer that it uses too", async () => {
    workbench = await Workbench.open();
    expect((await workbench.apply(publishFlow)).status).toBe("done");
    const { id } = service();
    // AWS binds a load balancer to one service only; what was bound before that rule may still be bound to two.
    const second = { ...service(), id: "vpce-svc-0000000000000000a" };
    workbench.sandbox.world.endpointServices.set(second.id, second);
    const wizard = await begin({ target: `provider@us-east-1/${id}` });
    expect(field(wizard, "loadBalancers").options[0]).toMatchObject({
      refused: "usedElsewhere",
      because: [second.id],
    });
    expect(field(wizard, "listeners").values).toEqual([]);
    expect(wizard.view().plan?.steps.map(({ operation }) => operation)).toEqual([
      "DeleteVpcEndpointServiceConfigurations",
    ]);
    wizard.dispose();
  });

  it("keeps an endpoint's security group that it uses too", async () => {
    workbench = await Workbench.open();
    await publishAndConnect();
    const group = endpoint().securityGroupIds[0] ?? "";
    const stranger = [...workbench.sandbox.world.networkInterfaces.values()].find(
      ({ vpcId, instanceId }) => vpcId === endpoint().vpcId && instanceId !== undefined,
    );
    stranger?.securityGroupIds.push(group);
    const wizard = await begin(endpointTarget(workbench));
    expect(field(wizard, "securityGroups").options[0]).toMatchObject({
      refused: "usedElsewhere",
      because: [stranger?.instanceId],
    });
    expect(wizard.view().plan?.steps.map(({ operation }) => operation)).toEqual(["DeleteVpcEndpoints"]);
    wizard.dispose();
  });

  it("names a group of the toolkit until that is ticked, wherever it is", async () => {
    workbench = await Workbench.open();
    expect((await workbench.apply(publishFlow)).status).toBe("done");
    const { securityGroups } = workbench.sandbox.world;
    const [named] = only(workbench.sandbox.world.loadBalancers).securityGroupIds;
    const stranger = [...securityGroups.values()].find(
      ({ name, account }) => name === "default" && account === service().account,
    );
    const [rule] = stranger?.rules ?? [];
    if (rule === undefined || named === undefined) throw new Error("There is no default group with a rule.");
    const { cidr: _, ...open } = rule;
    stranger?.rules.push({ ...open, id: "sgr-0123456789abcdef0", egress: false, referencedGroupId: named });
    const wizard = await begin(serviceTarget(workbench));
    const rules = field(wizard, "rules");
    expect(rules.values).not.toContain("sgr-0123456789abcdef0");
    expect(rules.options).toContainEqual(
      expect.objectContaining({ value: "sgr-0123456789abcdef0", caution: "notMadeByToolkit" }),
    );
    expect(field(wizard, "securityGroups").options).toContainEqual(
      expect.objectContaining({ value: named, refused: "usedByStaying" }),
    );
    await wizard.answer({ rules: ["sgr-0123456789abcdef0"] });
    await wizard.answer({
      securityGroups: field(wizard, "securityGroups").options.map(({ value }) => value),
    });
    const run = await wizard.apply();
    wizard.dispose();
    expect(run?.status).toBe("done");
    expect(stranger?.rules.map(({ id }) => id)).not.toContain("sgr-0123456789abcdef0");
    expect(securityGroups.has(stranger?.id ?? "")).toBe(true);
    expect(securityGroups.has(named)).toBe(false);
  });

  it("keeps the connections that are not ticked", async () => {
    workbench = await Workbench.open();
    await publishAndConnect();
    expect((await workbench.apply(connectFlow, { name: "second" })).status).toBe("done");
    const [first, second] = [...workbench.sandbox.world.endpoints.values()];
    const wizard = await begin({ ...serviceTarget(workbench), connections: [first?.id ?? ""] });
    expect((await wizard.apply())?.status).toBe("done");
    wizard.dispose();
    expect([first?.state, second?.state]).toEqual(["rejected", "pendingAcceptance"]);
  });

  it("keeps what another plan made and uses", async () => {
    workbench = await Workbench.open();
    expect((await workbench.apply(publishFlow, { name: "second" })).status).toBe("done");
    const first = service();
    const { endpointServices, instances, securityGroups } = workbench.sandbox.world;
    const instance = [...instances.values()].find(({ tags }) => tags.get("Name") === "second-app");
    const before = structuredClone([instance, ...securityGroups.values()]);
    await workbench.session.inventory.refresh();
    const answers = { application: "instances", instances: [instance?.id ?? ""], name: "first" };
    expect((await workbench.apply(publishFlow, answers)).status).toBe("done");
    const made = [...endpointServices.values()].at(-1);
    const wizard = await begin({ target: `provider@us-east-1/${made?.id}` });
    expect(field(wizard, "instances")).toMatchObject({
      values: [],
      options: [{ caution: "madeByOtherPlan", refused: "usedElsewhere", because: ["second-tg"] }],
    });
    expect((await wizard.apply())?.status).toBe("done");
    wizard.dispose();
    // The sandbox lists what is deleted for a while, as AWS does.
    await until(() => endpointServices.size === 1);
    expect([...endpointServices.keys()]).toEqual([first.id]);
    expect([instance, ...securityGroups.values()]).toEqual(before);
  });

  it.each([
    ["named a group of the toolkit", {}],
    ["a plan opened to addresses", { clientCidrs: "" }],
  ])("loses the rule that %s", async (_, clients) => {
    workbench = await Workbench.open({ scenario: "published" });
    mutations.closeTargetSecurityGroup(workbench.sandbox.world);
    const { securityGroups } = workbench.sandbox.world;
    const before = structuredClone([...securityGroups.values()]);
    const instances = [...workbench.sandbox.world.instances.values()];
    const instance = instances.find(({ account }) => account === service().account);
    const answers = { application: "instances", instances: [instance?.id ?? ""], name: "second", ...clients };
    expect((await workbench.apply(publishFlow, answers)).status).toBe("done");
    const made = [...workbench.sandbox.world.endpointServices.values()].at(-1);
    const run = await tearDown({ target: `provider@us-east-1/${made?.id}` });
    expect(run.status).toBe("done");
    // One call for each block that was let in.
    expect([...new Set(run.plan.steps.map(({ operation }) => operation))]).toEqual([
      "DeleteVpcEndpointServiceConfigurations",
      "DeleteLoadBalancer",
      "DeleteTargetGroup",
      "RevokeSecurityGroupIngress",
      "DeleteSecurityGroup",
    ]);
    expect([...securityGroups.values()]).toEqual(before);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideConnections } from "../../src/app/decideConnections.ts";
import type { WizardSession } from "../../src/app/wizardSession.ts";
import { requests } from "../../src/core/inventory/connections.ts";
import { type Run, stepsToUndo } from "../../src/core/plan/run.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { until, Workbench } from "../support/workbench.ts";

/*
 * The article journey through plan, executor, gateway and sandbox, without a UI. Each fault is a change of the sandbox's
 * state, and shows as the step or the symptom that the real thing would show.
 */

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open();
});

afterEach(() => workbench.close());

const signal = new AbortController().signal;

async function accept(): Promise<void> {
  const { inventory } = workbench.session;
  await inventory.refresh();
  const waiting = requests(inventory.state);
  const outcomes = await decideConnections(
    await workbench.session.aws(),
    inventory,
    "accept",
    waiting,
    signal,
  );
  expect(outcomes.map(({ failure }) => failure)).toEqual([undefined]);
  await until(async () => {
    await inventory.refresh();
    return endpointOf(workbench).state === "available";
  });
}

function endpointOf({ sandbox }: Workbench) {
  const [endpoint] = sandbox.world.endpoints.values();
  if (endpoint === undefined) throw new Error("The sandbox has no endpoint.");
  return endpoint;
}

/** Publishes, connects, and with `accepted` also accepts. */
async function connect({ accepted }: { readonly accepted: boolean }): Promise<Run> {
  expect((await workbench.apply(publishFlow)).status).toBe("done");
  const run = await workbench.apply(connectFlow);
  expect(run.status).toBe("done");
  if (accepted) await accept();
  return run;
}

async function verdict() {
  const phase = await workbench.test(endpointOf(workbench).id);
  if (phase.status !== "done") throw new Error(`The test ended as ${JSON.stringify(phase)}.`);
  return phase.report;
}

describe("the article journey", () => {
  it("ends with the application's answer", async () => {
    await connect({ accepted: true });
    const { verdict: passed, attempts } = await verdict();
    expect(passed).toEqual({ code: "passed" });
    // A regional name, a zonal one for each of two zones, and the interfaces of those.
    expect(attempts).toHaveLength(5);
    for (const { reading } of attempts) {
      expect(reading.body).toBe("Hello, PrivateLink World!");
      expect(reading.verbose).toContain("GET / HTTP/1.1");
      expect(reading.timings.total).toBeGreaterThan(0);
    }
  });

  it("shows the request to the provider until it is accepted", async () => {
    await connect({ accepted: false });
    const { inventory } = workbench.session;
    await inventory.refresh();
    const [request] = requests(inventory.state);
    expect(request?.consumer?.alias).toBe("orders");
    await accept();
    expect(requests(inventory.state)).toEqual([]);
  });

  it("times out while nobody has accepted", async () => {
    await connect({ accepted: false });
    workbench.limits = { connectSeconds: 0.3, totalSeconds: 1 };
    expect((await verdict()).verdict).toMatchObject({ code: "failed", outcome: { code: "timedOut" } });
  });

  it("stops at the wizard when the consumer was never added as a principal", async () => {
    const run = await workbench.apply(publishFlow, { principals: "" });
    expect(run.plan.steps.map(({ id }) => id)).not.toContain("principals");
    const wizard = workbench.wizard(connectFlow);
    await until(() => wizard.view().form.sections[0]?.state === "problem");
    const { fields = [] } = wizard.view().form.sections[0] ?? {};
    expect(fields.map(({ problem }) => problem?.code)).toContain("accountNotAllowed");
    expect(wizard.view().plan).toBeUndefined();
    wizard.dispose();
  });
});

describe("a run that is done", () => {
  it("goes on showing the name it was applied with, and can be undone", async () => {
    const before = inventoryOfWorld();
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    expect((await wizard.apply())?.status).toBe("done");
    await workbench.session.inventory.refresh();
    expect(wizard.view().plan?.name).toBe("flask-hello");
    expect((await wizard.undo())?.status).toBe("undone");
    expect(inventoryOfWorld()).toEqual(before);
    wizard.dispose();
  });
});

describe("a run that stops", () => {
  it("can be undone: nothing of it is left", async () => {
    await workbench.close();
    const fault = {
      service: "ec2",
      operation: "CreateVpcEndpointServiceConfiguration",
      code: "UnauthorizedOperation",
      status: 403,
    };
    workbench = await Workbench.open({ faults: [fault] });
    const before = inventoryOfWorld();
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    const stopped = await wizard.apply();
    expect(stopped?.status).toBe("stopped");
    expect(stopped?.progress["service"]).toMatchObject({
      state: "failed",
      failure: { code: "accessDenied", action: "ec2:CreateVpcEndpointServiceConfiguration" },
    });
    expect(workbench.journal.runs.get(stopped?.plan.id ?? "")).toEqual(stopped);
    expect((await wizard.undo())?.status).toBe("undone");
    expect(inventoryOfWorld()).toEqual(before);
    wizard.dispose();
  });

  it("can be resumed: finished calls are not made again", async () => {
    await workbench.close();
    const fault = {
      service: "elasticloadbalancing",
      operation: "CreateListener",
      code: "AccessDenied",
      status: 403,
      times: 1,
    };
    workbench = await Workbench.open({ faults: [fault] });
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    expect((await wizard.apply())?.status).toBe("stopped");
    expect((await wizard.resume())?.status).toBe("done");
    const created = workbench.sandbox.calls.filter(({ operation }) => operation === "CreateLoadBalancer");
    expect(created).toHaveLength(1);
    wizard.dispose();
  });

  it("stops between two calls when it is cancelled: the next one is not sent", async () => {
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    const cancelled = wizard.changed.add(() => {
      if (wizard.run?.progress["nlb-group"]?.state === "done") wizard.cancel();
    });
    expect((await wizard.apply())?.status).toBe("stopped");
    cancelled();
    const sent = workbench.sandbox.calls.filter(({ dryRun, service }) => service === "ec2" && !dryRun);
    expect(sent.at(-1)?.operation).toBe("CreateSecurityGroup");
    expect((await wizard.resume())?.status).toBe("done");
    wizard.dispose();
  });

  it("has made nothing when it is cancelled while permissions are checked", async () => {
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    const cancelled = wizard.changed.add(() => {
      if (wizard.run?.status === "checking") wizard.cancel();
    });
    const run = await wizard.apply();
    cancelled();
    expect(run?.status).toBe("stopped");
    expect(run && stepsToUndo(run)).toEqual([]);
    expect(workbench.sandbox.calls.filter(({ operation }) => operation.startsWith("Create"))).toEqual([]);
    wizard.dispose();
  });

  it("stops within a wait when it is cancelled, and keeps what it knows", async () => {
    await workbench.close();
    // The wizard has looked once. The wait is still at its first look when it is cancelled.
    workbench = await Workbench.open({
      faults: [{ effect: "delay", delayMs: 60_000, operation: "DescribeLoadBalancers", nth: 2, times: 1 }],
    });
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    const cancelled = wizard.changed.add(() => {
      if (wizard.run?.progress["load-balancer"]?.state === "called") wizard.cancel();
    });
    const run = await wizard.apply();
    cancelled();
    expect(run?.status).toBe("stopped");
    expect(run?.progress["load-balancer"]).toMatchObject({ state: "failed", failure: { code: "aborted" } });
    expect(run?.progress["load-balancer"]?.outputs["arn"]).toMatch(/^arn:aws:elasticloadbalancing:/);
    expect((await wizard.undo())?.status).toBe("undone");
    wizard.dispose();
  });
});

describe("what AWS does on the way", () => {
  async function publishWith(fault: Fault): Promise<WizardSession> {
    await workbench.close();
    workbench = await Workbench.open({ faults: [fault] });
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    await wizard.apply();
    return wizard;
  }

  it("an undo that fails once is finished by the next one", async () => {
    await workbench.close();
    const faults = [
      {
        service: "elasticloadbalancing",
        operation: "CreateListener",
        code: "AccessDenied",
        status: 403,
        times: 1,
      },
      {
        service: "ec2",
        operation: "RevokeSecurityGroupIngress",
        code: "UnauthorizedOperation",
        status: 403,
        times: 1,
      },
    ];
    workbench = await Workbench.open({ faults });
    const before = inventoryOfWorld();
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    await wizard.apply();
    expect((await wizard.undo())?.status).toBe("undoStopped");
    expect(await wizard.resume()).toBeUndefined();
    expect((await wizard.undo())?.status).toBe("undone");
    const { calls } = workbench.sandbox;
    const revoked = calls.filter(({ operation, errorCode }) => operation.startsWith("Revoke") && !errorCode);
    expect(revoked).toHaveLength(2);
    expect(inventoryOfWorld()).toEqual(before);
    wizard.dispose();
  });

  it("waits go on when what was just made is not found yet", async () => {
    const fault = {
      service: "elasticloadbalancing",
      operation: "DescribeLoadBalancers",
      code: "LoadBalancerNotFound",
      status: 400,
      times: 2,
    };
    const wizard = await publishWith(fault);
    expect(wizard.run?.status).toBe("done");
    wizard.dispose();
  });

  it("a rule that is there already is taken as it is, and left by an undo", async () => {
    const fault = {
      service: "ec2",
      operation: "AuthorizeSecurityGroupIngress",
      code: "InvalidPermission.Duplicate",
      status: 400,
      times: 1,
    };
    const wizard = await publishWith(fault);
    expect(wizard.run?.progress["nlb-rule"]).toMatchObject({ state: "done", notOurs: true });
    wizard.dispose();
  });
});

describe("a session that switches to another source", () => {
  it("takes no run along: a sandbox's plan can never go on in an account", async () => {
    const wizard = workbench.wizard(publishFlow);
    await until(() => wizard.view().plan !== undefined);
    const stopping = wizard.changed.add(() => {
      if (wizard.run?.progress["load-balancer"]?.state === "called") wizard.cancel();
    });
    expect((await wizard.apply())?.status).toBe("stopped");
    stopping();
    const planId = wizard.run?.plan.id ?? "";
    await workbench.session.leaveSandbox();
    expect(wizard.run).toBeUndefined();
    expect(await wizard.resume()).toBeUndefined();
    expect(await wizard.undo()).toBeUndefined();
    expect(workbench.journal.runs.has(planId)).toBe(true);
    wizard.dispose();
  });
});

/** What lives in the sandbox, as ids: compared before and after. Terminated instances stay visible for an hour, as on AWS. */
function inventoryOfWorld() {
  const { endpointServices, endpoints, instances, loadBalancers, securityGroups, targetGroups } =
    workbench.sandbox.world;
  const running = [...instances.values()].filter(({ state }) => state !== "terminated").map(({ id }) => id);
  const kept = [endpointServices, endpoints, loadBalancers, securityGroups, targetGroups].map((map) => [
    ...map.keys(),
  ]);
  return { running, kept };
}

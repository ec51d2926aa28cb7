import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WizardSession } from "../../src/app/wizardSession.ts";
import { outputsOf, waitingStep } from "../../src/core/plan/run.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import * as mutations from "../../src/sandbox/scenarios/mutations.ts";
import { stepSentence } from "../../src/text/pagePlan.ts";
import { memoryDrafts, until, Workbench } from "../support/workbench.ts";

/* Private DNS after acceptance: a plan that waits for a person, in this window, in the next one, and for nobody. */

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
  const service = published();
  service.privateDnsName = "hello.example.com";
  service.privateDnsNameState = "verified";
});

afterEach(() => workbench.close());

const drafts = () => memoryDrafts();

function published() {
  const [service] = workbench.sandbox.world.endpointServices.values();
  if (service === undefined) throw new Error("The sandbox has no service.");
  return service;
}

/** A wizard with a complete plan. */
async function prepared(answers: Answers = {}, kept = drafts()): Promise<WizardSession> {
  const wizard = workbench.wizard(connectFlow, kept);
  await wizard.answer({ name: "hello", ...answers });
  await until(() => wizard.view().plan !== undefined);
  return wizard;
}

function isWaiting({ run }: WizardSession): boolean {
  return run !== undefined && waitingStep(run) !== undefined;
}

function endpointOf({ run }: WizardSession) {
  const id = (run && outputsOf(run)["endpoint"]?.["endpointId"]) ?? "";
  const endpoint = workbench.sandbox.world.endpoints.get(id);
  if (endpoint === undefined) throw new Error("The run has made no endpoint.");
  return endpoint;
}

function accept(wizard: WizardSession): void {
  mutations.acceptConnection(workbench.sandbox.world, endpointOf(wizard).id);
}

describe("private DNS after acceptance", () => {
  it("waits for the provider, says who has to do what, and is turned on then", async () => {
    const wizard = await prepared();
    const applying = wizard.apply();
    await until(() => isWaiting(wizard));
    expect(endpointOf(wizard)).toMatchObject({ state: "pendingAcceptance", privateDnsEnabled: false });
    const step = wizard.run && waitingStep(wizard.run);
    expect(step && stepSentence(step, "waiting")).toBe(
      `Waiting for 111122223333 to accept the connection to ${published().name}: in Requests here, or in the AWS console under the service's endpoint connections. The plan goes on by itself then, also after a restart.`,
    );
    accept(wizard);
    expect((await applying)?.status).toBe("done");
    expect(endpointOf(wizard).privateDnsEnabled).toBe(true);
    wizard.dispose();
  });

  it("goes on after a restart of the window without being asked", async () => {
    const kept = drafts();
    const first = await prepared({}, kept);
    const applying = first.apply();
    await until(() => isWaiting(first));
    first.dispose();
    expect(await applying).toBeUndefined();
    const second = workbench.wizard(connectFlow, kept);
    await second.restore();
    await until(() => isWaiting(second));
    accept(second);
    await until(() => second.run?.status === "done");
    expect(endpointOf(second).privateDnsEnabled).toBe(true);
    const { calls } = workbench.sandbox;
    const made = calls.filter(({ operation, dryRun }) => operation === "CreateVpcEndpoint" && !dryRun);
    expect(made).toHaveLength(1);
    second.dispose();
  });

  it("is taken over by another window that looks on, once the first one is gone", async () => {
    const kept = drafts();
    const first = await prepared({}, kept);
    void first.apply();
    await until(() => isWaiting(first));
    const second = workbench.wizard(connectFlow, kept);
    await second.restore();
    expect(second.isElsewhere).toBe(true);
    first.dispose();
    await until(() => !second.isElsewhere && isWaiting(second));
    accept(second);
    await until(() => second.run?.status === "done");
    second.dispose();
  });

  it("is cancelled by its user, stays so after a restart, and can be resumed", async () => {
    const kept = drafts();
    const first = await prepared({}, kept);
    const applying = first.apply();
    await until(() => isWaiting(first));
    first.cancel();
    expect(await applying).toMatchObject({
      status: "stopped",
      progress: { "private-dns": { state: "failed", failure: { code: "aborted" } } },
    });
    first.dispose();
    const second = workbench.wizard(connectFlow, kept);
    await second.restore();
    expect(second.run?.status).toBe("stopped");
    accept(second);
    expect((await second.resume())?.status).toBe("done");
    expect(endpointOf(second).privateDnsEnabled).toBe(true);
    second.dispose();
  });

  it("ends when the provider rejects, with AWS's state, and everything can be taken back", async () => {
    const wizard = await prepared();
    const before = workbench.sandbox.world.endpoints.size;
    const applying = wizard.apply();
    await until(() => isWaiting(wizard));
    mutations.rejectConnection(workbench.sandbox.world, endpointOf(wizard).id);
    expect(await applying).toMatchObject({
      status: "stopped",
      progress: { "private-dns": { failure: { code: "wrongState", state: "rejected" } } },
    });
    expect((await wizard.undo())?.status).toBe("undone");
    await until(() => workbench.sandbox.world.endpoints.size === before);
    wizard.dispose();
  });
});

describe("both accounts in one plan", () => {
  it("connect, accept as the provider, and turn private DNS on after the VPC's attributes", async () => {
    const { vpcDns } = workbench.sandbox.world;
    for (const [id, dns] of vpcDns) vpcDns.set(id, { ...dns, support: false, hostnames: false });
    const wizard = await prepared({ acceptHere: true });
    expect((await wizard.apply())?.status).toBe("done");
    expect(wizard.run?.plan.steps.map(({ scope, operation }) => `${scope.profile} ${operation}`)).toEqual([
      "consumer ModifyVpcAttribute",
      "consumer ModifyVpcAttribute",
      "consumer CreateSecurityGroup",
      "consumer AuthorizeSecurityGroupIngress",
      "consumer CreateVpcEndpoint",
      "provider AcceptVpcEndpointConnections",
      "consumer ModifyVpcEndpoint",
    ]);
    const { vpcId, ...endpoint } = endpointOf(wizard);
    expect(endpoint).toMatchObject({ state: "available", privateDnsEnabled: true });
    expect(vpcDns.get(vpcId)).toMatchObject({ support: true, hostnames: true });
    expect((await wizard.undo())?.status).toBe("undone");
    expect(vpcDns.get(vpcId)).toMatchObject({ support: false, hostnames: false });
    wizard.dispose();
  });

  it("is content when somebody else has accepted meanwhile", async () => {
    const wizard = await prepared({ acceptHere: true, privateDns: false });
    wizard.changed.add(() => {
      if (wizard.run?.progress["endpoint"]?.state === "called") accept(wizard);
    });
    expect(await wizard.apply()).toMatchObject({
      status: "done",
      progress: { accept: { state: "done", notOurs: true } },
    });
    wizard.dispose();
  });
});

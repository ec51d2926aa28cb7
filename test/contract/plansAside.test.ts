import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WizardSession } from "../../src/app/wizardSession.ts";
import { outputsOf, type Run } from "../../src/core/plan/run.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import * as mutations from "../../src/sandbox/scenarios/mutations.ts";
import { memoryDrafts, until, Workbench } from "../support/workbench.ts";

/* A plan that waits for the provider, perhaps for days, does not keep its wizard from the next one. */

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
  const [service] = workbench.sandbox.world.endpointServices.values();
  if (service === undefined) throw new Error("The sandbox has no service.");
  service.privateDnsName = "hello.example.com";
  service.privateDnsNameState = "verified";
});

afterEach(() => workbench.close());

/** A wizard whose plan waits for acceptance, and the plan's id. */
async function waiting(drafts = memoryDrafts()) {
  const wizard = workbench.wizard(connectFlow, drafts);
  await fillIn(wizard, "first");
  void wizard.apply();
  await until(() => wizard.isWaiting);
  return { wizard, planId: wizard.planId };
}

async function fillIn(wizard: WizardSession, name: string, privateDns = true): Promise<void> {
  await wizard.answer({ name, privateDns });
  await until(() => wizard.view().plan?.name === name);
}

function acceptAll(): void {
  const { world } = workbench.sandbox;
  for (const { id, state } of world.endpoints.values()) {
    if (state === "pendingAcceptance") mutations.acceptConnection(world, id);
  }
}

function runOf(wizard: WizardSession, planId: string): Run | undefined {
  return wizard.runs.find(({ plan }) => plan.id === planId);
}

describe("a plan that waits for a person", () => {
  it("goes on beside the next one, and can be shown, undone and forgotten like any other", async () => {
    const { wizard, planId } = await waiting();
    await wizard.startAnother();
    expect(wizard.run).toBeUndefined();
    await fillIn(wizard, "second", false);
    expect((await wizard.apply())?.status).toBe("done");
    const settled: string[] = [];
    wizard.settled.add(({ plan, status }) => settled.push(`${plan.name} ${status}`));
    acceptAll();
    await until(() => runOf(wizard, planId)?.status === "done");
    await until(() => settled.length > 0);
    expect(settled).toEqual(["first done"]);
    expect(wizard.run?.plan.name).toBe("second");

    const second = wizard.planId;
    await wizard.show(planId);
    expect(wizard.run).toBe(runOf(wizard, planId));
    expect((await wizard.undo())?.status).toBe("undone");
    await wizard.startOver();
    expect(wizard.run).toBeUndefined();
    expect(await workbench.journal.read(planId)).toBeUndefined();
    expect(wizard.aside.map(({ draft }) => draft.planId)).toEqual([second]);
    wizard.dispose();
  });

  it("is left only while it waits, and the form that was left for it comes back", async () => {
    const { wizard, planId } = await waiting();
    await wizard.startAnother({ name: "second" });
    const form = wizard.planId;
    await wizard.show(planId);
    expect(wizard.isWaiting).toBe(true);
    await wizard.startAnother();
    expect(wizard.planId).toBe(form);
    await wizard.startAnother();
    expect(wizard.planId).toBe(form);
    await wizard.show(planId);
    await wizard.startAnother({ name: "third" });
    expect(wizard.planId).not.toBe(form);
    expect(wizard.aside.map(({ draft }) => draft.planId)).toEqual([planId]);
    wizard.dispose();
  });

  it("goes on after a restart, beside the form that was begun for the next one", async () => {
    const drafts = memoryDrafts();
    const { wizard, planId } = await waiting(drafts);
    await wizard.startAnother();
    await wizard.answer({ name: "second" });
    wizard.dispose();
    const next = workbench.wizard(connectFlow, drafts);
    await next.restore();
    expect(next.run).toBeUndefined();
    await until(() => next.view().plan?.name === "second");
    await until(() => next.running.some(({ isWaiting, planRun }) => isWaiting && !planRun.isElsewhere));
    acceptAll();
    await until(() => runOf(next, planId)?.status === "done");
    const made = outputsOf(runOf(next, planId) ?? fail())["endpoint"]?.["endpointId"] ?? "";
    expect(workbench.sandbox.world.endpoints.get(made)?.privateDnsEnabled).toBe(true);
    next.dispose();
  });

  it("leaves another window free too, and is gone there once it is forgotten here", async () => {
    const drafts = memoryDrafts();
    const { wizard, planId } = await waiting(drafts);
    const other = workbench.wizard(connectFlow, drafts);
    await other.restore();
    expect(other.isElsewhere).toBe(true);
    await other.startAnother();
    expect(other.run).toBeUndefined();
    wizard.cancel();
    await until(() => wizard.run?.status === "stopped");
    await wizard.keep();
    await wizard.startOver();
    await other.show(planId);
    expect(other.run).toBeUndefined();
    expect(other.aside).toEqual([]);
    other.dispose();
    wizard.dispose();
  });

  it("stops being shown when another source is opened", async () => {
    const { wizard } = await waiting();
    await wizard.startAnother();
    await workbench.session.leaveSandbox();
    expect(wizard.runs).toEqual([]);
    expect(wizard.aside).toEqual([]);
    wizard.dispose();
  });
});

function fail(): never {
  throw new Error("The run is gone.");
}

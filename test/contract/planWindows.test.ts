import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { doneCount, isBusy } from "../../src/core/plan/run.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import { memoryDrafts, until, Workbench } from "../support/workbench.ts";

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open();
});

afterEach(() => workbench.close());

/** Two windows of one machine; the first one's plan is complete. */
async function twoWindows() {
  const drafts = memoryDrafts();
  const first = workbench.wizard(publishFlow, drafts);
  const second = workbench.wizard(publishFlow, drafts);
  await first.answer({ name: "hello" });
  await until(() => first.view().plan !== undefined);
  return { first, second, drafts };
}

describe("a plan that another window is applying", () => {
  it("is shown as it goes, cannot be touched, and ends here as it ends there", async () => {
    const { first, second } = await twoWindows();
    const seen = new Set<number>();
    const applying = first.apply();
    await until(() => first.run !== undefined);
    await second.restore();
    expect(second.isElsewhere).toBe(true);
    second.changed.add(() => seen.add(second.run === undefined ? -1 : doneCount(second.run)));
    const planId = second.run?.plan.id;
    await second.keep();
    await second.startOver();
    expect([await second.apply(), await second.resume(), await second.undo()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(second.run?.plan.id).toBe(planId);
    expect((await applying)?.status).toBe("done");
    await until(() => !second.isElsewhere);
    expect(second.run).toEqual(first.run);
    expect(seen.size).toBeGreaterThan(1);
    const { calls } = workbench.sandbox;
    expect(
      calls.filter(({ operation, dryRun }) => operation === "CreateLoadBalancer" && !dryRun),
    ).toHaveLength(1);
    expect((await second.undo())?.status).toBe("undone");
    expect(await first.undo()).toBeUndefined();
    expect(first.run?.status).toBe("undone");
    first.dispose();
    second.dispose();
  });

  it("stands as stopped once that window is gone, and can be resumed here", async () => {
    const { first, second } = await twoWindows();
    first.changed.add(() => {
      // The window is closed in the middle: nothing of it runs any more.
      if (first.run?.progress["load-balancer"]?.state === "called") first.dispose();
    });
    void first.apply();
    await until(() => first.run !== undefined);
    await second.restore();
    await until(() => !second.isElsewhere && second.run !== undefined && !isBusy(second.run));
    expect(second.run?.status).toBe("stopped");
    expect((await second.resume())?.status).toBe("done");
    second.dispose();
  });

  it("is given up by a window whose plan was taken over: it calls nothing any more", async () => {
    const { first } = await twoWindows();
    let calls = 0;
    first.changed.add(() => {
      if (first.run?.progress["nlb-group"]?.state !== "called" || calls > 0) return;
      calls = workbench.sandbox.calls.length;
      const planId = first.run.plan.id;
      void workbench.lockFiles
        .list(planId)
        .then((files) => files.map(({ owner }) => workbench.lockFiles.remove(planId, owner)));
    });
    expect(await first.apply()).toBeUndefined();
    const changing = workbench.sandbox.calls
      .slice(calls)
      .filter(({ operation }) => !operation.startsWith("Describe"));
    expect(changing).toEqual([]);
    expect(first.run?.status).toBe("stopped");
    expect((await first.resume())?.status).toBe("done");
    first.dispose();
  });
});

describe("starting over", () => {
  it("forgets no run that has stopped: the journal is all that knows what was made", async () => {
    const { first } = await twoWindows();
    first.changed.add(() => {
      if (first.run?.progress["load-balancer"]?.state === "called") first.cancel();
    });
    const run = await first.apply();
    expect(run?.status).toBe("stopped");
    await first.startOver();
    expect(await workbench.journal.read(run?.plan.id ?? "")).toEqual(run);
    expect(first.run).toEqual(run);
    await first.keep();
    await first.startOver();
    expect(first.run).toBeUndefined();
    expect(await workbench.journal.read(run?.plan.id ?? "")).toBeUndefined();
    first.dispose();
  });
});

describe("the id of a plan", () => {
  it("is not used by a second window that has read the same answers", async () => {
    const { first, second } = await twoWindows();
    await second.restore();
    await until(() => second.view().plan !== undefined);
    expect(second.view().plan?.name).toBe("hello");
    const run = await first.apply();
    expect(run?.status).toBe("done");
    await first.startOver();
    expect(second.view().plan?.id).not.toBe(run?.plan.id);
    first.dispose();
    second.dispose();
  });

  it("is not used again, nor is anything taken back, once another window has forgotten its run", async () => {
    const { first, second } = await twoWindows();
    const run = await first.apply();
    await second.restore();
    expect(second.run).toEqual(run);
    await first.startOver();
    const calls = workbench.sandbox.calls.length;
    expect(await second.undo()).toBeUndefined();
    const changing = workbench.sandbox.calls
      .slice(calls)
      .filter(({ operation }) => !operation.startsWith("Describe") && !operation.startsWith("Get"));
    expect(changing).toEqual([]);
    expect(second.run).toBeUndefined();
    await second.answer({ name: "another" });
    await until(() => second.view().plan !== undefined);
    expect(second.view().plan?.id).not.toBe(run?.plan.id);
    first.dispose();
    second.dispose();
  });
});

describe("a run that has stopped", () => {
  it("is taken up by the next window, whatever was answered in others since", async () => {
    const { first, second, drafts } = await twoWindows();
    first.changed.add(() => {
      if (first.run?.progress["load-balancer"]?.state === "called") first.cancel();
    });
    const run = await first.apply();
    expect(run?.status).toBe("stopped");
    await second.answer({ name: "another" });
    first.dispose();
    second.dispose();
    const next = workbench.wizard(publishFlow, drafts);
    await next.restore();
    expect(next.run).toEqual(run);
    expect((await next.undo())?.status).toBe("undone");
    await next.startOver();
    const last = workbench.wizard(publishFlow, drafts);
    await last.restore();
    expect(last.run).toBeUndefined();
    next.dispose();
    last.dispose();
  });
});

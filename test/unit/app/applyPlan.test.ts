import { describe, expect, it } from "vitest";
import { Executor, LeftWaiting } from "../../../src/app/applyPlan.ts";
import type { AwsCalls } from "../../../src/app/aws.ts";
import { PrivateLinkError } from "../../../src/core/model/failure.ts";
import { interrupted, type Run, startRun, waitingStep } from "../../../src/core/plan/run.ts";
import type { Plan, Step } from "../../../src/core/plan/step.ts";
import { plans } from "../../support/plans.ts";

/** A plan of one step of another plan, changed so that it needs no other step. */
function planOf(name: string, operation: string, change: (step: Step) => Partial<Step>): Plan {
  const plan = plans[name];
  const step = plan?.steps.find((each) => each.operation === operation);
  if (plan === undefined || step === undefined) throw new Error(`No plan calls ${operation}.`);
  return { ...plan, steps: [{ ...step, ...change(step) }] };
}

/** Applies a run at a time, in epoch milliseconds; a wait leaves it. Returns what is in the journal then. */
async function applyAt(time: number, run: Run, answer: (operation: string) => unknown): Promise<Run> {
  let journal = run;
  const window = new AbortController();
  const clock = {
    now: () => time,
    sleep: async () => {
      window.abort(new LeftWaiting());
      window.signal.throwIfAborted();
    },
  };
  const aws: AwsCalls = { call: async (_, { operation }) => answer(operation) };
  const write = async (written: Run) => {
    journal = written;
  };
  const ports = { aws, clock, journal: { write } };
  await new Executor(ports, run, () => undefined).apply(window.signal).catch(() => undefined);
  return journal;
}

describe("a step that AWS has answered", () => {
  it("is not the plan's own before that was looked at: a resumed run looks again", async () => {
    const plan = planOf("publish the sample application", "CreateLoadBalancer", () => ({ input: {} }));
    const stranger = { LoadBalancers: [{ LoadBalancerArn: "arn:stranger" }] };
    const offline = await applyAt(0, startRun(plan), (operation) => {
      if (operation !== "DescribeTags") return stranger;
      throw new PrivateLinkError({ code: "network", message: "" });
    });
    const [id = ""] = plan.steps.map((step) => step.id);
    expect(offline).toMatchObject({
      status: "stopped",
      progress: { [id]: { state: "failed", failure: { code: "network" }, answered: false } },
    });
    const resumed = await applyAt(0, offline, (operation) =>
      operation === "DescribeTags" ? { TagDescriptions: [] } : stranger,
    );
    expect(resumed).toMatchObject({
      status: "stopped",
      progress: { [id]: { state: "failed", failure: { code: "conflict" } } },
    });
  });
});

describe("a step that waits for a person", () => {
  it("has waited since it began to, whichever window is at it", async () => {
    const plan = planOf(
      "connect and turn private DNS on after acceptance",
      "ModifyVpcEndpoint",
      beforeAnything,
    );
    const [step] = plan.steps;
    const pending = () => ({ VpcEndpoints: [{ State: "pendingAcceptance" }] });
    const left = await applyAt(1000, startRun(plan), pending);
    const later = await applyAt(90_000, interrupted(left), pending);
    expect(waitingStep(later)?.id).toBe(step?.id);
    expect(later.progress[step?.id ?? ""]).toMatchObject({ state: "waiting", startedAt: 1000 });
  });
});

/** Waits for whatever endpoint there is. */
function beforeAnything({ before }: Step): Partial<Step> {
  if (before === undefined) throw new Error("The step waits for nobody.");
  return { before: { ...before, input: {} } };
}

describe("a step that removes what is not there", () => {
  /** Its group is made by a step before it, for which there is no dry run. */
  function emptied(awsCode: string): Promise<Run> {
    const plan = plans["create a tester for which everything is there"];
    if (plan === undefined) throw new Error("There is no such plan.");
    const steps = plan.steps
      .filter(({ id }) => id === "tester-group" || id === "shut")
      .map((step) => (step.id === "shut" ? step : { ...step, operation: "MakeGroup" }));
    return applyAt(0, startRun({ ...plan, steps }), (operation) => {
      if (operation === "MakeGroup") return { GroupId: "sg-1" };
      throw new PrivateLinkError({ code: "notFound", awsCode, message: "" });
    });
  }

  it("is done at once: what is gone is not waited for", async () => {
    expect(await emptied("InvalidPermission.NotFound")).toMatchObject({ status: "done" });
  });

  it("waits for what was made a moment ago and is not known yet", async () => {
    // The wait is what this window leaves.
    expect(await emptied("InvalidGroup.NotFound")).toMatchObject({
      progress: { shut: { state: "failed", failure: { code: "aborted" } } },
    });
  });
});

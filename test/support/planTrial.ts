import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Executor } from "../../src/app/applyPlan.ts";
import type { AwsCalls, AwsSource } from "../../src/app/aws.ts";
import { createGateway } from "../../src/aws/gateway.ts";
import { resolve } from "../../src/core/plan/resolve.ts";
import { type Run, startRun } from "../../src/core/plan/run.ts";
import type { Plan, Step } from "../../src/core/plan/step.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { fastClock } from "./fastClock.ts";
import type { PlanCase } from "./planCases.ts";
import { until, Workbench } from "./workbench.ts";
import { worldText } from "./worldText.ts";

/** A plan with the state that it begins in, from which as many trials as wanted are started. */
export interface Prepared {
  readonly plan: Plan;
  /** A snapshot of the sandbox before Apply. */
  readonly file: string;
  readonly before: string;
  /** What an undisturbed run leaves. */
  readonly after: string;
}

export async function prepare(
  { scenario, arrange, flow, answers }: PlanCase,
  folder: string,
): Promise<Prepared> {
  const workbench = await Workbench.open({ scenario });
  arrange?.(workbench.sandbox.world);
  await workbench.session.inventory.refresh();
  const wizard = workbench.wizard(flow);
  await wizard.answer(answers(workbench.sandbox.world));
  await until(() => wizard.view().plan !== undefined);
  const { plan } = wizard.view();
  if (plan === undefined) throw new Error("The form is not complete.");
  const file = join(folder, `${plan.id}.json`);
  writeFileSync(file, JSON.stringify(workbench.sandbox.snapshot()));
  wizard.dispose();
  await workbench.close();
  const before = await tryPlan({ file }, [], async () => undefined);
  const after = await tryPlan({ file }, [], async (trial) => {
    const run = await trial.apply(startRun(plan));
    if (run.status !== "done")
      throw new Error(`Undisturbed, the run ended as ${JSON.stringify(run.progress)}`);
  });
  return { plan, file, before, after };
}

/** Runs `act` on a sandbox of its own, and tells what exists in it afterwards. */
export async function tryPlan(
  { file }: Pick<Prepared, "file">,
  faults: readonly Fault[],
  act: (trial: Trial) => Promise<unknown>,
): Promise<string> {
  const trial = new Trial(await startSandbox({ clock: "fast", scenario: file, faults }));
  try {
    await act(trial);
    return worldText(trial.sandbox);
  } finally {
    await trial.close();
  }
}

/** A sandbox, and windows onto it: each acts through clients of its own. */
export class Trial {
  readonly sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  /** What AWS has before the plan comes: the same call by somebody who tags nothing. */
  preempt({ scope, service, operation, input }: Step): Promise<unknown> {
    const { Tags: _, TagSpecifications: __, ClientToken: ___, ...call } = resolve(input, {});
    return this.#act((aws) => aws.call(scope, { service, operation, input: call }, signal));
  }

  apply(run: Run): Promise<Run> {
    return this.#act((aws) => this.#executor(aws, run).apply(signal));
  }

  undo(run: Run): Promise<Run> {
    return this.#act((aws) => this.#executor(aws, run).undo(signal));
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  async #act<T>(act: (aws: AwsCalls) => Promise<T>): Promise<T> {
    const source = sourceOf(this.sandbox);
    const gateway = createGateway({ source, askMfaCode: async () => "", log: () => undefined });
    return act(gateway).finally(() => gateway.dispose());
  }

  #executor(aws: AwsCalls, run: Run): Executor {
    const journal = { write: async () => undefined };
    return new Executor({ aws, journal, clock: fastClock }, run, () => undefined);
  }
}

const signal = new AbortController().signal;

export function sourceOf({ configFile, credentialsFile, endpoint }: Sandbox): AwsSource {
  return { kind: "sandbox", configFile, credentialsFile, endpoint };
}

/** Selects a step's own call among those of the plan: the n-th of its operation, dry runs and repeats apart. */
export function callOf({ steps }: Plan, step: Step): Pick<Fault, "service" | "operation" | "nth" | "dryRun"> {
  const same = steps.filter(({ operation }) => operation === step.operation);
  return { service: step.service, operation: step.operation, nth: same.indexOf(step) + 1, dryRun: false };
}

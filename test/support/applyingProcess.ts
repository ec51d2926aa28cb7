import { readFileSync } from "node:fs";
import { Executor } from "../../src/app/applyPlan.ts";
import type { AwsSource } from "../../src/app/aws.ts";
import { createGateway } from "../../src/aws/gateway.ts";
import { startRun } from "../../src/core/plan/run.ts";
import type { Plan } from "../../src/core/plan/step.ts";
import { fileJournal } from "../../src/ui/platform/stores.ts";
import { fastClock } from "./fastClock.ts";

/** What a process of its own is told to apply, to be killed in the middle of it. */
export interface Work {
  readonly plan: Plan;
  /** One executor for each, with a sandbox and a journal of its own. */
  readonly runs: readonly { readonly source: AwsSource; readonly journal: string }[];
}

const work: Work = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));

await Promise.all(
  work.runs.map(({ source, journal }) => {
    const aws = createGateway({ source, askMfaCode: async () => "", log: () => undefined });
    const executor = new Executor(
      { aws, journal: fileJournal(journal, () => undefined), clock: fastClock },
      startRun(work.plan),
      () => undefined,
    );
    return executor.apply(new AbortController().signal);
  }),
);

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { interrupted, type Run } from "../../src/core/plan/run.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { fileJournal } from "../../src/ui/platform/stores.ts";
import type { Work } from "./applyingProcess.ts";
import type { Ending } from "./failingPlans.ts";
import { callOf, type Prepared, sourceOf, Trial } from "./planTrial.ts";
import { until } from "./workbench.ts";
import { worldText } from "./worldText.ts";

/**
 * Kills a process (SIGKILL) during every call of a plan: before AWS acts, and after it has acted but not answered. Another
 * process, this one, finds the journals and resumes or undoes. The process that dies applies the plan once for each call.
 */
export async function killAtEveryCall(
  prepared: Prepared,
  folder: string,
  endingsOf: (call: number, after: boolean) => readonly Ending[],
): Promise<void> {
  const kills = await silentSandboxes(prepared, folder, endingsOf);
  try {
    await applyAndKill(prepared, folder, kills);
    await Promise.all(kills.map((kill) => finish(kill, prepared)));
  } finally {
    await Promise.all(kills.map(({ trial }) => trial.close()));
  }
}

function unreadable(path: string): void {
  throw new Error(`${path} cannot be read.`);
}

/** Longer than any test. */
const forever = 600_000;

interface Kill {
  readonly trial: Trial;
  readonly journal: string;
  readonly ending: Ending;
}

/** One sandbox for every call, moment and ending, which never answers that call. */
async function silentSandboxes(
  { plan, file }: Prepared,
  folder: string,
  endingsOf: (call: number, after: boolean) => readonly Ending[],
): Promise<readonly Kill[]> {
  return Promise.all(
    plan.steps.flatMap((step, call) =>
      [false, true]
        .flatMap((after) => endingsOf(call, after).map((ending) => ({ after, ending })))
        .map(async ({ after, ending }) => {
          const silence: Fault = {
            ...callOf(plan, step),
            effect: "delay",
            delayMs: forever,
            times: 1,
            after,
          };
          const sandbox = await startSandbox({ clock: "fast", scenario: file, faults: [silence] });
          const journal = join(folder, `${plan.id}-${step.id}-${after}-${ending}`);
          mkdirSync(journal);
          return { trial: new Trial(sandbox), journal, ending };
        }),
    ),
  );
}

/** Applies the plan on every sandbox in one process, and kills it when all of them are silent. */
async function applyAndKill({ plan }: Prepared, folder: string, kills: readonly Kill[]): Promise<void> {
  const work: Work = {
    plan,
    runs: kills.map(({ trial, journal }) => ({ source: sourceOf(trial.sandbox), journal })),
  };
  const file = join(folder, `${plan.id}-work.json`);
  writeFileSync(file, JSON.stringify(work));
  const script = join(import.meta.dirname, "applyingProcess.ts");
  const child = spawn(process.execPath, [script, file], { stdio: ["ignore", "ignore", "inherit"] });
  const exited = once(child, "exit");
  await until(() => {
    if (child.exitCode !== null) throw new Error("The process ended before it was killed.");
    return kills.every(({ trial }) => trial.sandbox.calls.some(({ struck }) => struck));
  });
  child.kill("SIGKILL");
  expect(await exited).toEqual([null, "SIGKILL"]);
}

async function finish({ trial, journal, ending }: Kill, { plan, before, after }: Prepared): Promise<void> {
  const found = await fileJournal(journal, unreadable).read(plan.id);
  if (found === undefined) throw new Error("The journal is gone.");
  const run: Run = interrupted(found);
  const end = ending === "resume" ? await trial.apply(run) : await trial.undo(run);
  expect(end.status, JSON.stringify(end.progress)).toBe(ending === "resume" ? "done" : "undone");
  expect(worldText(trial.sandbox)).toBe(ending === "resume" ? after : before);
}

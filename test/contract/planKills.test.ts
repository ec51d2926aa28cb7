import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { interrupted, type Run } from "../../src/core/plan/run.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { fileJournal } from "../../src/ui/platform/stores.ts";
import type { Work } from "../support/applyingProcess.ts";
import { planCases } from "../support/planCases.ts";
import { callOf, type Prepared, prepare, sourceOf, Trial } from "../support/planTrial.ts";
import { until } from "../support/workbench.ts";
import { worldText } from "../support/worldText.ts";

/*
 * A process is killed (SIGKILL) during every call of every plan: before AWS acts, and after it has acted but not answered. Another
 * process finds the journal and resumes, or undoes. One process applies the plan once for each call, and dies once.
 */

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kills-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

function unreadable(path: string): void {
  throw new Error(`${path} cannot be read.`);
}

/** Longer than any test. */
const forever = 600_000;

interface Kill {
  readonly trial: Trial;
  readonly journal: string;
  readonly ending: "resume" | "undo";
}

/** One sandbox for every call, moment and ending, which never answers that call. */
async function silentSandboxes({ plan, file }: Prepared): Promise<readonly Kill[]> {
  const kinds = [false, true].flatMap((after) =>
    (["resume", "undo"] as const).map((ending) => ({ after, ending })),
  );
  return Promise.all(
    plan.steps.flatMap((step) =>
      kinds.map(async ({ after, ending }) => {
        const silence: Fault = { ...callOf(plan, step), effect: "delay", delayMs: forever, times: 1, after };
        const sandbox = await startSandbox({ clock: "fast", scenario: file, faults: [silence] });
        const journal = join(folder, `${plan.id}-${step.id}-${after}-${ending}`);
        mkdirSync(journal);
        return { trial: new Trial(sandbox), journal, ending };
      }),
    ),
  );
}

/** Applies the plan on every sandbox in one process, and kills it when all of them are silent. */
async function applyAndKill({ plan }: Prepared, kills: readonly Kill[]): Promise<void> {
  const work: Work = {
    plan,
    runs: kills.map(({ trial, journal }) => ({ source: sourceOf(trial.sandbox), journal })),
  };
  const file = join(folder, `${plan.id}-work.json`);
  writeFileSync(file, JSON.stringify(work));
  const script = join(import.meta.dirname, "../support/applyingProcess.ts");
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

it.each(planCases)("$name: a process killed at any call is followed by another", async (planCase) => {
  const prepared = await prepare(planCase, folder);
  const kills = await silentSandboxes(prepared);
  try {
    await applyAndKill(prepared, kills);
    await Promise.all(kills.map((kill) => finish(kill, prepared)));
  } finally {
    await Promise.all(kills.map(({ trial }) => trial.close()));
  }
});

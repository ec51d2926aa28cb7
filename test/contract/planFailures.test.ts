import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, it } from "vitest";
import { failAtEveryCall, failureNames } from "../support/failingPlans.ts";
import { killAtEveryCall } from "../support/killedPlans.ts";
import { planCases } from "../support/planCases.ts";
import { type Prepared, prepare } from "../support/planTrial.ts";

/*
 * Every call of every plan fails in turn, in every way, and the run is then resumed or undone. Afterwards the sandbox has
 * what an undisturbed run leaves, or what it had before. Here the endings take turns; the long tests try both for each.
 */

/** Only ends what hangs: dozens of sandboxes at once on a busy machine. */
const patience = 180_000;

let folder: string;
const prepared = new Map<string, Prepared>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "failing-plans-"));
  for (const planCase of planCases) prepared.set(planCase.name, await prepare(planCase, folder));
}, patience);

afterAll(() => rmSync(folder, { recursive: true }));

function readyPlan(name: string): Prepared {
  const ready = prepared.get(name);
  if (ready === undefined) throw new Error(`${name} is not prepared.`);
  return ready;
}

/** Neighbouring calls end differently, and so does the same call of another failure. */
const turns = (offset: number) => (call: number) => ((call + offset) % 2 === 0 ? "resume" : "undo");

const trials = failureNames.flatMap((failure, offset) =>
  planCases.map(({ name }) => ({ failure, offset, name })),
);

it.concurrent.each(trials)(
  "$failure at every call: $name",
  async ({ failure, offset, name }) => {
    await failAtEveryCall(readyPlan(name), failure, turns(offset));
  },
  patience,
);

it.each(planCases)(
  "a process killed at every call, and followed by another: $name",
  async ({ name }) => {
    await killAtEveryCall(readyPlan(name), folder, (call, after) => [turns(after ? 1 : 0)(call)]);
  },
  patience,
);

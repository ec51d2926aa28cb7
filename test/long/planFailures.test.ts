import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { failAtEveryCall, failureNames } from "../support/failingPlans.ts";
import { killAtEveryCall } from "../support/killedPlans.ts";
import { planCases } from "../support/planCases.ts";
import { type Prepared, prepare } from "../support/planTrial.ts";

/* Every call of every plan x every failure x both endings. */

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "failing-plans-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(planCases)("$name", (planCase) => {
  let ready: Prepared;

  beforeAll(async () => {
    ready = await prepare(planCase, folder);
  });

  describe.each(failureNames)("%s at every call", (failure) => {
    it.each(["resume", "undo"] as const)("ends by %s", async (ending) => {
      await failAtEveryCall(ready, failure, () => ending);
    });
  });

  it("a process killed at every call is followed by another, which resumes, and by one which undoes", async () => {
    await killAtEveryCall(ready, folder, () => ["resume", "undo"]);
  });
});

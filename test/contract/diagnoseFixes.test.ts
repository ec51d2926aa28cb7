import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../support/diagnose/fault.ts";
import { someFixCases } from "../support/diagnose/fixCases.ts";
import { expectMended, tryFix } from "../support/diagnose/fixTrial.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";

/*
 * Fixes through plan, gateway and sandbox: a connection that is broken, mended, tested, and broken again by the undo.
 * Here are some; the long tests have all of them.
 */

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

describe("a fix", () => {
  it.each(someFixCases)("for $cause: $code", (fixCase) => expectMended(stage, fixCase));

  it("for targets that are leaving: registered again. An undo lets them leave", async () => {
    const leaving: Fault = {
      mutate: ({ targetGroup }) => {
        for (const target of targetGroup.targets) target.draining = true;
      },
    };
    const outcome = await tryFix(stage, leaving, ["E1", "registerAgain"]);
    expect(outcome).toMatchObject({ applied: "done", after: "passed", left: [], undone: "undone" });
    expect(outcome.before).not.toBe("passed");
  });
});

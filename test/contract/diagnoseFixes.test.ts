import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CauseId } from "../../src/core/diagnose/cause.ts";
import type { Fault } from "../support/diagnose/fault.ts";
import { allFaults } from "../support/diagnose/faults/allFaults.ts";
import { tryFix } from "../support/diagnose/fixTrial.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";

/* Fixes through plan, gateway and sandbox: a connection that is broken, mended, tested, and broken again by the undo. */

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

/** Faults through which nothing, or not everything, gets. */
const broken: readonly (readonly [CauseId, string])[] = [
  ["D1", "createListener"],
  ["D4", "openGroup"],
  ["D4", "stopEnforcing"],
  ["D5", "openGroup"],
  ["D10", "openGroup"],
  ["D12", "giveWeight"],
  ["E2", "openGroup"],
  ["E7", "start"],
  ["E8", "enableZone"],
  ["E9", "forward"],
  ["E12", "noHeader"],
];

/** Faults that the test of one name does not meet. */
const worthwhile: readonly (readonly [CauseId, string])[] = [
  ["D7", "fixZones"],
  ["D14", "acceptAutomatically"],
  ["D15", "requireAcceptance"],
  ["D15", "removeEveryone"],
  ["E6", "checkByTcp"],
  ["E10", "crossZones"],
  ["E11", "openAcl"],
  ["H6", "defaultTimeout"],
];

describe("a fix", () => {
  it.each([...broken, ...worthwhile])("for %s: %s", async (cause, code) => {
    const fault = allFaults[cause];
    if (fault === undefined) throw new Error(`No fault shows ${cause}.`);
    const outcome = await tryFix(stage, fault, [cause, code]);
    expect(outcome).toMatchObject({ applied: "done", after: "passed" });
    // A zone that the load balancer got is not offered to consumers by itself.
    expect(outcome.left).toEqual(cause === "E8" ? ["D7"] : []);
    if (broken.some(([each]) => each === cause)) expect(outcome.before).not.toBe("passed");
    if (!outcome.fix.undoable) return;
    expect(outcome.undone).toBe("undone");
    expect(outcome.world.afterUndo).toBe(outcome.world.before);
  });

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

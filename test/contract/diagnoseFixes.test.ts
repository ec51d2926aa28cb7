import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DiagnoseSession, DiagnosisReport, PlanFix } from "../../src/app/diagnoseSession.ts";
import { causeOf } from "../../src/core/diagnose/catalogue/catalogue.ts";
import type { CauseId } from "../../src/core/diagnose/cause.ts";
import type { RankedFinding } from "../../src/core/diagnose/finding.ts";
import type { Fault } from "../support/diagnose/fault.ts";
import { allFaults } from "../support/diagnose/faults/allFaults.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";
import { until } from "../support/workbench.ts";
import { worldText } from "../support/worldText.ts";

/* Every fix that is a plan: applied by the session, as a click does, and taken back where it can be. */

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

const fixable = (Object.entries(allFaults) as [CauseId, Fault][]).filter(([cause]) =>
  ["oneClick", "confirmed"].includes(causeOf(cause).fix),
);

function reportOf({ phase }: DiagnoseSession): DiagnosisReport {
  if (phase.status === "done") return phase.report;
  throw new Error(`There is no report: ${JSON.stringify(phase)}`);
}

function findingOf(session: DiagnoseSession, cause: CauseId): RankedFinding | undefined {
  const { findings } = reportOf(session).diagnosis;
  return findings.find((finding) => finding.cause === cause);
}

/** What exists. What an instance has written to its console stays there whatever is taken back. */
function state(): string {
  return worldText(stage.workbench.sandbox).replaceAll(/"consoleOutput": ".*"/g, "");
}

/** How a fix has ended, with what went wrong. */
function runOf({ fix }: DiagnoseSession): string {
  if (fix === undefined) return "never begun";
  const failures = Object.values(fix.run.progress).flatMap(({ failure }) => failure ?? []);
  return [fix.run.status, ...failures.map(({ awsCode, message }) => `${awsCode}: ${message}`)].join(" ");
}

function planFixes(finding: RankedFinding | undefined): readonly PlanFix[] {
  return (finding?.fixes ?? []).filter((fix) => fix.kind === "plan");
}

/** A test of the one endpoint that there is, by its own names. */
async function passes(): Promise<void> {
  const [endpoint] = stage.workbench.sandbox.world.endpoints.values();
  if (endpoint === undefined) throw new Error("There is no endpoint to test.");
  expect(await stage.workbench.test(endpoint.id)).toMatchObject({
    status: "done",
    report: { verdict: { code: "passed" } },
  });
}

async function applyFirst(cause: CauseId, fault: Fault, code: string): Promise<void> {
  const { session } = await stage.break([fault]);
  await session.load();
  const finding = findingOf(session, cause);
  const fix = planFixes(finding).find((each) => each.code === code);
  if (finding === undefined || fix === undefined) throw new Error(`${cause} has no fix ${code}.`);
  const before = state();
  await session.apply(reportOf(session).revision, finding, fix);
  expect(runOf(session)).toEqual("done");
  await until(async () => {
    await session.again();
    return findingOf(session, cause) === undefined;
  });
  if (stage.workbench.sandbox.world.endpoints.size > 0) await passes();
  if (fix.undoable) {
    await session.undoFix();
    expect(session.fix?.run.status).toBe("undone");
    expect(state()).toEqual(before);
    expect(findingOf(session, cause)).toMatchObject({ cause });
  }
  session.dispose();
}

describe("a fix", () => {
  it.each(fixable)("of %s mends it, and an undo brings it back", async (cause, fault) => {
    const { session } = await stage.break([fault]);
    await session.load();
    const codes = planFixes(findingOf(session, cause)).map(({ code }) => code);
    session.dispose();
    expect(codes).not.toEqual([]);
    for (const code of codes) await applyFirst(cause, fault, code);
  });
});

import { expect } from "vitest";
import type { DiagnoseSession, DiagnosisReport, PlanFix } from "../../../src/app/diagnoseSession.ts";
import type { CauseId } from "../../../src/core/diagnose/cause.ts";
import type { Finding } from "../../../src/core/diagnose/finding.ts";
import type { Run } from "../../../src/core/plan/run.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { worldText } from "../worldText.ts";
import type { Fault } from "./fault.ts";
import { allFaults } from "./faults/allFaults.ts";
import type { FixCase } from "./fixCases.ts";
import type { DiagnoseStage } from "./stage.ts";

/** What came of one fix of one fault. */
export interface FixOutcome {
  readonly fix: PlanFix;
  /** Of connectivity tests before and after the fix. */
  readonly before: string;
  readonly after: string;
  readonly applied: Run["status"] | undefined;
  /** What is still found to be wrong, or risky, after the fix. */
  readonly left: readonly CauseId[];
  readonly undone: Run["status"] | undefined;
  /** What exists, as text; ids and times do not count. */
  readonly world: { readonly before: string; readonly afterUndo: string };
}

/** Breaks the connection, applies a fix that Diagnose offers, tests the connection, and takes the fix back. */
export async function tryFix(
  stage: DiagnoseStage,
  fault: Fault,
  [cause, code]: readonly [CauseId, string],
  leaves: readonly CauseId[] = [],
): Promise<FixOutcome> {
  const { session } = await stage.break([fault]);
  const { sandbox } = stage.workbench;
  try {
    await session.load();
    // Default network ACLs are there from the first time that somebody asks for them.
    const world = stateText(sandbox);
    const report = reportOf(session);
    const { finding, fix } = offered(report, cause, code);
    const before = await verdict(stage, nothingAnswers);
    await session.apply(report.revision, finding, fix);
    const applied = session.fix?.run.status;
    // AWS verifies names, takes new states and hears of agents in its own time.
    const isPending = () => allOf(reportOf(session)).some((each) => !leaves.includes(each.cause));
    for (let look = 0; look < 20 && applied === "done" && isPending(); look += 1) await session.again();
    const left = allOf(reportOf(session)).map((each) => each.cause);
    const after = await verdict(stage);
    if (fix.undoable) await session.undoFix();
    const undone = session.fix?.run.status;
    return {
      fix,
      before,
      after,
      applied,
      left,
      undone,
      world: { before: world, afterUndo: stateText(sandbox) },
    };
  } finally {
    await session.closeFix();
    session.dispose();
  }
}

/** What exists. An instance's log is history, which nothing takes back; nor does it the registration of its agent. */
function stateText(sandbox: Sandbox): string {
  const { managedInstances: _, ...state } = JSON.parse(worldText(sandbox));
  return JSON.stringify(state, undefined, 1).replaceAll(/"consoleOutput": .*/g, "");
}

function reportOf({ phase }: DiagnoseSession): DiagnosisReport {
  if (phase.status === "done") return phase.report;
  throw new Error(`There is no report: ${JSON.stringify(phase)}`);
}

function allOf({ diagnosis }: DiagnosisReport): readonly Finding[] {
  return diagnosis.findings.flatMap((each) => [each, ...each.folded]);
}

function offered(report: DiagnosisReport, cause: CauseId, code: string) {
  const finding = allOf(report).find((each) => each.cause === cause);
  if (finding === undefined) throw new Error(`${cause} was not found.`);
  const fix = finding.fixes.find((each): each is PlanFix => each.kind === "plan" && each.code === code);
  if (fix === undefined) throw new Error(`${cause} is found, and ${code} is not offered.`);
  return { finding, fix };
}

/** Where every attempt is waited for to its end, the wait is short. */
const nothingAnswers = { connectSeconds: 0.5, totalSeconds: 2 };

/** Of a test of the one endpoint that there is: a new one may have taken the place of the one before. */
async function verdict({ workbench }: DiagnoseStage, limits = workbench.limits): Promise<string> {
  const [endpoint] = workbench.sandbox.world.endpoints.values();
  if (endpoint === undefined) return "no endpoint";
  const { limits: usual } = workbench;
  workbench.limits = limits;
  const phase = await workbench.test(endpoint.id);
  workbench.limits = usual;
  return phase.status === "done" ? phase.report.verdict.code : phase.status;
}

/** The fix mends the connection and leaves nothing wrong; an undo, where there is one, leaves everything as it was. */
export async function expectMended(stage: DiagnoseStage, fixCase: FixCase): Promise<void> {
  const { cause, code, breaks, untested, leaves = [] } = fixCase;
  const fault = allFaults[cause];
  if (fault === undefined) throw new Error(`No fault shows ${cause}.`);
  const outcome = await tryFix(stage, fault, [cause, code], leaves);
  expect(outcome.applied).toBe("done");
  if (untested !== true) expect(outcome.after).toBe("passed");
  expect(outcome.left).toEqual(leaves);
  if (breaks) expect(outcome.before).not.toBe("passed");
  if (!outcome.fix.undoable) return;
  expect(outcome.undone).toBe("undone");
  expect(outcome.world.afterUndo).toBe(outcome.world.before);
}

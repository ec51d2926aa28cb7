import { html, nothing, type TemplateResult } from "lit";
import { monthlyCost } from "../../core/plan/cost.ts";
import { missingPermissions, policyStatement } from "../../core/plan/preflight.ts";
import { doneCount, progressOf, type Run, stepsToUndo } from "../../core/plan/run.ts";
import type { Step } from "../../core/plan/step.ts";
import { stopHeading, stoppedAt, undoStopHeading } from "../../text/pagePlan.ts";
import {
  choiceTexts,
  keepHint,
  keepRestHint,
  missingPermissionsLine,
  resumeHint,
  undoHint,
} from "../../text/pageResult.ts";
import { choiceRow } from "./choiceRow.ts";
import { failureView } from "./failure.ts";
import { madeView } from "./made.ts";
import { resultHeading } from "./result.ts";
import { status } from "./status.ts";
import { stopOf } from "./stop.ts";

/** The ways on from a stopped run; a stopped undo cannot be resumed. */
type Choice = "resume" | "editAnswers" | "undo" | "keep";

/** Why the run stopped, in our words and AWS's, and the choice of how to go on. */
export function stoppedView(
  run: Run,
  choose: (choice: Choice) => void,
  copy: (text: string) => void,
): TemplateResult {
  const stop = stopOf(run);
  const missing = missingPermissions(run);
  const left = run.plan.steps.length - doneCount(run);
  const made = stepsToUndo(run).length;
  const undoing = run.status === "undoStopped";
  return html`
    <section class="fs why" aria-labelledby="result">
      ${
        stop === undefined
          ? nothing
          : html`<p>${status("bad", html`<b>${stoppedAt(stop.call, run)}.</b>`)}</p>`
      }
      ${resultHeading(stopWords(run))} ${stop === undefined ? nothing : failureView(stop.failure)}
      ${missing.length === 0 ? nothing : missingView(missing, copy)}
    </section>
    <section class="fs choice" aria-labelledby="choice">
      <h2 id="choice">${choiceTexts.title}</h2>
      ${undoing ? nothing : choiceRow(choiceTexts.resume, true, resumeHint(left - 1), () => choose("resume"))}
      ${
        run.plan.flow === "tearDown"
          ? tearDownChoices(run, choose)
          : made === 0 && !undoing
            ? emptyChoices(choose)
            : madeChoices(run, made, choose)
      }
      <p class="hint">${choiceTexts.choiceIsKept}</p>
    </section>
    ${madeView(run, copy)}
  `;
}

/** Deletions are not taken back. What is left can be read anew as long as there is a service or an endpoint to begin at. */
function tearDownChoices(run: Run, choose: (choice: Choice) => void): TemplateResult {
  const left = run.plan.steps.filter((step) => progressOf(run, step).state !== "done");
  const isTargetLeft = !run.plan.steps.some(
    (step) => beginnings.includes(step.operation) && !left.includes(step),
  );
  return html`${
    isTargetLeft
      ? choiceRow(choiceTexts.lookAgain, false, choiceTexts.lookAgainHint, () => choose("editAnswers"))
      : nothing
  }
  ${choiceRow(choiceTexts.keepRest, false, keepRestHint(sumOf(left)), () => choose("keep"))}`;
}

const beginnings: readonly string[] = ["DeleteVpcEndpointServiceConfigurations", "DeleteVpcEndpoints"];

/** Every permission that AWS has said is missing, to be handed to whoever gives it. */
function missingView(missing: readonly string[], copy: (text: string) => void): TemplateResult {
  return html`<p>
    ${missingPermissionsLine(missing)}
    <button type="button" class="link" @click=${() => copy(policyStatement(missing))}>
      ${choiceTexts.copyPermissions}
    </button>
  </p>`;
}

/** Nothing has been made: the answers can still be changed. */
function emptyChoices(choose: (choice: Choice) => void): TemplateResult {
  return choiceRow(choiceTexts.edit, false, choiceTexts.editHint, () => choose("editAnswers"));
}

function madeChoices(run: Run, made: number, choose: (choice: Choice) => void): TemplateResult {
  return html`${choiceRow(choiceTexts.undo, run.status === "undoStopped", undoHint(made), () => choose("undo"))}
  ${choiceRow(choiceTexts.keep, false, keepHint(costOfMade(run)), () => choose("keep"))}`;
}

/** What stopped the run, as a heading. */
export function stopWords(run: Run): string {
  const stop = stopOf(run);
  if (stop === undefined) return choiceTexts.cancelled;
  return run.status === "undoStopped" ? undoStopHeading(stop.step) : stopHeading(stop.step, stop.failure);
}

function costOfMade(run: Run): number {
  return sumOf(stepsToUndo(run));
}

function sumOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { cost }) => sum + (cost === undefined ? 0 : monthlyCost(cost)), 0);
}

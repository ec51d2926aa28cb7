import { html, nothing, type TemplateResult } from "lit";
import type { CauseId } from "../../core/diagnose/cause.ts";
import type { Diagnosis } from "../../core/diagnose/finding.ts";
import { isBusy, progressOf, type Run, stepsToUndo } from "../../core/plan/run.ts";
import type { AppliedFix, DiagnosePhase, DiagnoseState } from "../../protocol/diagnose.ts";
import { causeName, fixTitle } from "../../text/diagnose/findingWords.ts";
import { pageTexts } from "../../text/page.ts";
import { afterFix, diagnoseTexts, fixHeadlines } from "../../text/pageDiagnose.ts";
import { choiceTexts, elsewhereText } from "../../text/pageResult.ts";
import { failureView } from "../kit/failure.ts";
import { stepList } from "../kit/plan.ts";
import { progressStep } from "../kit/progress.ts";
import { status, type Tone } from "../kit/status.ts";
import { stopOf } from "../kit/stop.ts";

export interface AppliedActions {
  readonly cancel: () => void;
  readonly resume: () => void;
  readonly undo: () => void;
  readonly test: () => void;
  readonly close: () => void;
}

/** The fix that was applied last: how far it is, what the look after it says, and the way back. */
export function appliedView(
  applied: AppliedFix,
  { scopes, phase }: DiagnoseState,
  now: number,
  actions: AppliedActions,
): TemplateResult {
  const { cause, code, elsewhere, finding, run } = applied;
  const stop = stopOf(run);
  return html`<section class="fix" aria-labelledby="fix">
    <h2 id="fix" tabindex="-1">
      ${status(toneOf(run), html`<b>${fixHeadlines[run.status]}</b> <span class="muted">${finding === undefined ? causeName(cause) : fixTitle(finding, code)}</span>`)}
    </h2>
    ${isBusy(run) || stop !== undefined ? html`<div class="calls">${stepList(run.plan, scopes, (step) => progressStep(step, progressOf(run, step), now))}</div>` : nothing}
    ${stop === undefined ? nothing : failureView(stop.failure)} ${checkedAgain(applied, phase)}
    ${elsewhere ? html`<p>${elsewhereText}</p>` : html`<div class="row wrap">${buttons(applied, isUntested(phase), actions)}</div>`}
  </section>`;
}

function toneOf({ status: run }: Run): Tone {
  switch (run) {
    case "done":
    case "kept":
      return "ok";
    case "undone":
      return "gone";
    case "stopped":
    case "undoStopped":
      return "bad";
    default:
      return "busy";
  }
}

/** After the calls Diagnose looks again by itself. */
function checkedAgain({ cause, run }: AppliedFix, phase: DiagnosePhase) {
  if (phase.status !== "done" || (run.status !== "done" && run.status !== "undone")) return nothing;
  if (phase.report.again) return html`<p>${status("busy", diagnoseTexts.lookingAgain)}</p>`;
  return html`<p>${afterFix[run.status === "undone" ? "undone" : seenNow(cause, phase.report.diagnosis)]}</p>`;
}

/** What became of a cause, also of one that is folded under another by now. */
function seenNow(cause: CauseId, { findings, fine }: Diagnosis): "found" | "fine" | "unseen" {
  const all = findings.flatMap((finding) => [finding, ...finding.folded]);
  if (all.some((finding) => finding.cause === cause)) return "found";
  return fine.includes(cause) ? "fine" : "unseen";
}

/** Only a test shows what becomes of traffic after the fix; services have none. */
function isUntested(phase: DiagnosePhase): boolean {
  return phase.status === "done" && phase.report.diagnosis.unseen.some(({ gap }) => gap.code === "noTest");
}

function buttons({ run }: AppliedFix, mayTest: boolean, actions: AppliedActions) {
  const { cancel, resume, undo, test, close } = actions;
  if (isBusy(run)) return button(pageTexts.cancel, cancel);
  const undone = stepsToUndo(run).length;
  const hasUndo =
    (run.status === "done" && undone === run.plan.steps.length) || (run.status === "stopped" && undone > 0);
  return [
    mayTest && run.status === "done"
      ? html`<button type="button" class="btn" @click=${test}>${diagnoseTexts.runTest}</button>`
      : nothing,
    run.status === "stopped" ? button(choiceTexts.resume, resume) : nothing,
    hasUndo || run.status === "undoStopped" ? button(choiceTexts.undo, undo) : nothing,
    button(diagnoseTexts.closeFix, close),
  ];
}

function button(label: string, press: () => void): TemplateResult {
  return html`<button type="button" class="btn sec" @click=${press}>${label}</button>`;
}

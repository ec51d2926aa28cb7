import { html, nothing, type TemplateResult } from "lit";
import type { OpenScope } from "../../core/model/scope.ts";
import {
  doneCount,
  isBusy,
  progressOf,
  type Run,
  type StepProgress,
  stepsToUndo,
} from "../../core/plan/run.ts";
import type { Step } from "../../core/plan/step.ts";
import { elapsed, elapsedSoFar, pageTexts } from "../../text/page.ts";
import { doneOf, failureLine, planTexts, stepStates, undoneOf } from "../../text/pagePlan.ts";
import { stepSubject, waitSentence } from "../../text/plan.ts";
import { planCost } from "./cost.ts";
import { permissionsFold } from "./permissions.ts";
import { stepList } from "./plan.ts";
import { type Tone, toneIcon } from "./status.ts";

const tones: Record<StepProgress["state"], Tone> = {
  pending: "off",
  waiting: "wait",
  calling: "busy",
  called: "busy",
  done: "ok",
  failed: "bad",
  undoing: "busy",
  undoFailed: "bad",
  undone: "gone",
};

/** The plan from Apply on: how far every call has come. */
export function progressView(
  run: Run,
  scopes: readonly OpenScope[],
  now: number,
  cancel: (() => void) | undefined,
): TemplateResult {
  const { done, all, words } = progressOfRun(run);
  return html`
    <div class="ph">
      <h2 id="plan" tabindex="-1">${planTexts.title}</h2>
      <span class="muted">${words}</span>
    </div>
    <progress value=${done} max=${all} aria-label=${words}></progress>
    ${stepList(run.plan, scopes, (step) => progressStep(step, progressOf(run, step), now))}
    <div class="pf">
      ${planCost(run.plan)}
      ${
        isBusy(run) && cancel !== undefined
          ? html`<div class="hide-narrow">
              <button type="button" class="btn sec" @click=${cancel}>${pageTexts.cancel}</button>
            </div>`
          : nothing
      }
      ${run.checks === undefined ? nothing : permissionsFold(run.plan, run.checks)}
    </div>
  `;
}

/** How many calls are through, in the direction that the run goes. */
export function progressOfRun(run: Run): { done: number; all: number; words: string } {
  if (run.status === "undoing" || run.status === "undone") {
    const done = run.plan.steps.filter((step) => progressOf(run, step).state === "undone").length;
    const all = done + stepsToUndo(run).length;
    return { done, all, words: undoneOf(done, all) };
  }
  const done = doneCount(run);
  const all = run.plan.steps.length;
  return { done, all, words: doneOf(done, all) };
}

export function progressStep(step: Step, progress: StepProgress, now: number): TemplateResult {
  const { state, failure } = progress;
  const tone = tones[state];
  return html`<li class="ps ${state}">
    <span class="n st ${tone}">${toneIcon(tone)}<span class="sr">${stepStates[state]}</span></span>
    <div class="grow">
      <div class="row"><code class="grow">${step.operation}</code>${timeTaken(progress, now)}</div>
      <div class="hint">${stepSubject(step)}</div>
      ${state === "waiting" && step.before ? html`<div class="small">${waitSentence(step.before)}</div>` : nothing}
      ${state === "called" && step.wait ? html`<div class="small">${waitSentence(step.wait)}</div>` : nothing}
      ${failure === undefined ? nothing : html`<div class="small bad-text">${failureLine(failure)}</div>`}
    </div>
  </li>`;
}

function timeTaken({ state, startedAt, endedAt }: StepProgress, now: number) {
  if (startedAt === undefined) return nothing;
  if (state === "waiting" || state === "calling" || state === "called")
    return time(elapsedSoFar(now - startedAt));
  if (endedAt === undefined || (state !== "done" && state !== "failed")) return nothing;
  return time(elapsed(endedAt - startedAt));
}

function time(words: string): TemplateResult {
  return html`<span class="num small muted">${words}</span>`;
}

import { html, nothing, type TemplateResult } from "lit";
import {
  outputsOf,
  progressOf,
  type Run,
  type StepState,
  stepsToUndo,
  waitingStep,
} from "../../core/plan/run.ts";
import type { FlowName } from "../../core/plan/step.ts";
import { pageTexts } from "../../text/page.ts";
import { stepSentence, stepStates } from "../../text/pagePlan.ts";
import {
  choiceTexts,
  elsewhereText,
  endTexts,
  onwardTexts,
  resultTexts,
  tearDownNext,
  undoHint,
} from "../../text/pageResult.ts";
import { runHeadlines } from "../../text/plan.ts";
import { icon } from "./icons.ts";
import { status } from "./status.ts";

/** A command on what was made. */
export type Onward = keyof typeof onwardTexts;

/** What a finished plan hands over; a tear-down hands over nothing. */
export interface Result {
  /** What the user takes away: the service's name, the endpoint's id. */
  readonly made: string;
  /** What else has to be carried elsewhere, each with a button to copy it. */
  readonly records?: readonly { readonly label: string; readonly value: string }[];
  /** What happens now, in words. */
  readonly next: string;
  /** What people do now, most of them the first. */
  readonly onward?: readonly Onward[];
}

/** The heading of every outcome; it takes the focus when the outcome comes. */
export function resultHeading(words: unknown): TemplateResult {
  return html`<h2 id="result" tabindex="-1">${words}</h2>`;
}

export function doneView(
  { flow, run }: { readonly flow: FlowName; readonly run: Run },
  result: Result | undefined,
  copy: (text: string) => void,
  act: (type: Onward | "startOver" | "undo") => () => void,
): TemplateResult {
  const texts = resultTexts[flow];
  return html`<section class="fs" aria-labelledby="result">
    ${resultHeading(status("ok", html`<b>${texts.title}</b>`))}
    ${result === undefined ? nothing : copyable({ label: texts.copied, value: result.made }, copy)}
    ${(result?.records ?? []).map((record) => copyable(record, copy))}
    <p>${result?.next ?? tearDownNext}</p>
    <div class="row wrap">
      ${(result?.onward ?? []).map(
        (
          onward,
          index,
        ) => html`<button type="button" class=${index === 0 ? "btn" : "btn sec"} @click=${act(onward)}>
          ${onwardTexts[onward]}
        </button>`,
      )}
      <button type="button" class="btn sec" @click=${act("startOver")}>${texts.again}</button>
      ${
        run.plan.flow === "tearDown"
          ? nothing
          : html`<button type="button" class="btn sec" @click=${act("undo")}>${choiceTexts.undo}</button>
              <span class="hint">${undoHint(stepsToUndo(run).length)}</span>`
      }
    </div>
  </section>`;
}

function copyable(
  { label, value }: { readonly label: string; readonly value: string },
  copy: (text: string) => void,
): TemplateResult {
  return html`<div class="field">
    <span class="lbl">${label}</span>
    <div class="row made">
      <code class="grow">${value}</code>
      <button
        type="button"
        class="btn sec sm"
        aria-label=${`${pageTexts.copy}: ${label}`}
        @click=${() => copy(value)}
      >
        ${icon("copy")}${pageTexts.copy}
      </button>
    </div>
  </div>`;
}

/** A run that is under way: the call of the moment, and what can be done beside it. */
export function busyView(run: Run, more: unknown): TemplateResult {
  const step = run.plan.steps.find((each) => busyStates.includes(progressOf(run, each).state));
  return html`<section class="fs" aria-labelledby="result">
    ${
      waitingStep(run) === undefined
        ? resultHeading(status("busy", html`<b>${runHeadlines[run.status]}</b>`))
        : resultHeading(status("wait", html`<b>${stepStates.waiting}</b>`))
    }
    <p>${step === undefined ? "" : stepSentence(step, progressOf(run, step).state)}</p>
    ${more}
  </section>`;
}

/** A run that another window is at. */
export function elsewhereView(run: Run, more: unknown): TemplateResult {
  return html`<section class="fs" aria-labelledby="result">
    ${resultHeading(status("busy", html`<b>${runHeadlines[run.status]}</b>`))}
    <p>${elsewhereText}</p>
    ${more}
  </section>`;
}

const busyStates: readonly StepState[] = ["waiting", "calling", "called", "undoing"];

/** A run that ended without its result: everything taken back, or what is there kept. */
export function endedView(flow: FlowName, ending: "undone" | "kept", startOver: () => void): TemplateResult {
  const { title, body } = endTexts[endingOf(flow, ending)];
  return html`<section class="fs" aria-labelledby="result">
    ${resultHeading(status(ending === "undone" ? "gone" : "ok", html`<b>${title}</b>`))}
    <p>${body}</p>
    <div><button type="button" class="btn" @click=${startOver}>${endTexts.startOver}</button></div>
  </section>`;
}

/** A deletion that is ended early keeps what is left, all other plans what they have made. */
export function endingOf(
  flow: FlowName,
  ending: "undone" | "kept",
): Exclude<keyof typeof endTexts, "startOver"> {
  return flow === "tearDown" && ending === "kept" ? "restKept" : ending;
}

/** An output of a step, or nothing before AWS has answered it. */
export function outputOf(run: Run, step: string, output: string): string {
  return outputsOf(run)[step]?.[output] ?? "";
}

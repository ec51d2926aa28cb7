import { html, nothing, type TemplateResult } from "lit";
import type { TestDraft } from "../../core/probe/draft.ts";
import { isWhole } from "../../core/probe/history.ts";
import type { ProbeReport } from "../../core/probe/report.ts";
import type { TestPageMessage, TestState } from "../../protocol/test.ts";
import { failureTitle } from "../../text/failures.ts";
import { instanceTexts } from "../../text/instances.ts";
import { elapsedSoFar, pageTexts } from "../../text/page.ts";
import { noResults, runningHint, runningSentence, testTexts } from "../../text/pageTest.ts";
import { verdictMeaning, verdictSentence, verdictTone } from "../../text/probe.ts";
import { failureView } from "../kit/failure.ts";
import { focusIfActive } from "../kit/focus.ts";
import { icon } from "../kit/icons.ts";
import { mountPage } from "../kit/page.ts";
import { note, status, toneIcon } from "../kit/status.ts";
import { connectHost } from "../kit/vscode.ts";
import { requestForm } from "./form.ts";
import { reportView } from "./report.ts";

const post = connectHost<TestPageMessage>();

/** What the user has changed since the page was opened; the host learns it with the next run. */
let edits: Partial<TestDraft> = {};

const draw = mountPage<TestState>({
  view: testView,
  ticks: ({ phase }) => phase.status === "running",
  shown: ({ phase }, previous) => {
    if (phase.status === "done") forgetEdits(phase.report.id, previous);
    const wasRunning = previous?.phase.status === "running";
    // The report, with the button that was pressed, makes way for what the test asks.
    if (phase.status === "running" && !wasRunning) focusIfActive("go");
    if (wasRunning && phase.status !== "running") {
      focusIfActive(phase.status === "done" ? "verdict" : "failure");
    }
  },
});
post({ type: "ready" });

/** Another report comes with what it was asked for. */
function forgetEdits(id: string, previous: TestState | undefined): void {
  const before = previous?.phase.status === "done" ? previous.phase.report.id : "";
  if (before === id || Object.keys(edits).length === 0) return;
  edits = {};
  draw();
}

function testView(state: TestState, now: number): TemplateResult {
  return html`
    <div class="sr" role="status">${announcement(state)}</div>
    <main class="page rep">${header(state)} ${formOf(state)} ${phaseView(state, now)}</main>
  `;
}

function draftOf(state: TestState): TestDraft {
  return { ...state.draft, ...edits };
}

function run(state: TestState): void {
  const draft = draftOf(state);
  post({ type: "run", draft: { ...draft, port: draft.port.trim(), status: draft.status.trim() } });
}

/** Without instances there is nothing to choose from: they are being read, or could not be read. */
function formOf(state: TestState) {
  const { phase, instances } = state;
  if (phase.status === "loading" || (phase.status === "failed" && instances.length === 0)) return nothing;
  const form = requestForm(state, draftOf(state), {
    edit: (change) => {
      edits = { ...edits, ...change };
      draw();
    },
    run: () => run(state),
    cancel: () => post({ type: "cancel" }),
    createTester: () => post({ type: "createTester" }),
    lookAgain: () => post({ type: "lookAgain" }),
  });
  if (phase.status !== "done") return form;
  const whole = isWhole(phase.report);
  return html`<details class="fold" ?open=${!whole}>
    <summary>${icon("chevronRight")}<span>${testTexts.change}</span></summary>
    ${whole ? nothing : note("warn", testTexts.queryNotKept)} ${form}
  </details>`;
}

function phaseView(state: TestState, now: number) {
  const { phase } = state;
  switch (phase.status) {
    case "loading":
      return html`<p>${status("busy", pageTexts.reading)}</p>`;
    case "ready":
      return nothing;
    case "running": {
      const since = elapsedSoFar(now - phase.startedAt);
      return html`<div class="stack">
        <p>${status("busy", runningSentence(phase.commandSent, since))}</p>
        <p class="hint">${runningHint}</p>
      </div>`;
    }
    case "noResult": {
      const { title, advice } = noResults[phase.reason];
      const tone = phase.reason === "cancelled" ? "gone" : "bad";
      return html`<section class="fs why" aria-labelledby="failure">
        <h2 id="failure" tabindex="-1">${status(tone, html`<b>${title}</b>`)}</h2>
        <p>${advice}</p>
      </section>`;
    }
    case "failed":
      return html`<section class="fs why" aria-labelledby="failure">
        <h2 id="failure" tabindex="-1">${status("bad", html`<b>${failureTitle(phase.failure)}</b>`)}</h2>
        ${failureView(phase.failure)}
        ${state.instances.length === 0 ? html`<div><button type="button" class="btn sec" @click=${() => post({ type: "lookAgain" })}>${instanceTexts.lookAgain}</button></div>` : nothing}
      </section>`;
    case "done":
      return reportView(phase.report, {
        copy: (text) => post({ type: "copy", text }),
        askBy: (ownName) => {
          edits = { ...edits, ownName };
          run(state);
        },
      });
  }
}

/** The verdict is the title once there is one; before that the page is called after the endpoint. */
function header(state: TestState): TemplateResult {
  const { title, endpointId, sandbox, phase } = state;
  const badge = sandbox ? html`<span class="badge">${pageTexts.sandbox}</span>` : nothing;
  if (phase.status !== "done") {
    return html`<header class="stack">
      <div class="row wrap"><h1 id="verdict" tabindex="-1">${title}</h1>${badge}</div>
      <p class="muted"><code>${endpointId}</code></p>
    </header>`;
  }
  const { report } = phase;
  const tone = verdictTone(report);
  return html`<header class="vd">
    <div class="stack grow">
      <div class="row wrap small"><span class="muted">${title}</span>${badge}</div>
      <h1 class="vt st ${tone}" id="verdict" tabindex="-1">
        ${toneIcon(tone)}<span>${verdictSentence(report)}</span>
      </h1>
      <p class="muted in">${verdictMeaning(report)}</p>
    </div>
    ${actions(state, report)}
  </header>`;
}

/** What to do next comes first: after a failure that is finding out why. */
function actions(state: TestState, report: ProbeReport): TemplateResult {
  const diagnoses = report.verdict.code !== "passed" && state.canDiagnose;
  const whole = isWhole(report);
  return html`<div class="row wrap bts">
    ${
      diagnoses
        ? html`<button type="button" class="btn" @click=${() => post({ type: "diagnose" })}>${testTexts.diagnose}</button>`
        : nothing
    }
    ${
      whole
        ? html`<button type="button" class=${diagnoses ? "btn sec" : "btn"} @click=${() => run(state)}>
            ${testTexts.runAgain}
          </button>`
        : nothing
    }
    <button type="button" class="btn sec" @click=${() => post({ type: "copyMarkdown" })}>
      ${testTexts.copyMarkdown}
    </button>
    <button type="button" class="btn sec" @click=${() => post({ type: "openJson" })}>${testTexts.openJson}</button>
  </div>`;
}

function announcement({ phase }: TestState): string {
  switch (phase.status) {
    case "loading":
      return pageTexts.reading;
    case "ready":
      return "";
    case "running":
      return testTexts.running;
    case "noResult":
      return noResults[phase.reason].title;
    case "failed":
      return failureTitle(phase.failure);
    case "done":
      return verdictSentence(phase.report);
  }
}

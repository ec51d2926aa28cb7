import { html, nothing, type TemplateResult } from "lit";
import type { TestPageMessage, TestState } from "../../protocol/test.ts";
import { failureTitle } from "../../text/failures.ts";
import { elapsedSoFar, pageTexts } from "../../text/page.ts";
import { runningSentence, testTexts } from "../../text/pageTest.ts";
import { verdictMeaning, verdictSentence } from "../../text/probe.ts";
import { failureView } from "../kit/failure.ts";
import { focusIfActive } from "../kit/focus.ts";
import { mountPage } from "../kit/page.ts";
import { status, toneIcon } from "../kit/status.ts";
import { connectHost } from "../kit/vscode.ts";
import { type Request, requestForm } from "./form.ts";
import { reportView, verdictTone } from "./report.ts";

const post = connectHost<TestPageMessage>();

/** What the user has changed since the page was opened; the host learns it with the next run. */
let edits: Partial<Request> = {};

const draw = mountPage<TestState>({
  view: testView,
  ticks: ({ phase }) => phase.status === "running",
  shown: ({ phase }, previous) => {
    const ended = previous?.phase.status === "running" && phase.status !== "running";
    if (ended) focusIfActive(phase.status === "failed" ? "failure" : "verdict");
  },
});
post({ type: "ready" });

function testView(state: TestState, now: number): TemplateResult {
  return html`
    <div class="sr" role="status">${announcement(state)}</div>
    <main class="page rep">${header(state)} ${formOf(state)} ${phaseView(state, now)}</main>
  `;
}

/** Without instances there is nothing to choose from: they are being read, or could not be read. */
function formOf(state: TestState) {
  const { phase, instances } = state;
  if (phase.status === "loading" || (phase.status === "failed" && instances.length === 0)) return nothing;
  const request: Request = { instanceId: state.instanceId, ...state.draft, ...edits };
  return requestForm(state, request, {
    edit: (change) => {
      edits = { ...edits, ...change };
      draw();
    },
    run: () => post({ type: "run", ...request, port: request.port.trim() }),
    cancel: () => post({ type: "cancel" }),
  });
}

function phaseView({ phase }: TestState, now: number) {
  switch (phase.status) {
    case "loading":
      return html`<p>${status("busy", pageTexts.reading)}</p>`;
    case "ready":
      return nothing;
    case "running": {
      const since = elapsedSoFar(now - phase.startedAt);
      return html`<p>${status("busy", runningSentence(phase.commandSent, since))}</p>`;
    }
    case "failed":
      return html`<section class="fs why" aria-labelledby="failure">
        <h2 id="failure" tabindex="-1">${status("bad", html`<b>${failureTitle(phase.failure)}</b>`)}</h2>
        ${failureView(phase.failure)}
      </section>`;
    case "done":
      return reportView(phase.report, (text) => post({ type: "copy", text }));
  }
}

/** The verdict is the title once there is one; before that the page is called after the endpoint. */
function header({ title, endpointId, sandbox, phase }: TestState): TemplateResult {
  const badge = sandbox ? html`<span class="badge">${pageTexts.sandbox}</span>` : nothing;
  if (phase.status !== "done") {
    return html`<header class="stack">
      <div class="row wrap"><h1 id="verdict" tabindex="-1">${title}</h1>${badge}</div>
      <p class="muted"><code>${endpointId}</code></p>
    </header>`;
  }
  const { report } = phase;
  return html`<header class="stack">
    <div class="row wrap small"><span class="muted">${title} · <code>${endpointId}</code></span>${badge}</div>
    <h1 class="vt st ${verdictTone(report.verdict)}" id="verdict" tabindex="-1">
      ${toneIcon(verdictTone(report.verdict))}<span>${verdictSentence(report)}</span>
    </h1>
    <p class="muted in">${verdictMeaning(report)}</p>
  </header>`;
}

function announcement({ phase }: TestState): string {
  switch (phase.status) {
    case "loading":
      return pageTexts.reading;
    case "ready":
      return "";
    case "running":
      return testTexts.running;
    case "failed":
      return failureTitle(phase.failure);
    case "done":
      return verdictSentence(phase.report);
  }
}

import { html, nothing, type TemplateResult } from "lit";
import { isBusy } from "../../core/plan/run.ts";
import type { DiagnosePageMessage, DiagnoseReport, DiagnoseState } from "../../protocol/diagnose.ts";
import { failureTitle } from "../../text/failures.ts";
import { endpointBadge, pageTexts } from "../../text/page.ts";
import {
  diagnoseCopied,
  diagnoseTexts,
  diagnosisCounts,
  diagnosisTitle,
  explainsTest,
  fixHeadlines,
  hasGaps,
} from "../../text/pageDiagnose.ts";
import { failureView } from "../kit/failure.ts";
import { focusIfActive, focusIfLost } from "../kit/focus.ts";
import { icon } from "../kit/icons.ts";
import { mountPage } from "../kit/page.ts";
import { status, type Tone, toneIcon } from "../kit/status.ts";
import { connectHost, keepForReload } from "../kit/vscode.ts";
import { appliedView } from "./applied.ts";
import { findingView, roleTones } from "./finding.ts";
import { pathView } from "./path.ts";
import { checkedView, unseenView } from "./rest.ts";

const post = connectHost<DiagnosePageMessage>();

/** Which of several fixes is shown, by the finding's place; another report begins with the first ones again. */
let chosen: { readonly revision: number; readonly fixes: ReadonlyMap<number, number> } = {
  revision: 0,
  fixes: new Map(),
};

const draw = mountPage<DiagnoseState>({
  view: diagnoseView,
  receive: ({ kept }) => keepForReload(kept),
  ticks: ({ fix }) => fix !== undefined && isBusy(fix.run),
  shown: ({ phase, fix }, previous) => {
    if (previous === undefined) return;
    if (fix !== undefined && fix.run.status !== previous.fix?.run.status) focusIfActive("fix");
    else if (phase.status !== previous.phase.status) focusIfActive("verdict");
    // The button that was pressed cannot have the focus while it is disabled.
    else if (isAgain(previous.phase) && !isAgain(phase)) focusIfLost("verdict");
  },
});
post({ type: "ready" });

function isAgain(phase: DiagnoseState["phase"]): boolean {
  return phase.status === "done" && phase.report.again;
}

function diagnoseView(state: DiagnoseState, now: number): TemplateResult {
  return html`
    <div class="sr" role="status">${announcement(state)}</div>
    <main class="page dg">${header(state)} ${phaseView(state, now)}</main>
  `;
}

function phaseView(state: DiagnoseState, now: number) {
  const { phase } = state;
  switch (phase.status) {
    case "loading":
      return html`<p>${status("busy", diagnoseTexts.looking)}</p>`;
    case "failed":
      return html`<section class="fs why">${failureView(phase.failure)}</section>`;
    case "done":
      return reportView(state, phase.report, now);
  }
}

function reportView(state: DiagnoseState, report: DiagnoseReport, now: number): TemplateResult {
  const { diagnosis, revision } = report;
  const { findings, unseen } = diagnosis;
  return html`
    ${
      state.fix === undefined
        ? nothing
        : appliedView(state.fix, state, now, {
            cancel: () => post({ type: "cancelFix" }),
            resume: () => post({ type: "resumeFix" }),
            undo: () => post({ type: "undoFix" }),
            test: () => post({ type: "test" }),
            close: () => post({ type: "closeFix" }),
          })
    }
    ${pathView(report)}
    ${
      findings.length === 0
        ? nothing
        : html`<section class="blk" aria-labelledby="findings">
            <h2 id="findings">${diagnoseTexts.findings}</h2>
            <ol class="finds">
              ${findings.map((finding, index) =>
                findingView(
                  finding,
                  { state, report, index, chosen: chosenFix(report, index) },
                  {
                    apply: (fix) => post({ type: "applyFix", revision, finding: index, fix }),
                    copyCli: (fix) => post({ type: "copyFix", revision, finding: index, fix }),
                    copyRequest: () => post({ type: "copyRequest", revision, finding: index }),
                    choose: (fix) => choose(report, index, fix),
                  },
                ),
              )}
            </ol>
          </section>`
    }
    ${unseenView(unseen, {
      copy: (index) => post({ type: "copyUnseen", revision, unseen: index }),
      test: () => post({ type: "test" }),
    })}
    ${checkedView(diagnosis)}
  `;
}

function chosenFix({ revision }: DiagnoseReport, index: number): number {
  return chosen.revision === revision ? (chosen.fixes.get(index) ?? 0) : 0;
}

function choose({ revision }: DiagnoseReport, index: number, fix: number): void {
  const before = chosen.revision === revision ? chosen.fixes : new Map<number, number>();
  chosen = { revision, fixes: new Map([...before, [index, fix]]) };
  draw();
}

function header(state: DiagnoseState): TemplateResult {
  const { title, subject, sandbox, endpoint, phase } = state;
  const isDone = phase.status === "done";
  const tone = toneOf(state);
  return html`<header class="hd">
    <div class="stack grow">
      <div class="row wrap small">
        <span class="muted">${title}${title === subject ? nothing : html` · <code>${subject}</code>`}</span>
        ${sandbox ? html`<span class="badge">${pageTexts.sandbox}</span>` : nothing}
        ${endpoint === undefined ? nothing : html`<span class="badge">${endpointBadge(endpoint)}</span>`}
      </div>
      <h1 class="vt st ${tone ?? ""}" id="verdict" tabindex="-1">
        ${tone === undefined ? nothing : toneIcon(tone)}<span>${heading(state)}</span>
      </h1>
      ${isDone ? html`<p class="muted in">${subtitle(phase.report)}</p>` : nothing}
    </div>
    <div class="row wrap acts">
      <button type="button" class="btn sec sm" ?disabled=${phase.status === "loading" || (isDone && phase.report.again)} @click=${act("rerun")}>
        ${icon("refresh")}${diagnoseTexts.rerun}
      </button>
      ${
        isDone
          ? html`<button type="button" class="btn sec sm" @click=${act("copyMarkdown")}>${diagnoseTexts.markdown}</button>
              <button type="button" class="btn sec sm" @click=${act("copyJson")}>${diagnoseTexts.json}</button>
              <button type="button" class="btn sec sm" @click=${act("topology")}>
                ${icon("typeHierarchy")}${diagnoseTexts.topology}
              </button>`
          : nothing
      }
    </div>
  </header>`;
}

function act(type: "rerun" | "copyMarkdown" | "copyJson" | "topology") {
  return () => post({ type });
}

function toneOf({ phase }: DiagnoseState): Tone | undefined {
  if (phase.status === "failed") return "bad";
  if (phase.status === "loading") return undefined;
  const { diagnosis } = phase.report;
  const [first] = diagnosis.findings;
  if (first !== undefined && first.role !== "risk") return roleTones[first.role];
  return hasGaps(diagnosis) || phase.report.test?.passed === false ? "unknown" : "ok";
}

function heading({ phase, title }: DiagnoseState): string {
  switch (phase.status) {
    case "loading":
      return title;
    case "failed":
      return failureTitle(phase.failure);
    case "done":
      return diagnosisTitle(phase.report.diagnosis, phase.report.test?.passed === false);
  }
}

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

function subtitle({ again, diagnosis, test }: DiagnoseReport): string {
  return [
    ...(again ? [diagnoseTexts.lookingAgain] : []),
    ...(test === undefined ? [] : [explainsTest(clock.format(test.startedAt), test.words, test.passed)]),
    `${diagnosisCounts(diagnosis)}.`,
  ].join(" ");
}

function announcement(state: DiagnoseState): string {
  const { copied, fix, phase } = state;
  if (copied !== undefined) return diagnoseCopied[copied];
  if (fix !== undefined && isBusy(fix.run)) return fixHeadlines[fix.run.status];
  return phase.status === "loading" ? diagnoseTexts.looking : heading(state);
}

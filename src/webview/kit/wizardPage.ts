import { html, nothing, type TemplateResult } from "lit";
import type { PlanFormat } from "../../core/plan/planFormat.ts";
import { isBusy, type Run, waitingStep } from "../../core/plan/run.ts";
import type { WizardPageMessage, WizardState } from "../../protocol/wizard.ts";
import { endpointBadge, noScopes, pageTexts } from "../../text/page.ts";
import { asideTexts } from "../../text/pagePlan.ts";
import { flowTexts } from "../../text/wizard.ts";
import { announcement } from "./announcement.ts";
import { asideView } from "./aside.ts";
import { bottomBar } from "./bottomBar.ts";
import { choiceRow } from "./choiceRow.ts";
import { Drafts } from "./drafts.ts";
import { focusIfActive } from "./focus.ts";
import { formView, lockedFormView } from "./form.ts";
import { mountPage } from "./page.ts";
import { missingPlanView, planView } from "./plan.ts";
import { progressView } from "./progress.ts";
import { busyView, doneView, elsewhereView, endedView, type Result } from "./result.ts";
import { stoppedView } from "./stopped.ts";
import { connectHost } from "./vscode.ts";

/** Shows a wizard; `resultOf` says what a finished plan of this flow hands over. */
export function mountWizard(resultOf: (run: Run, state: WizardState) => Result | undefined): void {
  const post = connectHost<WizardPageMessage>();
  const drafts = new Drafts((field, value) => post({ type: "answer", field, value }));
  const act = (type: ActionType) => () => {
    drafts.flush();
    post({ type });
  };
  mountPage<WizardState>({
    view: (state, now) => wizardView(state, now, { post, drafts, act, resultOf }),
    receive: (state) => settle(drafts, state),
    ticks: ({ run }) => run !== undefined && isBusy(run),
    shown: ({ run }, previous) => {
      if (previous === undefined || run?.status === previous.run?.status) return;
      focusIfActive(run === undefined ? "title" : "result");
    },
  });
  post({ type: "ready" });
}

type ActionType = Exclude<
  WizardPageMessage["type"],
  "answer" | "apply" | "copy" | "copyPlan" | "ready" | "showPlan"
>;

interface WizardContext {
  readonly post: (message: WizardPageMessage) => void;
  readonly drafts: Drafts;
  readonly act: (type: ActionType) => () => void;
  readonly resultOf: (run: Run, state: WizardState) => Result | undefined;
}

/** From Apply on the plan counts and not what was typed last. */
function settle(drafts: Drafts, { form, run }: WizardState): void {
  if (run !== undefined) drafts.clear();
  for (const { fields } of form.sections) {
    for (const field of fields) if (field.kind === "text") drafts.confirm(field.id, field.value);
  }
}

function wizardView(state: WizardState, now: number, context: WizardContext): TemplateResult {
  return html`
    <div class="sr" role="status">${announcement(state)}</div>
    ${state.scopes.length === 0 ? noScopesView(state, context) : twoColumns(state, now, context)}
  `;
}

function noScopesView(state: WizardState, { act }: WizardContext): TemplateResult {
  return html`<main class="form">
    ${header(state)}
    <section class="fs choice" aria-labelledby="no-scopes">
      <h2 id="no-scopes">${noScopes.title}</h2>
      ${choiceRow(noScopes.startSandbox, true, noScopes.startSandboxHint, act("startSandbox"))}
      ${choiceRow(noScopes.chooseScopes, false, noScopes.chooseScopesHint, act("chooseScopes"))}
    </section>
  </main>`;
}

function twoColumns(state: WizardState, now: number, context: WizardContext): TemplateResult {
  const { form, outdated, plan, revision, run, scopes, taken } = state;
  const { act, drafts, post } = context;
  const answer = (field: string, value: string | boolean | readonly string[]) =>
    post({ type: "answer", field, value });
  const fields = { drafts, answer, lookAgain: act("lookAgain"), copyRequest: act("copyRequest") };
  const apply = () => {
    drafts.flush();
    post({ type: "apply", revision });
  };
  const showPlan = (planId: string) => {
    drafts.flush();
    post({ type: "showPlan", planId });
  };
  const copyPlan = (format: PlanFormat) => {
    drafts.flush();
    post({ type: "copyPlan", format });
  };
  return html`<main class="two">
      <div class="form">
        ${header(state)}
        ${
          run === undefined && state.flow !== "tearDown"
            ? html`<div class="over"><button type="button" class="link small" @click=${act("startOver")}>${pageTexts.startOver}</button></div>`
            : nothing
        }
        ${run === undefined ? nothing : outcome(run, state, context)}
        ${asideView(state.flow, state.aside, showPlan)}
        ${run === undefined ? formView(form, fields) : answersView(state, fields)}
      </div>
      <aside class="plan" aria-labelledby="plan">
        <div class="pin">
          ${
            run !== undefined
              ? progressView(run, scopes, now, state.elsewhere ? undefined : act("cancel"))
              : plan !== undefined
                ? planView(plan, { scopes, outdated, apply, taken, copyPlan, savePlan: act("savePlan") })
                : missingPlanView(form)
          }
        </div>
      </aside>
    </main>
    ${bottomBar(state, apply, act("cancel"))}`;
}

/** What a tear-down could tick is being deleted; its plan says all of it. */
function answersView({ flow, form }: WizardState, fields: Parameters<typeof lockedFormView>[1]) {
  return flow === "tearDown" ? nothing : lockedFormView(form, fields);
}

function header({ flow, sandbox, endpoint }: WizardState): TemplateResult {
  return html`<header class="stack">
    <div class="row wrap">
      <h1 id="title" tabindex="-1">${flowTexts[flow].title}</h1>
      ${sandbox ? html`<span class="badge">${pageTexts.sandbox}</span>` : nothing}
      ${endpoint === undefined ? nothing : html`<span class="badge">${endpointBadge(endpoint)}</span>`}
    </div>
    <p class="muted">${flowTexts[flow].intro}</p>
  </header>`;
}

/** People take days to accept; the wizard is free meanwhile. */
function anotherView(start: () => void): TemplateResult {
  return html`<div><button type="button" class="btn sec" @click=${start}>${asideTexts.another}</button></div>`;
}

function outcome(run: Run, state: WizardState, { act, post, resultOf }: WizardContext) {
  const beside = waitingStep(run) === undefined ? nothing : anotherView(act("startAnother"));
  if (state.elsewhere) return elsewhereView(run, beside);
  switch (run.status) {
    case "checking":
    case "running":
    case "undoing":
      return busyView(run, beside);
    case "stopped":
    case "undoStopped":
      return stoppedView(
        run,
        (choice) => post({ type: choice }),
        (text) => post({ type: "copy", text }),
      );
    case "done":
      return doneView(
        { flow: state.flow, run },
        resultOf(run, state),
        (text) => post({ type: "copy", text }),
        act,
      );
    case "undone":
    case "kept":
      return endedView(state.flow, run.status, act("startOver"));
  }
}

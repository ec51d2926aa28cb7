import { html, nothing, type TemplateResult } from "lit";
import type { Finding, Fix } from "../../core/diagnose/finding.ts";
import { planMonthlyCost } from "../../core/plan/cost.ts";
import type { DiagnoseReport, DiagnoseState } from "../../protocol/diagnose.ts";
import { fixTitle } from "../../text/diagnose/findingWords.ts";
import { sideNames } from "../../text/diagnose/gaps.ts";
import {
  consequenceWords,
  copyRequestLabel,
  diagnoseTexts,
  fixHeading,
  fixSummary,
  otherSideActs,
} from "../../text/pageDiagnose.ts";
import { icon } from "../kit/icons.ts";
import { plannedStep, stepList } from "../kit/plan.ts";
import { note } from "../kit/status.ts";

/** What the page does for a finding's fix box. */
export interface FixActions {
  readonly apply: (fix: number) => void;
  readonly copyCli: (fix: number) => void;
  readonly copyRequest: () => void;
  /** Shows another one of several ways. */
  readonly choose: (fix: number) => void;
}

interface Shown {
  readonly state: DiagnoseState;
  readonly report: DiagnoseReport;
  /** The finding's place in the diagnosis, and of its fix that is shown. */
  readonly index: number;
  readonly chosen: number;
  /** Only the first fix of a page is its primary button. */
  readonly primary: boolean;
}

/** What to do about a finding: a plan to apply, words, or the request to whom it is up to. */
export function fixView(finding: Finding, shown: Shown, actions: FixActions): TemplateResult {
  const { report, index, chosen } = shown;
  const fix = finding.fixes[chosen] ?? finding.fixes[0];
  const side = fix?.side ?? finding.side;
  const party = report.sides[side];
  const who = [sideNames[side], party.name, party.account].filter((part) => part !== undefined).join(" · ");
  const request = report.requests[index];
  return html`<div class="fix">
    <div class="row wrap">
      <h4 class="grow">${headingOf(finding, fix)}</h4>
      <span class="small muted">${who}</span>
    </div>
    ${fix?.kind === "plan" ? planFix(fix, shown, actions) : nothing}
    ${fix?.kind === "text" ? html`<p>${fixTitle(finding, fix.code)}</p>` : nothing}
    ${request === undefined ? nothing : requestView(request, finding, party.account, actions)}
    ${otherWays(finding, chosen, actions)}
  </div>`;
}

/** Words are sentences of their own; a plan is named by what it does. */
function headingOf(finding: Finding, fix: Fix | undefined): string {
  if (fix === undefined) return diagnoseTexts.requestTitle;
  return fix.kind === "text" ? diagnoseTexts.whatToDo : fixHeading(fixTitle(finding, fix.code));
}

function planFix(
  fix: Extract<Fix, { readonly kind: "plan" }>,
  { state, primary, chosen }: Shown,
  actions: FixActions,
): TemplateResult {
  const busy = state.fix !== undefined && isUnderWay(state.fix.run.status);
  return html`<div class="calls">${stepList(fix.plan, state.scopes, plannedStep)}</div>
    <p class="hint">${fixSummary(fix, planMonthlyCost(fix.plan))}</p>
    ${fix.consequence === undefined ? nothing : note("warn", consequenceWords[fix.consequence])}
    <div class="row wrap">
      <button
        type="button"
        class="btn ${primary ? "" : "sec"}"
        ?disabled=${busy}
        @click=${() => actions.apply(chosen)}
      >
        ${diagnoseTexts.apply}
      </button>
      <button type="button" class="btn sec" @click=${() => actions.copyCli(chosen)}>
        ${icon("copy")}${diagnoseTexts.copyCli}
      </button>
    </div>`;
}

function isUnderWay(status: string): boolean {
  return status === "checking" || status === "running" || status === "undoing";
}

/** The side that has to act is not open here: its own Diagnose understands the request. */
function requestView(
  text: string,
  { side }: Finding,
  account: string | undefined,
  { copyRequest }: FixActions,
): TemplateResult {
  return html`<p>${otherSideActs(side, account)}</p>
    <details class="fold">
      <summary>${icon("chevronRight")}<span>${diagnoseTexts.requestTitle}</span></summary>
      <pre>${text}</pre>
    </details>
    <div>
      <button type="button" class="btn sec" @click=${copyRequest}>${icon("copy")}${copyRequestLabel(side)}</button>
    </div>`;
}

function otherWays(finding: Finding, chosen: number, { choose }: FixActions) {
  return finding.fixes.map((fix, index) =>
    index === chosen
      ? nothing
      : html`<div class="small">
          <button type="button" class="link" @click=${() => choose(index)}>
            ${diagnoseTexts.otherWay}: ${fixTitle(finding, fix.code)}
          </button>
        </div>`,
  );
}

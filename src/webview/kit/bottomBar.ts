import { html, nothing, type TemplateResult } from "lit";
import { planMonthlyCost } from "../../core/plan/cost.ts";
import { isBusy } from "../../core/plan/run.ts";
import type { WizardState } from "../../protocol/wizard.ts";
import { pageTexts } from "../../text/page.ts";
import { applyLabel, planInShort, planTexts } from "../../text/pagePlan.ts";
import { goTo } from "./focus.ts";
import { progressOfRun } from "./progress.ts";

/** In a narrow page the plan is far below the fold, so its sum and its button stay at the bottom. */
export function bottomBar({ elsewhere, plan, run }: WizardState, apply: () => void, cancel: () => void) {
  if (run !== undefined && isBusy(run) && !elsewhere) {
    return bar(progressOfRun(run).words, pageTexts.cancel, "sec", cancel);
  }
  if (run !== undefined || plan === undefined) return nothing;
  return bar(planInShort(plan, planMonthlyCost(plan)), applyLabel(plan), "", apply);
}

function bar(words: string, label: string, look: string, press: () => void): TemplateResult {
  return html`<div class="nbar hide-wide">
    <div class="grow">
      <b>${words}</b><br />
      <button type="button" class="link small" @click=${() => goTo("plan")}>${planTexts.show}</button>
    </div>
    <button type="button" class="btn ${look}" @click=${press}>${label}</button>
  </div>`;
}

import { html, nothing, type TemplateResult } from "lit";
import { type PlanFormat, planFormats } from "../../core/plan/planFormat.ts";
import type { Plan } from "../../core/plan/step.ts";
import type { TakenPlan } from "../../protocol/wizard.ts";
import { planFormatNames, takeAwayTexts, takenSentence } from "../../text/planOutputs.ts";
import { status } from "./status.ts";

export interface TakeAwayActions {
  readonly copyPlan: (format: PlanFormat) => void;
  readonly savePlan: () => void;
}

/** Instead of Apply: the plan as text. What was done with it is announced by the page's own status line. */
export function takeAwayView(
  plan: Plan,
  taken: TakenPlan | undefined,
  actions: TakeAwayActions,
): TemplateResult {
  return html`<div class="row wrap small" role="group" aria-labelledby="take-away">
      <span class="muted" id="take-away">${takeAwayTexts.copyAs}</span>
      ${planFormats(plan).map(
        (format) => html`<button type="button" class="link" @click=${() => actions.copyPlan(format)}>
          ${planFormatNames[format]}
        </button>`,
      )}
      <button type="button" class="link" @click=${actions.savePlan}>${takeAwayTexts.saveAs}</button>
    </div>
    ${taken === undefined ? nothing : html`<div class="small">${status("ok", takenSentence(taken))}</div>`}`;
}

import { html, nothing, type TemplateResult } from "lit";
import { prices } from "../../core/model/prices.ts";
import { monthlyCost, planMonthlyCost } from "../../core/plan/cost.ts";
import type { Plan, Step } from "../../core/plan/step.ts";
import { costNote, planTexts } from "../../text/pagePlan.ts";
import { dollars } from "../../text/plan.ts";

/** What the plan's resources cost as long as they exist. */
export function planCost(plan: Plan): TemplateResult {
  const zone = monthlyCost({ interfaceEndpointZones: 1 });
  return html`<div class="row">
      <span class="grow">${plan.flow === "tearDown" ? planTexts.costEnds : planTexts.cost}</span>
      <b class="num">${dollars(planMonthlyCost(plan))}</b>
    </div>
    <p class="hint">${costNote(plan.flow, prices.source, prices.date, zone)}</p>`;
}

export function stepCost({ cost }: Step) {
  return cost === undefined ? nothing : html`<span class="num small">${dollars(monthlyCost(cost))}</span>`;
}

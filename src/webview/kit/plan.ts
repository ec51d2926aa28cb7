import { html, nothing, type TemplateResult } from "lit";
import { accountName, type OpenScope, type Scope, scopeId } from "../../core/model/scope.ts";
import type { Plan, Step, Wait } from "../../core/plan/step.ts";
import { ownTags } from "../../core/plan/stepTags.ts";
import type { Form } from "../../core/wizard/form.ts";
import type { TakenPlan } from "../../protocol/wizard.ts";
import { applyLabel, planSummary, planTexts } from "../../text/pagePlan.ts";
import { stepReason, stepSubject, tagsLine, waitDuration, waitSentence } from "../../text/plan.ts";
import { sectionTitle } from "../../text/wizard.ts";
import { planCost, stepCost } from "./cost.ts";
import { goTo } from "./focus.ts";
import { sectionId, sectionStatus } from "./form.ts";
import { icon } from "./icons.ts";
import { permissionsFold } from "./permissions.ts";
import { note } from "./status.ts";
import { type TakeAwayActions, takeAwayView } from "./takeAway.ts";

interface PlanActions extends TakeAwayActions {
  readonly scopes: readonly OpenScope[];
  readonly outdated: boolean;
  readonly apply: () => void;
  readonly taken: TakenPlan | undefined;
}

/** The plan before Apply: every call in its order, and what all of it costs and needs. */
export function planView(
  plan: Plan,
  { scopes, outdated, apply, taken, ...takeAway }: PlanActions,
): TemplateResult {
  return html`
    <div class="ph">
      <h2 id="plan" tabindex="-1">${planTexts.title}</h2>
      <span class="muted">${planSummary(plan)}</span>
    </div>
    ${stepList(plan, scopes, plannedStep)}
    <div class="pf">
      ${planCost(plan)} ${plan.flow === "tearDown" ? note("warn", planTexts.irreversible) : nothing}
      ${outdated ? html`<div role="alert">${note("warn", planTexts.outdated)}</div>` : nothing}
      <div class="hide-narrow">
        <button type="button" class="btn" @click=${apply}>${applyLabel(plan)}</button>
      </div>
      ${takeAwayView(plan, taken, takeAway)} ${permissionsFold(plan, undefined)}
    </div>
  `;
}

/** The place of the plan while answers are missing, with the way to each of them. */
export function missingPlanView({ sections }: Form): TemplateResult {
  return html`
    <div class="ph"><h2 id="plan" tabindex="-1">${planTexts.title}</h2></div>
    <div class="missing">
      <p class="muted">${planTexts.missing}</p>
      <ul>
        ${sections
          .filter(({ state }) => state !== "complete")
          .map(
            ({ id, state }) => html`<li class="sh">
              <button type="button" class="link" @click=${() => goTo(sectionId(id))}>${sectionTitle(id)}</button>
              ${sectionStatus(state)}
            </li>`,
          )}
      </ul>
    </div>
  `;
}

/** The steps of a plan, under the name of the account that acts when there is more than one. */
export function stepList(
  { steps }: Plan,
  scopes: readonly OpenScope[],
  stepView: (step: Step, call: number) => TemplateResult,
): TemplateResult {
  const several = new Set(steps.map(({ scope }) => scopeId(scope))).size > 1;
  return html`<ol class="pss">
    ${steps.map((step, index) => {
      const before = steps[index - 1];
      const changes = before === undefined || scopeId(before.scope) !== scopeId(step.scope);
      return [several && changes ? actingAccount(step.scope, scopes) : nothing, stepView(step, index + 1)];
    })}
  </ol>`;
}

function actingAccount(scope: Scope, scopes: readonly OpenScope[]): TemplateResult {
  const open = scopes.find((candidate) => scopeId(candidate) === scopeId(scope));
  return html`<li class="acct">
    ${icon("account")}<b>${open === undefined ? scope.profile : accountName(open)}</b>
    <span>${open === undefined ? scope.region : `${open.account} · ${scope.region}`}</span>
  </li>`;
}

function plannedStep(step: Step, call: number): TemplateResult {
  const reason = stepReason(step);
  const tags = ownTags(step);
  return html`${waitLine(step.before)}
    <li class="ps">
      <span class="n">${call}</span>
      <div class="grow">
        <div class="row"><code class="grow">${step.operation}</code>${stepCost(step)}</div>
        <div class="hint">${stepSubject(step)}</div>
        ${reason === undefined ? nothing : html`<div class="hint">${reason}</div>`}
        ${tags.length === 0 ? nothing : html`<div class="hint">${tagsLine(tags)}</div>`}
      </div>
    </li>
    ${waitLine(step.wait)}`;
}

function waitLine(wait: Wait | undefined) {
  if (wait === undefined) return nothing;
  return html`<li class="ps small">
    <span class="n">${icon("watch")}</span>
    <span>${waitSentence(wait)} <span class="muted">${waitDuration(wait)}</span></span>
  </li>`;
}

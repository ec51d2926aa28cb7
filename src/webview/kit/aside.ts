import { html, nothing, type TemplateResult } from "lit";
import { isBusy } from "../../core/plan/run.ts";
import type { FlowName } from "../../core/plan/step.ts";
import type { PlanAside } from "../../protocol/wizard.ts";
import { asideTexts, stepStates } from "../../text/pagePlan.ts";
import { planTitle, runHeadlines } from "../../text/plan.ts";
import { status, type Tone } from "./status.ts";

/** The plans that go on beside the one that is shown, each with the way to it. */
export function asideView(
  flow: FlowName,
  aside: readonly PlanAside[],
  show: (planId: string) => void,
): TemplateResult | typeof nothing {
  if (aside.length === 0) return nothing;
  return html`<section class="fs" aria-labelledby="aside">
    <h2 id="aside">${asideTexts.title}</h2>
    <ul class="stack">
      ${aside.map((plan) => asideRow(flow, plan, show))}
    </ul>
  </section>`;
}

function asideRow(flow: FlowName, { planId, name, run }: PlanAside, show: (planId: string) => void) {
  const title = run === undefined ? asideTexts.form : planTitle(flow, name);
  return html`<li class="row">
    <div class="grow">
      <div>${title}</div>
      ${run === undefined ? nothing : status(toneOf(run), wordOf(run))}
    </div>
    <button
      type="button"
      class="btn sec sm"
      aria-label=${asideTexts.showPlan(title)}
      @click=${() => show(planId)}
    >
      ${asideTexts.show}
    </button>
  </li>`;
}

type AsideRun = NonNullable<PlanAside["run"]>;

function toneOf({ status: state, waiting }: AsideRun): Tone {
  if (waiting) return "wait";
  if (isBusy({ status: state })) return "busy";
  return state === "stopped" || state === "undoStopped" ? "bad" : "ok";
}

function wordOf({ status: state, waiting }: AsideRun): string {
  return waiting ? stepStates.waiting : runHeadlines[state];
}

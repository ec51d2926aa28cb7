import { html, nothing, type TemplateResult } from "lit";
import type { TestInstance } from "../../core/probe/instances.ts";
import { agentLine, instanceRefusal, instanceTexts } from "../../text/instances.ts";
import { elapsed } from "../../text/page.ts";
import { testTexts } from "../../text/pageTest.ts";
import { icon } from "../kit/icons.ts";
import { note } from "../kit/status.ts";

interface InstanceActions {
  readonly createTester: () => void;
  readonly lookAgain: () => void;
}

/** What Systems Manager says of the chosen instance. */
export function agentHint(instances: readonly TestInstance[], chosen: string) {
  const instance = instances.find(({ id }) => id === chosen);
  const line = instance && agentLine(instance, (at) => elapsed(Math.max(0, Date.now() - at)));
  return line ? html`<p class="hint">${line}</p>` : nothing;
}

/** Instances that cannot be used with what would change that, and the offer of one that can. */
export function noInstanceView(
  instances: readonly TestInstance[],
  { createTester, lookAgain }: InstanceActions,
): TemplateResult {
  const refused = instances.filter((instance) => instance.refused !== undefined);
  const isStuck = refused.length === instances.length;
  return html`${isStuck ? note("warn", instanceTexts.none) : nothing} ${refusedList(refused, isStuck)}
    <div class="row wrap">
      <button type="button" class=${isStuck ? "btn" : "link small"} @click=${createTester}>
        ${instanceTexts.create}
      </button>
      <button type="button" class="link small" @click=${lookAgain}>${instanceTexts.lookAgain}</button>
    </div>`;
}

function refusedList(refused: readonly TestInstance[], open: boolean) {
  if (refused.length === 0) return nothing;
  return html`<details class="fold" ?open=${open}>
    <summary>
      ${icon("chevronRight")}<span>${testTexts.notOffered}</span><span class="muted small">${refused.length}</span>
    </summary>
    <ul class="iam hint">
      ${refused.map((instance) => html`<li>${instanceRefusal(instance)}</li>`)}
    </ul>
  </details>`;
}

import { html, nothing, type TemplateResult } from "lit";
import { type Checks, permissionsByVerdict, supportingPermissions } from "../../core/plan/preflight.ts";
import type { Plan } from "../../core/plan/step.ts";
import { permissionTexts, planTexts } from "../../text/pagePlan.ts";
import { icon } from "./icons.ts";
import { status, type Tone } from "./status.ts";

/** The IAM actions of a plan and what the dry runs have said of them; without checks, nothing has been asked yet. */
export function permissionsFold(plan: Plan, checks: Checks | undefined): TemplateResult {
  const { allowed, denied, unseen } = permissionsByVerdict(plan, checks);
  const texts = permissionTexts;
  const count = allowed.length + denied.length + unseen.length;
  return html`<details class="fold" ?open=${denied.length > 0}>
    <summary>
      ${icon("chevronRight")}<span class="grow">${planTexts.permissions}</span>
      <span class="muted small">${count}</span>
    </summary>
    <div class="iam">
      ${group("bad", texts.denied, denied)} ${group("ok", texts.allowed, allowed)}
      ${group("unknown", checks === undefined ? texts.notAsked : texts.unseen, unseen)}
      ${group("off", texts.supporting, supportingPermissions(plan))}
    </div>
  </details>`;
}

/** Actions with the same verdict, by the service that owns them. */
function group(tone: Tone, words: (count: number) => string, actions: readonly string[]) {
  if (actions.length === 0) return nothing;
  const services = Map.groupBy(actions, (action) => action.split(":")[0] ?? "");
  return html`<p class="hint">${status(tone, words(actions.length))}</p>
    ${[...services].map(
      ([service, all]) =>
        html`<p class="mono">${service}: ${all.map((action) => action.slice(service.length + 1)).join(", ")}</p>`,
    )}`;
}

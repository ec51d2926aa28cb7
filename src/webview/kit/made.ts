import { html, nothing, type TemplateResult } from "lit";
import { type Made, madeSoFar, type Run } from "../../core/plan/run.ts";
import { pageTexts } from "../../text/page.ts";
import { copyIdOf, madeTexts, planTagLine } from "../../text/pageResult.ts";
import { stepSubject } from "../../text/plan.ts";
import { icon } from "./icons.ts";

/** What exists of a plan in the account, with the ids to look it up by. */
export function madeView(run: Run, copy: (text: string) => void) {
  const made = madeSoFar(run);
  if (made.length === 0) return nothing;
  return html`<section class="fs" aria-labelledby="made">
    <div class="sh">
      <h2 id="made">${madeTexts.title}</h2>
      <span class="muted">${planTagLine(run.plan.id)}</span>
    </div>
    <ul class="stack">
      ${made.map((each) => madeRow(each, copy))}
    </ul>
  </section>`;
}

function madeRow({ step, id }: Made, copy: (text: string) => void): TemplateResult {
  const subject = stepSubject(step);
  return html`<li class="row">
    <span class="grow">${subject} <code class="muted">${id ?? madeTexts.unknown}</code></span>
    ${
      id === undefined
        ? nothing
        : html`<button
            type="button"
            class="btn sec sm"
            aria-label=${copyIdOf(subject)}
            title=${pageTexts.copy}
            @click=${() => copy(id)}
          >
            ${icon("copy")}
          </button>`
    }
  </li>`;
}

import { html, nothing, type TemplateResult } from "lit";
import { causeOf } from "../../core/diagnose/catalogue/catalogue.ts";
import type { CauseId } from "../../core/diagnose/cause.ts";
import type { Diagnosis, Unseen } from "../../core/diagnose/finding.ts";
import { causeName } from "../../text/diagnose/findingWords.ts";
import { unseenReason, unseenTitle } from "../../text/diagnose/gaps.ts";
import {
  byFamily,
  diagnoseTexts,
  familyCounts,
  fineSummary,
  notCheckedReasons,
  notCheckedSummary,
  openCauses,
} from "../../text/pageDiagnose.ts";
import { icon } from "../kit/icons.ts";
import { status, toneIcon } from "../kit/status.ts";

export interface UnseenActions {
  readonly copy: (index: number) => void;
  readonly test: () => void;
}

/** What nobody here could look at, each with what would help, and the causes that stay open for it. */
export function unseenView(unseen: readonly Unseen[], actions: UnseenActions) {
  if (unseen.length === 0) return nothing;
  return html`<section class="blk" aria-labelledby="unseen">
    <h2 id="unseen">${diagnoseTexts.unseen}</h2>
    <ul class="ns">
      ${unseen.map((each, index) => unseenRow(each, index, actions))}
    </ul>
  </section>`;
}

function unseenRow(unseen: Unseen, index: number, actions: UnseenActions): TemplateResult {
  const { side, gap, causes } = unseen;
  return html`<li>
    <span class="st unknown unseen">${toneIcon("unknown")}<b>${unseenTitle(side, gap)}</b></span>
    <div>
      <p class="muted">${unseenReason(side, gap)}</p>
      ${causes.length === 0 ? nothing : causeFold(openCauses(causes.length), causes)}
    </div>
    ${helpFor(unseen, index, actions)}
  </li>`;
}

/** What would help to see it. */
function helpFor({ side, gap }: Unseen, index: number, { copy, test }: UnseenActions): TemplateResult {
  const { copyPermission, copyText, runTest } = diagnoseTexts;
  const help = (label: string, press: () => void) =>
    html`<button type="button" class="link small" aria-label=${`${label}: ${unseenTitle(side, gap)}`} @click=${press}>${label}</button>`;
  if (gap.code === "noTest") return help(runTest, test);
  if (gap.code === "notOpen") return help(copyText, () => copy(index));
  const isDenied = gap.code === "refused" && gap.failure.code === "accessDenied";
  return isDenied ? help(copyPermission, () => copy(index)) : html`<span></span>`;
}

function causeFold(words: string, causes: readonly CauseId[]): TemplateResult {
  return html`<details class="fold small">
    <summary>${icon("chevronRight")}<span>${words}</span></summary>
    <ul class="iam">
      ${causes.map((id) => html`<li>${causeName(id)}</li>`)}
    </ul>
  </details>`;
}

/** What was looked at and is fine, by family; and what is not looked at, with why. */
export function checkedView({ fine, notChecked }: Diagnosis): TemplateResult {
  return html`<div class="blk">
    ${
      fine.length === 0
        ? nothing
        : html`<details class="fold">
            <summary>
              ${icon("chevronRight")}${status("ok", html`<b>${fineSummary(fine.length)}</b>`)}
              <span class="muted small grow">${familyCounts(fine)}</span>
            </summary>
            <div class="fam">${[...byFamily(fine)].map(([family, causes]) => familyView(family, causes))}</div>
          </details>`
    }
    ${
      notChecked.length === 0
        ? nothing
        : html`<details class="fold">
            <summary>
              ${icon("chevronRight")}${status("off", html`<b>${notCheckedSummary(notChecked.length)}</b>`)}
            </summary>
            <div class="fam">${[...byReason(notChecked)].map(([reason, causes]) => familyView(reason, causes))}</div>
          </details>`
    }
  </div>`;
}

function byReason(causes: readonly CauseId[]): ReadonlyMap<string, readonly CauseId[]> {
  return Map.groupBy(causes, (id) => notCheckedReasons[causeOf(id).notChecked ?? "undocumented"]);
}

function familyView(title: string, causes: readonly CauseId[]): TemplateResult {
  return html`<section>
    <h3 class="small">${title}</h3>
    <ul class="iam small">
      ${causes.map((id) => html`<li>${causeName(id)}</li>`)}
    </ul>
  </section>`;
}

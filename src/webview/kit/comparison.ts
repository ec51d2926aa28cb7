import { html, type TemplateResult } from "lit";
import type { ComparisonRow, Field, Verdict } from "../../core/wizard/form.ts";
import {
  comparedThings,
  comparisonTexts,
  seenWords,
  statedWords,
  verdictWords,
} from "../../text/comparison.ts";
import { fieldText } from "../../text/wizard.ts";
import { controlId, remarks } from "./remarks.ts";
import { status, type Tone } from "./status.ts";

const tones: Record<Verdict, Tone> = {
  same: "ok",
  differs: "warn",
  fewer: "ok",
  verified: "ok",
  unverified: "warn",
  notSeen: "unknown",
  notStated: "unknown",
  awaited: "wait",
  notNeeded: "ok",
};

/** What an invitation says of a service beside what AWS says; nothing in it can be changed. */
export function comparisonField(
  field: Extract<Field, { readonly kind: "comparison" }>,
  lookAgain: () => void,
): TemplateResult {
  return html`<div class="field wide">
    <span class="lbl" id=${`${controlId(field)}-label`}>${fieldText(field).label}</span>
    <table class="compared" aria-labelledby=${`${controlId(field)}-label`}>
      <thead>
        <tr>
          <th scope="col">${comparisonTexts.what}</th>
          <th scope="col">${comparisonTexts.invitation}</th>
          <th scope="col">${comparisonTexts.aws}</th>
          <th scope="col">${comparisonTexts.result}</th>
        </tr>
      </thead>
      <tbody>
        ${field.rows.map(rowView)}
      </tbody>
    </table>
    ${remarks(field, lookAgain)}
  </div>`;
}

function rowView(row: ComparisonRow): TemplateResult {
  return html`<tr class=${row.what}>
    <th scope="row">${comparedThings[row.what]}</th>
    <td class=${row.stated.length === 0 ? "muted" : ""}>${statedWords(row)}</td>
    <td class=${row.seen.length === 0 ? "muted" : ""}>${seenWords(row)}</td>
    <td>${status(tones[row.verdict], verdictWords[row.verdict])}</td>
  </tr>`;
}

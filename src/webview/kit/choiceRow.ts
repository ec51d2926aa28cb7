import { html, type TemplateResult } from "lit";

/** A button with what it does beside it. One of a page's choices is the primary one. */
export function choiceRow(label: string, primary: boolean, hint: string, choose: () => void): TemplateResult {
  return html`<div class="cr">
    <button type="button" class="btn ${primary ? "" : "sec"}" @click=${choose}>${label}</button>
    <p class="hint">${hint}</p>
  </div>`;
}

import { html, nothing, type TemplateResult } from "lit";
import type { Proof } from "../../core/diagnose/finding.ts";
import { diagnoseTexts, judgements } from "../../text/pageDiagnose.ts";
import { icon } from "../kit/icons.ts";
import { status, type Tone } from "../kit/status.ts";

const tones: Record<Proof["judged"], Tone> = { wrong: "bad", asSet: "ok" };

/** The fields of AWS's answers that show a finding. With roles of its own, because on a narrow page it is no table. */
export function proofTable(proof: readonly Proof[], links: Readonly<Record<string, string>>): TemplateResult {
  const { absent, judged, proof: title, value } = diagnoseTexts;
  return html`<table class="proof" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${[title, value, judged].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${proof.map(
        (each) => html`<tr role="row">
          <td role="cell">
            <code>${breakable(each.field)}</code>
            <div class="hint">${each.operation} · ${resourceView(each.resource, links)}</div>
          </td>
          <td role="cell">${each.value === "" ? html`<span class="muted">${absent}</span>` : html`<code>${each.value}</code>`}</td>
          <td role="cell" class="small">${status(tones[each.judged], judgements[each.judged])}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function resourceView(resource: string, links: Readonly<Record<string, string>>) {
  const url = links[resource];
  const name = resource.startsWith("arn:") ? resource.slice(resource.lastIndexOf(":") + 1) : resource;
  return html`<span class="mono" title=${resource}>${breakable(name)}</span>${
    url === undefined
      ? nothing
      : html` <a href=${url} title=${diagnoseTexts.console} aria-label=${`${diagnoseTexts.console}: ${name}`}>${icon("linkExternal")}</a>`
  }`;
}

/** AWS's names are long and have no spaces: they may break where a new part begins. */
function breakable(text: string): readonly unknown[] {
  return text.split(/(?<=[./\]])/).map((part, index) => (index === 0 ? part : [html`<wbr />`, part]));
}

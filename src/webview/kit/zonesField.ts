import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Field, ZoneRow, ZoneService } from "../../core/wizard/form.ts";
import { pageTexts, subnetIn, zoneAlias, zoneStates } from "../../text/page.ts";
import { fieldText, refusalWords } from "../../text/wizard.ts";
import { chosenSubnets } from "./entered.ts";
import type { FieldContext } from "./field.ts";
import { icon } from "./icons.ts";
import { controlId, describedBy, inferred, remarks } from "./remarks.ts";
import { status, type Tone } from "./status.ts";

const tones: Record<ZoneService, Tone> = {
  notCrossRegion: "off",
  notOffered: "off",
  offered: "ok",
  unknown: "unknown",
};

type ZonesField = Extract<Field, { readonly kind: "zones" }>;

/** Every zone of the VPC in a row: whether the service is there too, and the subnet that the endpoint would get. */
export function zonesField(field: ZonesField, { answer, lookAgain, reading }: FieldContext): TemplateResult {
  const labelId = `${controlId(field)}-label`;
  return html`<div class="field wide" role="group" aria-labelledby=${labelId} aria-describedby=${describedBy(field)}>
    <span class="row"><span class="lbl" id=${labelId}>${fieldText(field).label}</span>${inferred(field)}</span>
    ${
      field.rows.length === 0
        ? html`<span class="hint">${reading ? pageTexts.reading : pageTexts.nothingToChoose}</span>`
        : zonesTable(field, labelId, (event) => answer(field.id, chosenSubnets(event)))
    }
    ${remarks(field, lookAgain)}
  </div>`;
}

/** With roles of its own, because on a narrow page it is not laid out as a table. */
function zonesTable(field: ZonesField, labelId: string, change: (event: Event) => void): TemplateResult {
  const { zoneId, zoneService, zoneSubnet } = pageTexts;
  return html`<table class="zones" role="table" aria-labelledby=${labelId} @change=${change}>
    <thead role="rowgroup">
      <tr role="row">
        ${[zoneId, zoneService, zoneSubnet].map((title) => html`<th scope="col" role="columnheader">${title}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${field.rows.map((row) => zoneRow(field, row))}
    </tbody>
  </table>`;
}

function zoneRow(field: ZonesField, row: ZoneRow): TemplateResult {
  const { zoneId, zoneName, options, service } = row;
  const id = `${controlId(field)}-${zoneId}`;
  const chosen = options.find(({ value }) => field.values.includes(value))?.value;
  const first = options.find((option) => option.refused === undefined)?.value;
  const dead = tones[service] === "off" || first === undefined;
  return html`<tr role="row" class=${dead ? "dead" : ""}>
    <td role="cell">
      <div class="opt">
        <input
          type="checkbox"
          id=${id}
          aria-describedby=${`${id}-more ${id}-offer`}
          ?disabled=${dead}
          .checked=${live(chosen !== undefined)}
        />
        <div>
          <label for=${id}>${zoneId}</label>
          <div class="hint" id=${`${id}-more`}>${zoneAlias(zoneName)}</div>
        </div>
      </div>
    </td>
    <td role="cell" id=${`${id}-offer`}>
      ${status(tones[service], zoneStates[service])}
    </td>
    <td role="cell">${subnetSelect(row, chosen ?? first, dead)}</td>
  </tr>`;
}

function subnetSelect(
  { zoneId, options }: ZoneRow,
  shown: string | undefined,
  dead: boolean,
): TemplateResult {
  return html`<span class="selw">
    <select aria-label=${subnetIn(zoneId)} ?disabled=${dead}>
      ${options.map(
        (option) => html`<option
          value=${option.value}
          ?disabled=${option.refused !== undefined}
          .selected=${live(option.value === shown)}
        >
          ${option.label}${option.refused === undefined ? nothing : ` (${refusalWords(option)})`}
        </option>`,
      )}
    </select>
    ${icon("chevronDown")}
  </span>`;
}

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Field, ZoneRow } from "../../core/wizard/form.ts";
import { pageTexts, subnetIn, zoneAlias } from "../../text/page.ts";
import { fieldText, refusals } from "../../text/wizard.ts";
import type { FieldContext } from "./field.ts";
import { icon } from "./icons.ts";
import { controlId, describedBy, inferred, remarks } from "./remarks.ts";
import { status } from "./status.ts";

type ZonesField = Extract<Field, { readonly kind: "zones" }>;

/** Every zone of the VPC in a row: whether the service is there too, and the subnet that the endpoint would get. */
export function zonesField(field: ZonesField, { answer, lookAgain, reading }: FieldContext): TemplateResult {
  const choose = (row: ZoneRow, subnet: string | undefined) => {
    const others = field.values.filter((value) => !row.options.some((option) => option.value === value));
    answer(field.id, subnet === undefined ? others : [...others, subnet]);
  };
  return html`<div
    class="field wide"
    role="group"
    aria-labelledby=${`${controlId(field)}-label`}
    aria-describedby=${describedBy(field)}
  >
    <span class="row"
      ><span class="lbl" id=${`${controlId(field)}-label`}>${fieldText(field).label}</span>${inferred(field)}</span
    >
    ${
      field.rows.length === 0
        ? html`<span class="hint">${reading ? pageTexts.reading : pageTexts.nothingToChoose}</span>`
        : html`<table class="zones">
            <thead>
              <tr>
                <th scope="col">${pageTexts.zoneId}</th>
                <th scope="col">${pageTexts.zoneService}</th>
                <th scope="col">${pageTexts.zoneSubnet}</th>
              </tr>
            </thead>
            <tbody>
              ${field.rows.map((row) => zoneRow(field, row, choose))}
            </tbody>
          </table>`
    }
    ${remarks(field, lookAgain)}
  </div>`;
}

function zoneRow(
  field: ZonesField,
  row: ZoneRow,
  choose: (row: ZoneRow, subnet: string | undefined) => void,
): TemplateResult {
  const { zoneId, zoneName, options, refused } = row;
  const id = `${controlId(field)}-${zoneId}`;
  const chosen = options.find(({ value }) => field.values.includes(value))?.value;
  const first = options.find((option) => option.refused === undefined)?.value;
  const dead = refused !== undefined || first === undefined;
  return html`<tr class=${dead ? "dead" : ""}>
    <td>
      <div class="opt">
        <input
          type="checkbox"
          id=${id}
          aria-describedby=${`${id}-more`}
          ?disabled=${dead}
          .checked=${live(chosen !== undefined)}
          @change=${() => choose(row, chosen === undefined ? first : undefined)}
        />
        <div>
          <label for=${id}>${zoneId}</label>
          <div class="hint" id=${`${id}-more`}>${zoneAlias(zoneName)}</div>
        </div>
      </div>
    </td>
    <td>${refused === undefined ? status("ok", pageTexts.zoneOffered) : status("off", refusals[refused])}</td>
    <td>${subnetSelect(row, chosen ?? first, dead, (subnet) => choose(row, subnet))}</td>
  </tr>`;
}

function subnetSelect(
  { zoneId, options }: ZoneRow,
  shown: string | undefined,
  dead: boolean,
  choose: (subnet: string) => void,
): TemplateResult {
  return html`<span class="selw">
    <select
      aria-label=${subnetIn(zoneId)}
      ?disabled=${dead}
      .value=${live(shown ?? "")}
      @change=${({ target }: Event) => {
        if (target instanceof HTMLSelectElement) choose(target.value);
      }}
    >
      ${options.map(
        ({ value, label, refused }) => html`<option
          value=${value}
          ?selected=${value === shown}
          ?disabled=${refused !== undefined}
        >
          ${label}${refused === undefined ? nothing : ` (${refusals[refused]})`}
        </option>`,
      )}
    </select>
    ${icon("chevronDown")}
  </span>`;
}

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { regionOfService } from "../../core/model/handshakeFormat.ts";
import type { Field, Option } from "../../core/wizard/form.ts";
import { pageTexts } from "../../text/page.ts";
import { fieldText, optionLabel, optionWords, refusalWords } from "../../text/wizard.ts";
import { comparisonField } from "./comparison.ts";
import type { Drafts } from "./drafts.ts";
import { checkedValues, enteredText, isChecked } from "./entered.ts";
import { icon } from "./icons.ts";
import { controlId, describedBy, inferred, isWrong, label, remarks } from "./remarks.ts";
import { zonesField } from "./zonesField.ts";

/** What a field needs from its page. */
export interface FieldContext {
  readonly drafts: Drafts;
  /** What is still being read may offer more to choose from. */
  readonly reading: boolean;
  readonly answer: (field: string, value: string | boolean | readonly string[]) => void;
  readonly lookAgain: () => void;
  readonly copyRequest: () => void;
}

type Kind<K extends Field["kind"]> = Extract<Field, { readonly kind: K }>;

/** One question of a wizard with its label, its control, and what there is to say about the answer. */
export function fieldView(field: Field, context: FieldContext): TemplateResult {
  switch (field.kind) {
    case "choice":
      return choice(field, context);
    case "radio":
      return radios(field, context);
    case "text":
      return text(field, context);
    case "flag":
      return flag(field, context);
    case "set":
      return set(field, context);
    case "zones":
      return zonesField(field, context);
    case "comparison":
      return comparisonField(field, context.lookAgain);
  }
}

/** Lists and names that hardly fit into half the form. */
const wideTexts: readonly string[] = ["clientCidrs", "principals", "serviceName"];

function choice(field: Kind<"choice">, { answer, lookAgain, reading }: FieldContext): TemplateResult {
  const chosen = field.options.find(({ value }) => value === field.value);
  return html`<div class="field">
    ${label(field)}
    <span class="selw">
      <select
        id=${controlId(field)}
        aria-describedby=${describedBy(field, chosen?.detail)}
        aria-invalid=${isWrong(field)}
        @change=${(event: Event) => answer(field.id, enteredText(event))}
      >
        <option value="" disabled hidden .selected=${live(field.value === "")}>
          ${field.options.length === 0 ? noOptions(reading) : pageTexts.choose}
        </option>
        ${field.options.map(
          (option) => html`<option
            value=${option.value}
            ?disabled=${option.refused !== undefined}
            .selected=${live(option.value === field.value)}
          >
            ${optionLabel(field, option)}${option.refused === undefined ? nothing : ` (${refusalWords(option)})`}
          </option>`,
        )}
      </select>
      ${icon("chevronDown")}
    </span>
    ${remarks(field, lookAgain, chosen?.detail)}
  </div>`;
}

function text(field: Kind<"text">, context: FieldContext): TemplateResult {
  const { drafts, lookAgain } = context;
  return html`<div class="field ${wideTexts.includes(field.id) ? "wide" : ""}">
    ${label(field)}
    <input
      type="text"
      class=${field.mono ? "mono" : ""}
      id=${controlId(field)}
      spellcheck="false"
      autocomplete="off"
      aria-describedby=${describedBy(field)}
      aria-invalid=${isWrong(field)}
      list=${field.suggestions === undefined ? nothing : `${controlId(field)}-list`}
      .value=${live(drafts.text(field.id, field.value))}
      @input=${(event: Event) => drafts.type(field.id, enteredText(event))}
      @blur=${() => drafts.flush(field.id)}
    />
    ${
      field.suggestions === undefined
        ? nothing
        : html`<datalist id=${`${controlId(field)}-list`}>
            ${field.suggestions.map((name) => html`<option value=${name}></option>`)}
          </datalist>`
    }
    ${remarks(field, lookAgain)}
    ${canAsk(field) ? requestLink(context) : nothing}
  </div>`;
}

/** Only its provider can make a service visible to an account. */
function canAsk({ problem, value }: Kind<"text">): boolean {
  const isHidden = problem?.code === "serviceNotVisible" || problem?.code === "serviceInOtherRegion";
  return isHidden && regionOfService(value.trim()) !== undefined;
}

function requestLink({ copyRequest }: FieldContext): TemplateResult {
  return html`<div>
    <button type="button" class="link small" @click=${copyRequest}>${pageTexts.copyRequest}</button>
  </div>`;
}

function flag(field: Kind<"flag">, { answer, lookAgain }: FieldContext): TemplateResult {
  return html`<div class="field wide">
    <div class="opt">
      <input
        type="checkbox"
        id=${controlId(field)}
        aria-describedby=${describedBy(field)}
        .checked=${live(field.value)}
        @change=${(event: Event) => answer(field.id, isChecked(event))}
      />
      <label for=${controlId(field)}>${fieldText(field).label}</label>
    </div>
    ${remarks(field, lookAgain)}
  </div>`;
}

function radios(field: Kind<"radio">, { answer, lookAgain }: FieldContext): TemplateResult {
  return html`<div
    class="field wide"
    role="radiogroup"
    aria-labelledby=${`${controlId(field)}-label`}
    aria-describedby=${describedBy(field)}
  >
    <span class="lbl" id=${`${controlId(field)}-label`}>${fieldText(field).label}</span>
    <div class="seg">
      ${field.options.map((option) =>
        optionRow(field, option, option.value === field.value, () => answer(field.id, option.value)),
      )}
    </div>
    ${remarks(field, lookAgain)}
  </div>`;
}

function set(field: Kind<"set">, { answer, lookAgain, reading }: FieldContext): TemplateResult {
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
      field.options.length === 0
        ? html`<span class="hint">${noOptions(reading)}</span>`
        : html`<div class="opts">
            ${field.options.map((option) =>
              optionRow(field, option, field.values.includes(option.value), (event) =>
                answer(field.id, checkedValues(event)),
              ),
            )}
          </div>`
    }
    ${remarks(field, lookAgain)}
  </div>`;
}

/** A radio button or a checkbox; the second line belongs to its description, not to its name. */
function optionRow(
  field: Kind<"radio"> | Kind<"set">,
  option: Option,
  checked: boolean,
  change: (event: Event) => void,
): TemplateResult {
  const id = `${controlId(field)}-${option.value}`;
  const refused = option.refused !== undefined;
  const second = optionWords(option);
  return html`<div class="opt ${refused ? "dead" : ""}">
    <input
      type=${field.kind === "radio" ? "radio" : "checkbox"}
      name=${field.id}
      value=${option.value}
      id=${id}
      aria-describedby=${second === "" ? nothing : `${id}-more`}
      ?disabled=${refused}
      .checked=${live(checked)}
      @change=${change}
    />
    <div>
      <label for=${id}>${optionLabel(field, option)}</label>
      ${second === "" ? nothing : html`<div class="hint" id=${`${id}-more`}>${second}</div>`}
    </div>
  </div>`;
}

function noOptions(reading: boolean): string {
  return reading ? pageTexts.reading : pageTexts.nothingToChoose;
}

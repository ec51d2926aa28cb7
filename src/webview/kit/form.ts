import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Form, Section, SectionState } from "../../core/wizard/form.ts";
import { pageTexts } from "../../text/page.ts";
import { sectionStates, sectionTitle } from "../../text/wizard.ts";
import { type FieldContext, fieldView } from "./field.ts";
import { icon } from "./icons.ts";
import { status, type Tone } from "./status.ts";

const tones: Record<SectionState, Tone> = {
  complete: "ok",
  incomplete: "off",
  loading: "busy",
  problem: "bad",
};

/** All sections of a wizard. */
export function formView({ sections }: Form, context: Omit<FieldContext, "reading">): TemplateResult {
  const reading = sections.some(({ state }) => state === "loading");
  return html`<form novalidate @submit=${(event: Event) => event.preventDefault()}>
    ${sections.map((section) => sectionView(section, { ...context, reading }))}
  </form>`;
}

/** From Apply on the answers can be looked up and no longer changed. */
export function lockedFormView(form: Form, context: Omit<FieldContext, "reading">): TemplateResult {
  return html`<details class="fold answers">
    <summary>
      ${icon("chevronRight")}<b class="grow">${pageTexts.answers}</b>
      <span class="muted small">${icon("lock")} ${pageTexts.locked}</span>
    </summary>
    <fieldset disabled>${formView(form, context)}</fieldset>
  </details>`;
}

function sectionView({ id, state, fields }: Section, context: FieldContext): TemplateResult {
  return html`<section class="fs" aria-labelledby=${sectionId(id)}>
    <div class="sh">
      <h2 id=${sectionId(id)} tabindex="-1">${sectionTitle(id)}</h2>
      ${sectionStatus(state)}
    </div>
    <div class="g2">${repeat(
      fields,
      (field) => field.id,
      (field) => fieldView(field, context),
    )}</div>
  </section>`;
}

export function sectionStatus(state: SectionState): TemplateResult {
  return status(tones[state], sectionStates[state]);
}

export function sectionId(id: string): string {
  return `section-${id}`;
}

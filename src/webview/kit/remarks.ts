import { html, nothing, type TemplateResult } from "lit";
import { type Field, isUnanswered, type Notice, type Problem } from "../../core/wizard/form.ts";
import { pageTexts } from "../../text/page.ts";
import { fieldText, noticeSentence, noticeTone, problemSentence } from "../../text/wizard.ts";
import { note, status } from "./status.ts";

/** The label of a control that has one of its own. */
export function label(field: Extract<Field, { readonly kind: "choice" | "text" }>): TemplateResult {
  return html`<span class="row"
    ><label class="lbl" for=${controlId(field)}>${fieldText(field).label}</label>${inferred(field)}</span
  >`;
}

/** Beside the label and not in it, so that the control keeps its plain name. */
export function inferred(field: Field) {
  return isInferred(field)
    ? html`<span class="inf" id=${`${controlId(field)}-inferred`}>${pageTexts.inferred}</span>`
    : nothing;
}

/** A value that stands where the user would have put one. Radio buttons and flags always have one, so they do not say so. */
function isInferred(field: Field): boolean {
  if (!field.inferred || field.kind === "radio" || field.kind === "flag") return false;
  if (field.kind === "comparison") return false;
  return field.kind === "set" || field.kind === "zones" ? field.values.length > 0 : field.value !== "";
}

/** What stands under the control. A missing answer is said in plain words: nobody has done anything wrong yet. */
export function remarks(field: Field, lookAgain: () => void, detail?: string): TemplateResult {
  const { hint } = fieldText(field);
  return html`
    ${detail === undefined ? nothing : html`<span class="hint" id=${`${controlId(field)}-detail`}>${detail}</span>`}
    ${hint === undefined ? nothing : html`<span class="hint" id=${`${controlId(field)}-hint`}>${hint}</span>`}
    ${field.problem === undefined ? nothing : problemView(field)}
    <div class="stack" id=${`${controlId(field)}-notices`} aria-live="polite">${field.notices.map(noticeView)}</div>
    ${
      canLookAgain(field)
        ? html`<div><button type="button" class="link small" @click=${lookAgain}>${pageTexts.lookAgain}</button></div>`
        : nothing
    }
  `;
}

function noticeView(notice: Notice): TemplateResult {
  const tone = noticeTone(notice);
  if (tone === "warning") return note("warn", noticeSentence(notice));
  if (tone === "good") return html`<div class="small">${status("ok", noticeSentence(notice))}</div>`;
  return html`<span class="hint">${noticeSentence(notice)}</span>`;
}

/** What AWS answered may have changed meanwhile: a permission was given, the network is back. */
function canLookAgain({ notices, problem }: Field): boolean {
  const isAnswered = problem !== undefined && answeredByAws.has(problem.code);
  return isAnswered || notices.some(({ code }) => code === "lookupFailed" || code === "privateDnsNotOffered");
}

const answeredByAws: ReadonlySet<Problem["code"]> = new Set([
  "accountNotAllowed",
  "privateNameTaken",
  "privateNameUnverified",
  "serviceInOtherRegion",
  "serviceNotAvailable",
  "serviceNotVisible",
  "serviceUnknown",
] as const);

function problemView(field: Field) {
  if (field.problem === undefined) return nothing;
  const sentence = problemSentence(field.problem);
  const id = `${controlId(field)}-problem`;
  return isWrong(field) === "true"
    ? note("bad", sentence, id)
    : html`<span class="hint" id=${id}>${sentence}</span>`;
}

/** For `aria-invalid`: an answer has been given and cannot be used. */
export function isWrong({ problem }: Field): "true" | "false" {
  return problem === undefined || isUnanswered(problem) ? "false" : "true";
}

/** The ids of everything that is said about an answer, for `aria-describedby`. */
export function describedBy(field: Field, detail?: string) {
  const id = controlId(field);
  const parts = [
    field.problem === undefined ? [] : [`${id}-problem`],
    detail === undefined ? [] : [`${id}-detail`],
    fieldText(field).hint === undefined ? [] : [`${id}-hint`],
    isInferred(field) ? [`${id}-inferred`] : [],
    field.notices.length === 0 ? [] : [`${id}-notices`],
  ].flat();
  return parts.length === 0 ? nothing : parts.join(" ");
}

export function controlId({ id }: Field): string {
  return `field-${id}`;
}

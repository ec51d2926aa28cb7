import { html, nothing, type TemplateResult } from "lit";
import { type IconName, icon } from "./icons.ts";

/** How good a state is; the colour of its icon follows from it. */
export type Tone = "ok" | "bad" | "warn" | "wait" | "busy" | "off" | "gone" | "unknown";

export const toneIcons: Record<Tone, IconName> = {
  bad: "error",
  busy: "sync",
  gone: "circleSlash",
  off: "circleDashed",
  ok: "pass",
  unknown: "question",
  wait: "watch",
  warn: "warning",
};

/** A state: icon, word and colour, so that none of them has to be seen. */
export function status(tone: Tone, word: unknown): TemplateResult {
  return html`<span class="st ${tone}">${toneIcon(tone)}<span>${word}</span></span>`;
}

export function toneIcon(tone: Tone): TemplateResult {
  return icon(toneIcons[tone]);
}

/** A framed remark that must not be overlooked. */
export function note(tone: "bad" | "warn", text: unknown, id?: string): TemplateResult {
  return html`<div class="note ${tone}" id=${id ?? nothing}>
    ${toneIcon(tone)}
    <div>${text}</div>
  </div>`;
}

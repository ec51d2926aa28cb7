import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

/** Outlines on a 16 px grid in the current colour; the names are codicons' where codicons has the same picture. */
const outlines = {
  account: svg`<circle cx="8" cy="5.4" r="2.8"/><path d="M2.8 13.6c.4-2.7 2.5-4.3 5.2-4.3s4.8 1.6 5.2 4.3"/>`,
  chevronDown: svg`<path d="M3.5 6L8 10.5 12.5 6"/>`,
  chevronRight: svg`<path d="M6 3.5L10.5 8 6 12.5"/>`,
  circleDashed: svg`<circle cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1"/>`,
  circleSlash: svg`<circle cx="8" cy="8" r="6"/><path d="M3.8 12.200l8.4-8.4"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5 5.5v-3h-8v8h3"/>`,
  error: svg`<circle cx="8" cy="8" r="6"/><path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"/>`,
  lock: svg`<rect x="3" y="7" width="10" height="6.5" rx="1"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>`,
  pass: svg`<circle cx="8" cy="8" r="6"/><path d="M5.2 8.2l2 2 3.6-4.1"/>`,
  question: svg`<circle cx="8" cy="8" r="6"/><path d="M6.2 6.6c0-1.1.8-1.8 1.9-1.8s1.8.7 1.8 1.6c0 1.3-1.8 1.4-1.8 2.900M8.1 10.7v.9"/>`,
  sync: svg`<path d="M2.5 8a5.5 5.5 0 0 1 9.6-3.700M13.5 8a5.5 5.5 0 0 1-9.6 3.700M12.3 1.800v2.700H9.600M3.7 14.200v-2.700h2.7"/>`,
  warning: svg`<path d="M8 2.2L14.4 13.5H1.6z"/><path d="M8 6.2v3.6M8 11.2v.9"/>`,
  watch: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.4 1.6"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof outlines;

/** A decoration: what it says is said by a word beside it, or by the name of the button around it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${outlines[name]}</svg>`;
}

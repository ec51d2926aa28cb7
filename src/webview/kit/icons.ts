import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

/** Outlines on a 16 px grid in the current colour; the names are codicons' where codicons has the same picture. */
const outlines = {
  account: svg`<circle cx="8" cy="5.4" r="2.8"/><path d="M2.8 13.6c.4-2.7 2.5-4.3 5.2-4.3s4.8 1.6 5.2 4.3"/>`,
  check: svg`<path d="M3 8.5l3.2 3.2L13 4.8"/>`,
  chevronDown: svg`<path d="M3.5 6L8 10.5 12.5 6"/>`,
  chevronRight: svg`<path d="M6 3.5L10.5 8 6 12.5"/>`,
  circleDashed: svg`<circle cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1"/>`,
  circleSlash: svg`<circle cx="8" cy="8" r="6"/><path d="M3.8 12.2l8.4-8.4"/>`,
  chip: svg`<rect x="3.5" y="3.5" width="9" height="9" rx="1"/><rect x="6" y="6" width="4" height="4"/><path d="M6 1.5v2M10 1.5v2M6 12.5v2M10 12.5v2M1.5 6h2M1.5 10h2M12.5 6h2M12.5 10h2"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5 5.5v-3h-8v8h3"/>`,
  error: svg`<circle cx="8" cy="8" r="6"/><path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"/>`,
  globe: svg`<circle cx="8" cy="8" r="6"/><path d="M2 8h12M8 2c2 1.7 2.6 3.6 2.6 6S10 12.3 8 14c-2-1.7-2.6-3.6-2.6-6S6 3.7 8 2"/>`,
  linkExternal: svg`<path d="M9.5 2.5h4v4M13.3 2.7L7.5 8.5M11.5 9.5v4h-9v-9h4"/>`,
  list: svg`<path d="M5.5 4H14M5.5 8H14M5.5 12H14M2 4h1M2 8h1M2 12h1"/>`,
  lock: svg`<rect x="3" y="7" width="10" height="6.5" rx="1"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>`,
  package: svg`<path d="M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.900z"/><path d="M2.8 5L8 8l5.2-3M8 8v6"/>`,
  pass: svg`<circle cx="8" cy="8" r="6"/><path d="M5.2 8.2l2 2 3.6-4.1"/>`,
  plug: svg`<path d="M5.5 2v3.5M10.5 2v3.5M3.8 5.5h8.4v2.3a4.2 4.2 0 0 1-8.4 0zM8 12v2.2"/>`,
  question: svg`<circle cx="8" cy="8" r="6"/><path d="M6.2 6.6c0-1.1.8-1.8 1.9-1.8s1.8.7 1.8 1.6c0 1.3-1.8 1.4-1.8 2.900M8.1 10.7v.9"/>`,
  refresh: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7"/><path d="M11.8 1.6v3h-3"/>`,
  sync: svg`<path d="M2.5 8a5.5 5.5 0 0 1 9.6-3.7M13.5 8a5.5 5.5 0 0 1-9.6 3.7M12.3 1.8v2.7H9.6M3.7 14.2v-2.7h2.7"/>`,
  target: svg`<circle cx="8" cy="8" r="6"/><circle cx="8" cy="8" r="3"/><path d="M8 8h.01" stroke-width="1.6" stroke-linecap="round"/>`,
  typeHierarchy: svg`<rect x="2" y="6.2" width="3.6" height="3.6"/><rect x="10.4" y="2" width="3.6" height="3.6"/><rect x="10.4" y="10.4" width="3.6" height="3.6"/><path d="M5.6 8h2.2M10.4 3.8H7.8v8.4h2.6"/>`,
  vm: svg`<rect x="2" y="2.8" width="12" height="8.2" rx="1"/><path d="M5.5 13.3h5M8 11v2.3"/>`,
  warning: svg`<path d="M8 2.2L14.4 13.5H1.6z"/><path d="M8 6.2v3.6M8 11.2v.9"/>`,
  watch: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.4 1.6"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof outlines;

/** A decoration: what it says is said by a word beside it, or by the name of the button around it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${outlines[name]}</svg>`;
}

/** The bare shape, to be drawn inside a picture. */
export function iconShape(name: IconName): SVGTemplateResult {
  return outlines[name];
}

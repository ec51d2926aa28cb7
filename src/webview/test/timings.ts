import { html, nothing, type TemplateResult } from "lit";
import type { Timings } from "../../core/probe/probe.ts";
import { phaseNames, phaseWords, scaleMark, testTexts } from "../../text/pageTest.ts";
import { duration } from "../../text/probe.ts";
import { type Phase, phasesOf, scaleOf } from "./phases.ts";

/** Where the time went: a bar for the eye, and the same numbers as a table. */
export function timingsView(timings: Timings): TemplateResult {
  const phases = phasesOf(timings);
  const waited = phases.some(({ outcome }) => outcome === "waiting");
  const notes = [...(waited ? [testTexts.hatched] : []), ...(timings.tls > 0 ? [] : [testTexts.noTls])];
  return html`<section class="blk" aria-labelledby="timings">
    <h2 id="timings">${testTexts.timings}</h2>
    ${barView(phases, timings.total)} ${tableView(phases, timings.total)}
    <p class="hint">${notes.join(" ")}</p>
  </section>`;
}

/** Widths are set through the CSSOM, because the page's policy allows no style attributes. */
function barView(phases: readonly Phase[], total: number): TemplateResult {
  const marks = scaleOf(total);
  const end = marks.at(-1) ?? total;
  return html`<div class="scale" aria-hidden="true">
    <div class="axis">${marks.map((mark) => html`<span>${mark === 0 ? "0" : scaleMark(mark)}</span>`)}</div>
    <div class="bar">
      ${phases.map(({ name, outcome, milliseconds }) =>
        outcome === "notReached"
          ? nothing
          : html`<i
              class=${outcome === "waiting" ? "lost" : name}
              .style=${`width: ${((100 * milliseconds) / end).toFixed(2)}%`}
            ></i>`,
      )}
    </div>
  </div>`;
}

function tableView(phases: readonly Phase[], total: number): TemplateResult {
  return html`<table class="tm">
    <caption class="sr">
      ${testTexts.timings}
    </caption>
    <thead>
      <tr>
        ${phases.map(({ name }) => html`<th scope="col"><i class="sw ${name}"></i>${phaseNames[name]}</th>`)}
        <th scope="col">${phaseWords.total}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        ${phases.map((phase) => html`<td>${phaseTime(phase)}</td>`)}
        <td><b>${duration(total)}</b></td>
      </tr>
    </tbody>
  </table>`;
}

function phaseTime({ outcome, milliseconds }: Phase) {
  if (outcome === "reached") return duration(milliseconds);
  return outcome === "waiting"
    ? `> ${duration(milliseconds)}`
    : html`<span class="muted">${phaseWords.notReached}</span>`;
}

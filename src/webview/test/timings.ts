import { html, nothing, type TemplateResult } from "lit";
import type { ProbeAttempt, ProbeReport } from "../../core/probe/report.ts";
import { works } from "../../core/probe/verdict.ts";
import { type PhaseName, phaseNames, scaleMarks, testTexts } from "../../text/pageTest.ts";
import { duration } from "../../text/probe.ts";
import { attemptHint, attemptLabel, isConnected, outcomeWords } from "../../text/probeOutcome.ts";
import { status, type Tone } from "../kit/status.ts";
import { type Phase, phaseNamesOf, phasesOf, scaleOf } from "./phases.ts";

/**
 * Where the time went, for every attempt: a bar to one scale for the eye, and the same numbers as a table. Narrow pages lay
 * its rows out as blocks, so their roles are said besides.
 */
export function timingsView(
  { attempts, request }: ProbeReport,
  copy: (text: string) => void,
): TemplateResult {
  const columns = phaseNamesOf("name", request.scheme);
  const longest = Math.max(...attempts.map(({ reading }) => reading.timings.total));
  const marks = scaleOf(longest);
  const end = marks.at(-1) ?? longest;
  const rows = attempts.map((attempt) => ({
    attempt,
    view: () => rowView(attempt, columns, request.scheme, end),
  }));
  const [names, interfaces] = (["name", "interface"] as const).map((kind) =>
    rows.filter(({ attempt }) => attempt.kind === kind).map(({ view }) => view()),
  );
  return html`<section class="blk" aria-labelledby="timings">
    <h2 id="timings">${testTexts.timings}</h2>
    <table class="tm" role="table">
      <caption class="sr">
        ${testTexts.timings}
      </caption>
      <thead>
        <tr>
          <th class="lead" scope="col">${testTexts.nameRows}</th>
          <th class="bc" aria-hidden="true">${axisView(marks)}</th>
          ${columns.map((name) => html`<th class="num" scope="col"><i class="sw ${name}"></i>${phaseNames[name]}</th>`)}
          <th class="num" scope="col">${testTexts.total}</th>
          <th class="res" scope="col">${testTexts.result}</th>
        </tr>
      </thead>
      <tbody>
        ${names}
      </tbody>
      ${
        interfaces === undefined || interfaces.length === 0
          ? nothing
          : html`<tbody>
              <tr role="row">
                <th class="kind" colspan=${columns.length + 4} scope="rowgroup" role="rowheader">
                  ${testTexts.interfaceRows} <span class="muted">${testTexts.interfaceHint}</span>
                </th>
              </tr>
              ${interfaces}
            </tbody>`
      }
    </table>
    <p class="hint">
      ${remarks(attempts, request.scheme)}
      <button type="button" class="link" @click=${() => copy(fullNames(attempts))}>${testTexts.copyNames}</button>
    </p>
  </section>`;
}

function remarks(attempts: readonly ProbeAttempt[], scheme: ProbeReport["request"]["scheme"]): string {
  const waited = attempts.some(({ outcome }) => outcome.code === "timedOut");
  return [
    testTexts.oneScale,
    ...(waited ? [testTexts.hatched] : []),
    ...(scheme === "http" ? [testTexts.noTls] : []),
    ...(scheme === "tcp" ? [testTexts.onlyConnect] : []),
  ].join(" ");
}

function fullNames(attempts: readonly ProbeAttempt[]): string {
  return attempts.flatMap(({ kind, host }) => (kind === "name" ? [host] : [])).join("\n");
}

function axisView(marks: readonly number[]): TemplateResult {
  return html`<span class="axis">
    ${scaleMarks(marks).map((mark) => html`<span>${mark}</span>`)}
  </span>`;
}

function rowView(
  attempt: ProbeAttempt,
  columns: readonly PhaseName[],
  scheme: ProbeReport["request"]["scheme"],
  end: number,
): TemplateResult {
  const { outcome, reading } = attempt;
  const phases = phasesOf(reading.timings, phaseNamesOf(attempt.kind, scheme), outcome.code === "timedOut");
  return html`<tr role="row">
    <th class="what" scope="row" role="rowheader"><span>${attemptLabel(attempt)}</span><span class="hint">${attemptHint(attempt)}</span></th>
    <td class="bc" aria-hidden="true">${barView(phases, end)}</td>
    ${columns.map((name) => timeCell(phases, name))}
    <td class="num tot" role="cell" data-l=${testTexts.total}>${timeOf(reading.timings.total)}</td>
    <td class="res" role="cell">${status(attemptTone(attempt), outcomeWords(outcome, reading))}</td>
  </tr>`;
}

/** Widths are set through the CSSOM, because the page's policy allows no style attributes. */
function barView(phases: readonly Phase[], end: number): TemplateResult {
  return html`<span class="bar">
    ${phases.map(({ name, outcome, milliseconds }) =>
      outcome === "notReached" || milliseconds === 0
        ? nothing
        : html`<i
            class=${outcome === "waiting" ? "lost" : name}
            .style=${`width: ${((100 * milliseconds) / end).toFixed(2)}%`}
          ></i>`,
    )}
  </span>`;
}

function timeCell(phases: readonly Phase[], name: PhaseName): TemplateResult {
  const phase = phases.find((each) => each.name === name);
  if (phase === undefined) return html`<td class="num fill" role="cell"></td>`;
  const { outcome, milliseconds } = phase;
  const time = outcome === "waiting" ? `> ${duration(milliseconds)}` : timeOf(milliseconds);
  return html`<td class="num" role="cell" data-l=${phaseNames[name]}>${outcome === "notReached" ? none : time}</td>`;
}

function timeOf(milliseconds: number) {
  return milliseconds > 0 ? duration(milliseconds) : none;
}

const none = html`<span class="muted">${testTexts.notReached}</span>`;

export function attemptTone({ outcome }: ProbeAttempt): Tone {
  if (works(outcome)) return "ok";
  if (outcome.code === "noResult") return "unknown";
  return isConnected(outcome) ? "warn" : "bad";
}

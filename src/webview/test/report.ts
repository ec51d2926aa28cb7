import { html, nothing, type TemplateResult } from "lit";
import type { ProbeReport, Verdict } from "../../core/probe/probe.ts";
import { elapsed, lines } from "../../text/page.ts";
import { ranLine, requestLine, statusLine, testTexts } from "../../text/pageTest.ts";
import { icon } from "../kit/icons.ts";
import { status, type Tone } from "../kit/status.ts";
import { timingsView } from "./timings.ts";

const tones: Record<Verdict["code"], Tone> = {
  passed: "ok",
  httpError: "warn",
  incomplete: "unknown",
  noCurl: "bad",
  otherFailure: "bad",
  refused: "bad",
  reset: "bad",
  timedOut: "bad",
  unknownName: "bad",
};

export function verdictTone({ code }: Verdict): Tone {
  return tones[code];
}

/** What one test found, below its verdict: facts, times, the answer, and all that curl wrote. */
export function reportView(report: ProbeReport, copy: (text: string) => void): TemplateResult {
  const { reading, verdict } = report;
  return html`
    ${factsView(report)} ${reading.exitCode === undefined ? nothing : timingsView(reading.timings)}
    ${responseView(report)} ${verboseView(reading.verbose, verdict.code !== "passed", copy)}
  `;
}

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

function factsView({ target, instanceId, instanceName, startedAt, durationMs }: ProbeReport): TemplateResult {
  const from =
    instanceName === "" || instanceName === instanceId ? instanceId : `${instanceName} · ${instanceId}`;
  return html`<dl class="meta">
    ${fact(testTexts.from, from)} ${fact(testTexts.to, html`<code>${target.host}</code>`)}
    ${fact(testTexts.request, requestLine(target.path, target.port))}
    ${fact(testTexts.ran, ranLine(moment.format(startedAt), elapsed(durationMs)))}
  </dl>`;
}

function fact(name: string, value: unknown): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function responseView({ reading, verdict }: ProbeReport): TemplateResult {
  const { httpStatus, body, remoteAddress } = reading;
  return html`<section class="blk" aria-labelledby="response">
    <h2 id="response">${testTexts.response}</h2>
    ${
      httpStatus === 0
        ? html`<p class="muted">${testTexts.noResponse}</p>`
        : html`<p>${status(tones[verdict.code], statusLine(httpStatus, remoteAddress))}</p>
            ${body === "" ? html`<p class="muted">${testTexts.emptyBody}</p>` : html`<pre>${body}</pre>`}`
    }
  </section>`;
}

function verboseView(verbose: string, open: boolean, copy: (text: string) => void): TemplateResult {
  return html`<details class="fold rule" ?open=${open}>
    <summary>
      ${icon("chevronRight")}<span>${testTexts.verbose}</span>
      <span class="muted small">${lines(verbose)}</span>
    </summary>
    <div class="blk">
      <pre>${verbose === "" ? testTexts.noVerbose : verbose}</pre>
      <div>
        <button type="button" class="btn sec sm" @click=${() => copy(verbose)}>
          ${icon("copy")}${testTexts.copyOutput}
        </button>
      </div>
    </div>
  </details>`;
}

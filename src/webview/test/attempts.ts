import { html, nothing, type TemplateResult } from "lit";
import { curlCommand } from "../../core/probe/curlCommand.ts";
import type { Addresses, ProbeAttempt, ProbeReport } from "../../core/probe/report.ts";
import { works } from "../../core/probe/verdict.ts";
import { lines } from "../../text/page.ts";
import { testTexts, verboseCut, verboseTitle } from "../../text/pageTest.ts";
import { attemptPlace, exitSentence, outcomeMeaning, outcomeWords } from "../../text/probeOutcome.ts";
import { icon } from "../kit/icons.ts";
import { status } from "../kit/status.ts";
import type { Copy } from "./report.ts";
import { attemptTone } from "./timings.ts";

/** All that is known of each attempt: one fold each, open for the first that failed. */
export function attemptsView(
  report: ProbeReport,
  failed: ProbeAttempt | undefined,
  copy: Copy,
): TemplateResult {
  return html`<div class="folds">
    ${report.attempts.map((attempt) => attemptView(report, attempt, attempt === failed, copy))}
  </div>`;
}

function attemptView(report: ProbeReport, attempt: ProbeAttempt, open: boolean, copy: Copy): TemplateResult {
  const { outcome, reading, host, ip } = attempt;
  const { verbose } = reading;
  const command = curlCommand(report.request, host, ip);
  return html`<details class="fold rule" ?open=${open}>
    <summary>
      ${icon("chevronRight")}<span>${verboseTitle(attemptPlace(attempt))}</span>
      ${status(attemptTone(attempt), outcomeWords(outcome, reading))}
      <span class="muted small">${lines(verbose)}</span>
    </summary>
    <div class="blk">
      <p>${exitSentence(reading.exitCode)} ${works(outcome) ? nothing : outcomeMeaning(outcome, report.endpointState, reading)}</p>
      <p class="hint"><code>${host}</code></p>
      ${addressesView(attempt.addresses)}
      <pre tabindex="0">${verbose === "" ? testTexts.noVerbose : verbose}</pre>
      ${reading.verboseCut ? html`<p class="hint">${verboseCut(new TextEncoder().encode(verbose).length)}</p>` : nothing}
      <div class="row wrap">
        ${copyButton(testTexts.copyOutput, verbose, copy)} ${copyButton(testTexts.copyCurl, command, copy)}
      </div>
    </div>
  </details>`;
}

function copyButton(label: string, text: string, copy: Copy): TemplateResult {
  return html`<button type="button" class="btn sec sm" @click=${() => copy(text)}>${icon("copy")}${label}</button>`;
}

function addressesView(addresses: Addresses | undefined) {
  if (addresses === undefined) return nothing;
  const { system, vpc } = addresses;
  if (system === undefined && vpc === undefined) return nothing;
  return html`<dl class="pairs small">
    ${addressRow(testTexts.resolver, system)} ${addressRow(testTexts.vpcResolver, vpc)}
  </dl>`;
}

function addressRow(name: string, found: readonly string[] | undefined) {
  if (found === undefined) return nothing;
  return html`<dt>${name}</dt>
    <dd>${found.length === 0 ? testTexts.noAddress : html`<code>${found.join(", ")}</code>`}</dd>`;
}

import { html, nothing, type TemplateResult } from "lit";
import { accountName } from "../../core/model/scope.ts";
import { commonName } from "../../core/probe/certificate.ts";
import { curlCommand } from "../../core/probe/curlCommand.ts";
import { answerHead, headerOf } from "../../core/probe/reading.ts";
import type { ProbeAttempt, ProbeReport } from "../../core/probe/report.ts";
import { works } from "../../core/probe/verdict.ts";
import { elapsed } from "../../text/page.ts";
import {
  bodyCut,
  expectationLine,
  ranLine,
  requestLine,
  statusLine,
  testTexts,
} from "../../text/pageTest.ts";
import { comparisonSentences } from "../../text/probe.ts";
import { attemptPlace } from "../../text/probeOutcome.ts";
import { icon } from "../kit/icons.ts";
import { status } from "../kit/status.ts";
import { attemptsView } from "./attempts.ts";
import { attemptTone, timingsView } from "./timings.ts";

export type Copy = (text: string) => void;

interface ReportActions {
  readonly copy: Copy;
  /** Runs the test once more, by the service's own name. */
  readonly askBy: (ownName: string) => void;
}

/** What one test found, below its verdict: facts, times, the answer, and all that curl wrote. */
export function reportView(report: ProbeReport, { copy, askBy }: ReportActions): TemplateResult {
  const [first] = report.attempts;
  const answered = report.attempts.find(({ reading }) => reading.httpStatus > 0) ?? first;
  // The first that failed says most; when all is well they all say the same.
  const failed = report.attempts.find(({ outcome }) => !works(outcome));
  return html`
    ${factsView(report)} ${comparisonView(report)} ${timingsView(report, copy)}
    ${answered === undefined ? nothing : answerView(report, answered)} ${certificateView(report, { copy, askBy })}
    ${attemptsView(report, failed, copy)}
  `;
}

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

function factsView(report: ProbeReport): TemplateResult {
  const { endpointName, request, scope, instanceId, instanceName, startedAt, durationMs } = report;
  const from = instanceName === instanceId ? instanceId : `${instanceName} · ${instanceId}`;
  const account = `${accountName(scope)} (${scope.account}) · ${scope.region}`;
  return html`<dl class="meta">
    ${fact(testTexts.from, from, account)}
    ${fact(testTexts.to, html`<code>${request.endpointId}</code>`, endpointName)}
    ${fact(testTexts.request, requestLine(request), expectationLine(request))}
    ${fact(testTexts.ran, ranLine(moment.format(startedAt), elapsed(durationMs)), "")}
  </dl>`;
}

function fact(name: string, value: unknown, hint: string): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}${hint === "" ? nothing : html`<span class="hint block">${hint}</span>`}</dd>
  </div>`;
}

function comparisonView(report: ProbeReport) {
  const { comparison } = report;
  if (comparison === undefined) return nothing;
  const isWorse = comparison.attempts.some(({ broken }) => broken);
  const sentences = comparisonSentences(report, moment.format(comparison.startedAt)).join(" ");
  return html`<section aria-label=${testTexts.comparison}>
    <p>${isWorse ? status("warn", sentences) : html`<span class="muted">${sentences}</span>`}</p>
  </section>`;
}

function answerView({ request, stored }: ProbeReport, attempt: ProbeAttempt): TemplateResult {
  const { reading, outcome } = attempt;
  const head = answerHead(reading);
  const answered = reading.httpStatus > 0;
  const none = outcome.code === "connected" ? testTexts.noAnswerAsked : testTexts.noResponse;
  const line = statusLine(
    head[0]?.replace(/^HTTP\/[\d.]+ /, "") ?? String(reading.httpStatus),
    headerOf(reading, "content-type"),
    reading.size,
  );
  const isExpected = request.expect?.text !== undefined && outcome.code === "passed";
  return html`<div class="cols">
    <section class="blk" aria-labelledby="response">
      <h2 id="response">
        ${testTexts.response} <span class="muted">${attemptPlace(attempt)}</span>
      </h2>
      ${
        answered
          ? html`<p>${status(attemptTone(attempt), line)} ${isExpected ? testTexts.expected : nothing}</p>
              ${bodyView(reading.body, reading.size, stored === true)}`
          : html`<p class="muted">${none}</p>`
      }
    </section>
    ${
      head.length === 0
        ? nothing
        : html`<section class="blk" aria-labelledby="headers">
            <h2 id="headers">${testTexts.headers}</h2>
            <pre>${head.join("\n")}</pre>
          </section>`
    }
  </div>`;
}

function bodyView(body: string, size: number, stored: boolean): TemplateResult {
  if (stored && size > 0) return html`<p class="muted">${testTexts.bodyNotKept}</p>`;
  if (body === "") return html`<p class="muted">${testTexts.emptyBody}</p>`;
  const shown = new TextEncoder().encode(body).length;
  return html`<pre>${body}</pre>
    ${shown < size ? html`<p class="hint">${bodyCut(shown, size)}</p>` : nothing}`;
}

function certificateView({ attempts, certificate, request }: ProbeReport, actions: ReportActions) {
  if (certificate === undefined) return nothing;
  const own = commonName(certificate);
  const mismatched = attempts.find(({ outcome }) => outcome.code === "wrongName");
  const until = certificate.expiresAt === undefined ? "" : day.format(certificate.expiresAt);
  return html`<section class="blk" aria-labelledby="certificate">
    <h2 id="certificate">${testTexts.certificate}</h2>
    <dl class="pairs">
      <dt>${testTexts.subject}</dt>
      <dd><code>${certificate.subject}</code></dd>
      <dt>${testTexts.issuer}</dt>
      <dd><code>${certificate.issuer}</code></dd>
      ${until === "" ? nothing : html`<dt>${testTexts.expires}</dt><dd>${until}</dd>`}
    </dl>
    ${
      mismatched === undefined || own === undefined
        ? nothing
        : ownNameView(own, curlCommand({ ...request, ownName: own }, mismatched.host), actions)
    }
  </section>`;
}

function ownNameView(ownName: string, command: string, { copy, askBy }: ReportActions): TemplateResult {
  return html`<p>${testTexts.byOwnName}</p>
    <pre>${command}</pre>
    <div class="row wrap">
      <button type="button" class="btn sec sm" @click=${() => askBy(ownName)}>${testTexts.askByOwnName}</button>
      <button type="button" class="btn sec sm" @click=${() => copy(command)}>
        ${icon("copy")}${testTexts.copyCurl}
      </button>
    </div>`;
}

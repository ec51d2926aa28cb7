import { html, nothing, type TemplateResult } from "lit";
import type { Failure } from "../../core/model/failure.ts";
import { failureAdvice } from "../../text/failures.ts";
import { answerLine, pageTexts } from "../../text/page.ts";

/** What a failure means and what to do, and AWS's own words under it. What was cancelled has nothing to add. */
export function failureView(failure: Failure): TemplateResult {
  const { code, awsCode, httpStatus, message, requestId } = failure;
  const words = awsCode === undefined ? message : `${awsCode}: ${message}`;
  return html`
    <p>${failureAdvice(failure)}</p>
    ${awsCode === undefined ? nothing : html`<h3>${pageTexts.awsSays}</h3>`}
    ${code === "aborted" || words === "" ? nothing : html`<pre>${words}</pre>`}
    ${requestId === undefined ? nothing : html`<p class="hint">${answerLine(requestId, httpStatus)}</p>`}
  `;
}

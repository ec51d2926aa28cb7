import { html, nothing, type TemplateResult } from "lit";
import type { Finding, RankedFinding } from "../../core/diagnose/finding.ts";
import type { DiagnoseReport, DiagnoseState } from "../../protocol/diagnose.ts";
import { findingAdvice, findingMeaning, findingTitle } from "../../text/diagnose/findingWords.ts";
import { sideNames } from "../../text/diagnose/gaps.ts";
import { certaintyWords, diagnoseTexts, doubtOf, roleWord } from "../../text/pageDiagnose.ts";
import { icon } from "../kit/icons.ts";
import { status, type Tone } from "../kit/status.ts";
import { type FixActions, fixView } from "./fix.ts";
import { findingId } from "./path.ts";
import { proofTable } from "./proof.ts";

export const roleTones: Record<RankedFinding["role"], Tone> = {
  cause: "bad",
  alsoWrong: "warn",
  risk: "warn",
};

interface Shown {
  readonly state: DiagnoseState;
  readonly report: DiagnoseReport;
  readonly index: number;
  readonly chosen: number;
}

/** One finding: what it is, what shows it, and what to do. The one that leads, or was asked for, is open. */
export function findingView(finding: RankedFinding, shown: Shown, actions: FixActions): TemplateResult {
  const { report, index } = shown;
  const doubt = doubtOf(finding);
  const isOpen = report.focus === undefined ? index === 0 : finding.cause === report.focus;
  return html`<li>
    <details class="find" ?open=${isOpen}>
      <summary>
        ${icon("chevronRight")}<span class="rk">${index + 1}</span>
        <h3 class="grow" id=${findingId(index)} tabindex="-1">${findingTitle(finding)}</h3>
        <span class="kd small">${status(roleTones[finding.role], roleWord(finding))}</span>
        <span class="sd small muted">${icon("account")}${sideNames[finding.side]}</span>
      </summary>
      <div class="fb">
        <p>${findingMeaning(finding)}</p>
        <p>${findingAdvice(finding)}</p>
        ${doubt === "" ? nothing : html`<p class="hint">${doubt}</p>`}
        ${finding.proof.length === 0 ? nothing : proofTable(finding.proof, report.links)}
        ${fixOf(finding, shown, actions)} ${foldedView(finding.folded, report)}
      </div>
    </details>
  </li>`;
}

function fixOf(finding: RankedFinding, shown: Shown, actions: FixActions) {
  const hasBox = finding.fixes.length > 0 || shown.report.requests[shown.index] !== undefined;
  return hasBox ? fixView(finding, { ...shown, primary: shown.index === 0 }, actions) : nothing;
}

/** What a finding brings with it: it goes away when the finding is mended. */
function foldedView(folded: readonly Finding[], { links }: DiagnoseReport) {
  if (folded.length === 0) return nothing;
  return html`<div class="blk">
    <h4>${diagnoseTexts.also}</h4>
    ${folded.map(
      (finding) => html`<details class="fold">
        <summary>
          ${icon("chevronRight")}<span class="grow">${findingTitle(finding)}</span>
          <span class="muted small">${certaintyWords[finding.certainty]}</span>
        </summary>
        <div class="fdd">
          <p class="small">${findingMeaning(finding)}</p>
          ${finding.proof.length === 0 ? nothing : proofTable(finding.proof, links)}
        </div>
      </details>`,
    )}
  </div>`;
}

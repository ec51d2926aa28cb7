import { html, nothing, type TemplateResult } from "lit";
import type { AuditCode, AuditGap, AuditItem } from "../../core/diagnose/audit.ts";
import type { Severity } from "../../core/diagnose/cause.ts";
import type { AuditPageMessage, AuditPhase, AuditState } from "../../protocol/audit.ts";
import {
  auditCodeTexts,
  auditCounts,
  auditGapReason,
  auditGapTitle,
  auditPlace,
  auditTexts,
  auditTitle,
  severityWords,
} from "../../text/diagnose/audit.ts";
import { failureTitle } from "../../text/failures.ts";
import { pageTexts } from "../../text/page.ts";
import { failureView } from "../kit/failure.ts";
import { focusIfActive, focusIfLost } from "../kit/focus.ts";
import { icon } from "../kit/icons.ts";
import { mountPage } from "../kit/page.ts";
import { status, type Tone, toneIcon } from "../kit/status.ts";
import { connectHost } from "../kit/vscode.ts";

const post = connectHost<AuditPageMessage>();

mountPage<AuditState>({
  view: auditView,
  ticks: () => false,
  shown: ({ phase }, previous) => {
    if (previous !== undefined && phase.status !== previous.phase.status) focusIfActive("title");
    // The button that was pressed cannot have the focus while it is disabled.
    else if (previous !== undefined && isAgain(previous.phase) && !isAgain(phase)) focusIfLost("title");
  },
});
post({ type: "ready" });

type Done = Extract<AuditPhase, { readonly status: "done" }>;

const tones: Record<Severity, Tone> = { broken: "bad", degraded: "warn", risk: "warn" };

function isAgain(phase: AuditPhase): boolean {
  return phase.status === "done" && phase.again;
}

function auditView(state: AuditState): TemplateResult {
  return html`
    <div class="sr" role="status">${announcement(state)}</div>
    <main class="page dg">${header(state)} ${phaseView(state.phase)}</main>
  `;
}

function phaseView(phase: AuditPhase) {
  switch (phase.status) {
    case "loading":
      return html`<p>${status("busy", auditTexts.looking)}</p>`;
    case "failed":
      return html`<section class="fs why">${failureView(phase.failure)}</section>`;
    case "done":
      return [groups(phase), gapsView(phase.audit.gaps)];
  }
}

/** One part for each kind of finding, with its rows; the worst first. */
function groups({ audit, revision }: Done): readonly TemplateResult[] {
  const placed = audit.items.map((item, place) => ({ item, place }));
  return [...Map.groupBy(placed, ({ item }) => item.code)].map(([code, rows]) =>
    groupView(code, rows, revision),
  );
}

interface Placed {
  readonly item: AuditItem;
  readonly place: number;
}

function groupView(code: AuditCode, rows: readonly Placed[], revision: number): TemplateResult {
  const { meaning, title } = auditCodeTexts[code];
  const { actions, name, what, where } = auditTexts;
  return html`<section class="blk" aria-labelledby=${`audit-${code}`}>
    <h2 id=${`audit-${code}`}>${title} <span class="muted">${rows.length}</span></h2>
    <p class="muted">${meaning}</p>
    <table class="proof audit" role="table" aria-labelledby=${`audit-${code}`}>
      <thead role="rowgroup">
        <tr role="row">
          ${[name, what, where, actions].map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((row) => rowView(row, revision))}
      </tbody>
    </table>
  </section>`;
}

function rowView({ item, place }: Placed, revision: number): TemplateResult {
  const { code, name, resource, severity } = item;
  const { detail, fix } = auditCodeTexts[code];
  const link = (label: string, type: "diagnose" | "fix" | "reveal") =>
    html`<button type="button" class="link" aria-label=${`${label}: ${name}`} @click=${() => post({ type, revision, item: place })}>
      ${label}
    </button>`;
  const short = resource.startsWith("arn:") ? resource.slice(resource.lastIndexOf(":") + 1) : resource;
  return html`<tr role="row">
    <td role="cell">
      <b>${name}</b>
      ${short === name ? nothing : html`<div class="hint mono" title=${resource}>${short}</div>`}
    </td>
    <td role="cell">
      <span class="small">${status(tones[severity], severityWords[severity])}</span>
      <div class="hint">${detail(item)}</div>
    </td>
    <td role="cell" class="small">${auditPlace(item)}</td>
    <td role="cell" class="small">
      <span class="row wrap">
        ${link(auditTexts.diagnose, "diagnose")} ${fix === undefined ? nothing : link(fix, "fix")}
        ${link(auditTexts.reveal, "reveal")}
      </span>
    </td>
  </tr>`;
}

function gapsView(gaps: readonly AuditGap[]) {
  if (gaps.length === 0) return nothing;
  return html`<section class="blk" aria-labelledby="unseen">
    <h2 id="unseen">${auditTexts.unseen}</h2>
    <ul class="ns">
      ${gaps.map(
        (gap) => html`<li>
          <span class="st unknown unseen">${toneIcon("unknown")}<b>${auditGapTitle(gap)}</b></span>
          <p class="muted">${auditGapReason(gap)}</p>
        </li>`,
      )}
    </ul>
  </section>`;
}

function header(state: AuditState): TemplateResult {
  const { phase, sandbox } = state;
  const isDone = phase.status === "done";
  const tone = toneOf(phase);
  return html`<header class="hd">
    <div class="stack grow">
      <div class="row wrap small">
        <span class="muted">${auditTexts.title}</span>
        ${sandbox ? html`<span class="badge">${pageTexts.sandbox}</span>` : nothing}
      </div>
      <h1 class="vt st ${tone ?? ""}" id="title" tabindex="-1">
        ${tone === undefined ? nothing : toneIcon(tone)}<span>${heading(phase)}</span>
      </h1>
      ${isDone ? html`<p class="muted in">${phase.again ? auditTexts.lookingAgain : auditCounts(phase.audit)}</p>` : nothing}
    </div>
    <div class="row wrap acts">
      <button
        type="button"
        class="btn sec sm"
        ?disabled=${phase.status === "loading" || (isDone && phase.again)}
        @click=${() => post({ type: "rerun" })}
      >
        ${icon("refresh")}${auditTexts.rerun}
      </button>
      ${
        isDone
          ? html`<button type="button" class="btn sec sm" @click=${() => post({ type: "copyMarkdown" })}>
              ${auditTexts.markdown}
            </button>`
          : nothing
      }
    </div>
  </header>`;
}

function toneOf(phase: AuditPhase): Tone | undefined {
  if (phase.status === "loading") return undefined;
  if (phase.status === "failed") return "bad";
  const [first] = phase.audit.items;
  if (first === undefined) return phase.audit.gaps.length === 0 ? "ok" : "unknown";
  const isBroken = phase.audit.items.some(({ severity }) => severity === "broken");
  return isBroken ? "bad" : "warn";
}

function heading(phase: AuditPhase): string {
  switch (phase.status) {
    case "loading":
      return auditTexts.title;
    case "failed":
      return failureTitle(phase.failure);
    case "done":
      return auditTitle(phase.audit);
  }
}

function announcement({ copied, phase }: AuditState): string {
  if (copied) return auditTexts.copied;
  return phase.status === "loading" ? auditTexts.looking : heading(phase);
}

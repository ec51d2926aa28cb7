import { html, nothing, type TemplateResult } from "lit";
import type { Side, StationName } from "../../core/diagnose/cause.ts";
import type { Diagnosis, StationState } from "../../core/diagnose/finding.ts";
import type { DiagnoseReport, Party } from "../../protocol/diagnose.ts";
import { sideNames } from "../../text/diagnose/gaps.ts";
import { diagnoseTexts, stationDetails, stationNames, stationStates } from "../../text/pageDiagnose.ts";
import { goTo } from "../kit/focus.ts";
import { type IconName, icon } from "../kit/icons.ts";
import { status, type Tone, toneIcon } from "../kit/status.ts";

const stationTones: Record<StationState["state"], Tone> = {
  fine: "ok",
  degraded: "warn",
  broken: "bad",
  notSeen: "unknown",
};

const stationIcons: Record<StationName, IconName> = {
  name: "globe",
  client: "vm",
  endpoint: "plug",
  acceptance: "check",
  service: "package",
  loadBalancer: "typeHierarchy",
  target: "target",
};

/** The path as a packet takes it, each station with how good it is; those with a finding lead to it. */
export function pathView({ diagnosis, sides }: DiagnoseReport): TemplateResult {
  return html`<section aria-label=${diagnoseTexts.path}>
    <div class="sides" aria-hidden="true">${sideView("consumer", sides.consumer)} ${sideView("provider", sides.provider)}</div>
    <ol class="path">
      ${diagnosis.stations.map((station) => stationView(station, diagnosis))}
    </ol>
  </section>`;
}

function sideView(side: Side, { open, name, account }: Party): TemplateResult {
  const who = [name, account, open ? undefined : diagnoseTexts.notOpen].filter((part) => part !== undefined);
  return html`<span class="side"><b>${sideNames[side]}</b> <span class="muted">${who.join(" · ")}</span></span>`;
}

function stationView(station: StationState, { findings }: Diagnosis): TemplateResult {
  const { name, state } = station;
  const first = findings.findIndex((finding) => finding.station === name);
  const inside = html`<span class="box">${icon(stationIcons[name])}</span>
    <span class="tx">
      <b>${stationNames[name]}</b>
      ${stationDetails(station).map((detail) => html`<span class="hint" title=${detail}>${detail}</span>`)}
      <span class="small">${status(stationTones[state], stationStates[state])}</span>
    </span>`;
  return html`<li class="sta ${state}">
    ${state === "broken" ? html`<span class="brk">${toneIcon("bad")}</span>` : nothing}
    ${
      first === -1
        ? html`<span class="node">${inside}</span>`
        : html`<button type="button" class="node" @click=${() => goTo(findingId(first))}>${inside}</button>`
    }
  </li>`;
}

/** Of the heading of a finding, by its place in the diagnosis. */
export function findingId(index: number): string {
  return `finding-${index}`;
}

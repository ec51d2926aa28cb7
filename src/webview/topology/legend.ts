import { html, nothing, svg, type TemplateResult } from "lit";
import type { TopologyEdge } from "../../core/diagnose/topology/graph.ts";
import { stationStates } from "../../text/pageDiagnose.ts";
import { edgeStates, keyTexts, topologyTexts } from "../../text/pageTopology.ts";
import { status } from "../kit/status.ts";
import { nodeTones } from "./node.ts";
import { crossAt } from "./picture.ts";

const nodeStates = ["fine", "degraded", "broken", "notSeen"] as const;
const lineStates = ["passes", "impaired", "stops", "notSeen"] as const;

/** What the colours, signs and lines mean, and which keys lead where. */
export function legendView(): TemplateResult {
  return html`<div class="legend" role="note" aria-label=${topologyTexts.legend}>
      ${nodeStates.map((state) => status(nodeTones[state], stationStates[state]))} ${lineStates.map(lineSample)}
    </div>
    <div class="legend muted small">
      <span class="grow">${topologyTexts.ports}</span>
      <span>
        <kbd>←</kbd> <kbd>→</kbd> ${keyTexts.along}, <kbd>↑</kbd> <kbd>↓</kbd> ${keyTexts.across},
        <kbd>Enter</kbd> ${keyTexts.opens}
      </span>
    </div>`;
}

function lineSample(state: TopologyEdge["state"]): TemplateResult {
  return html`<span class="row lg"
    ><svg class="topo sample" viewBox="0 0 32 16" width="32" height="16" aria-hidden="true">
      <g class="edge ${state}">
        <path d="M0 8H32"></path>
        ${state === "stops" ? crossAt(16, 8) : svg`${nothing}`}
      </g></svg
    >${edgeStates[state]}</span
  >`;
}

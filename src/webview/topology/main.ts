import { html, nothing, type TemplateResult } from "lit";
import type { Topology, TopologyNode } from "../../core/diagnose/topology/graph.ts";
import { type Layout, layoutOf } from "../../core/diagnose/topology/layout.ts";
import { boxBeside, type Direction } from "../../core/diagnose/topology/walk.ts";
import type { TopologyPageMessage, TopologyPhase, TopologyState } from "../../protocol/topology.ts";
import { failureTitle } from "../../text/failures.ts";
import { pageTexts } from "../../text/page.ts";
import { diagnoseTexts, diagnosisTitle, hasGaps } from "../../text/pageDiagnose.ts";
import { percent, topologyTexts } from "../../text/pageTopology.ts";
import { failureView } from "../kit/failure.ts";
import { focusIfLost } from "../kit/focus.ts";
import { icon } from "../kit/icons.ts";
import { mountPage } from "../kit/page.ts";
import { status, type Tone } from "../kit/status.ts";
import { connectHost, keepForReload } from "../kit/vscode.ts";
import { legendView } from "./legend.ts";
import { listView } from "./list.ts";
import { nodeElementId } from "./node.ts";
import { pictureView } from "./picture.ts";
import { standaloneSvg } from "./saved.ts";
import { selectedView } from "./selected.ts";

const post = connectHost<TopologyPageMessage>();

type Done = Extract<TopologyPhase, { readonly status: "done" }>;

/** What only the page knows: the node that was looked at last, and how the picture is shown. */
let selected: string | undefined;
let zoom: number | undefined;
let asList = false;

const draw = mountPage<TopologyState>({
  view: topologyView,
  receive: ({ kept }) => keepForReload(kept),
  ticks: () => false,
  // The button that was pressed cannot have the focus while it is disabled.
  shown: ({ phase }, previous) => {
    if (previous !== undefined && isAgain(previous.phase) && !isAgain(phase)) focusIfLost("title");
  },
});
post({ type: "ready" });

function isAgain(phase: TopologyPhase): boolean {
  return phase.status === "done" && phase.again;
}

function topologyView(state: TopologyState): TemplateResult {
  const { phase } = state;
  return html`
    <div class="sr" role="status">${phase.status === "loading" ? diagnoseTexts.looking : verdictOf(phase)}</div>
    <main class="page tp">${header(state)} ${phaseView(phase)}</main>
  `;
}

function phaseView(phase: TopologyPhase) {
  switch (phase.status) {
    case "loading":
      return html`<p>${status("busy", diagnoseTexts.looking)}</p>`;
    case "failed":
      return html`<section class="fs why">${failureView(phase.failure)}</section>`;
    case "done":
      return doneView(phase);
  }
}

function doneView(phase: Done): TemplateResult {
  const { topology, diagnosis, sides } = phase;
  const layout = layoutOf(topology);
  const current = currentNode(topology);
  const choose = (id: string) => {
    selected = id;
    draw();
  };
  return html`
    <div class=${asList ? "" : "hide-wide"}>${listView(topology, choose)}</div>
    ${
      asList
        ? nothing
        : html`<div class="hide-narrow stack">
            ${pictureView(layout, {
              sides,
              zoom,
              current: current?.id ?? "",
              select: choose,
              open: (id) => {
                choose(id);
                post({ type: "reveal", node: id });
              },
              key: (event) => pressed(event, layout, current?.id ?? ""),
            })}
            ${legendView()}
          </div>`
    }
    ${
      current === undefined
        ? nothing
        : selectedView(current, diagnosis, {
            reveal: () => post({ type: "reveal", node: current.id }),
            copy: (text) => post({ type: "copy", text }),
          })
    }
  `;
}

/** At first the one that is worst off, which is what people have come for. */
function currentNode({ nodes }: Topology): TopologyNode | undefined {
  const worst = (["broken", "degraded"] as const).flatMap((state) =>
    nodes.filter((node) => node.state === state),
  );
  return nodes.find(({ id }) => id === selected) ?? worst[0] ?? nodes[0];
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

function pressed(event: KeyboardEvent, layout: Layout, current: string): void {
  const direction = directions[event.key];
  if (direction !== undefined) focusNode(boxBeside(layout, current, direction)?.node.id);
  else if (event.key === "Enter" || event.key === " ") post({ type: "reveal", node: current });
  else if (event.key === "+" || event.key === "=") zoomBy(step);
  else if (event.key === "-") zoomBy(1 / step);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
}

function focusNode(id: string | undefined): void {
  if (id !== undefined) document.getElementById(nodeElementId(id))?.focus();
}

const step = 1.25;

function zoomBy(factor: number): void {
  zoom = Math.min(4, Math.max(0.25, shownZoom() * factor));
  draw();
}

function fit(): void {
  zoom = undefined;
  draw();
}

/** What the picture is drawn at, also while it fits the page. */
function shownZoom(): number {
  const picture = document.getElementById("picture");
  if (!(picture instanceof SVGSVGElement)) return 1;
  return picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
}

function header({ title, sandbox, phase }: TopologyState): TemplateResult {
  const isDone = phase.status === "done";
  return html`<header class="hd">
    <div class="stack grow">
      <div class="row wrap">
        <h1 id="title" tabindex="-1">${title}</h1>
        ${sandbox ? html`<span class="badge">${pageTexts.sandbox}</span>` : nothing}
      </div>
      ${phase.status === "loading" ? nothing : html`<p>${status(toneOf(phase), verdictOf(phase))}</p>`}
    </div>
    <div class="row wrap acts">
      ${isDone && !asList ? zoomButtons() : nothing}
      <button type="button" class="btn sec sm" ?disabled=${phase.status === "loading" || (isDone && phase.again)} @click=${() => post({ type: "rerun" })}>
        ${icon("refresh")}${diagnoseTexts.rerun}
      </button>
      ${isDone ? doneButtons() : nothing}
      <button type="button" class="btn sm" @click=${() => post({ type: "diagnose" })}>${topologyTexts.diagnose}</button>
    </div>
  </header>`;
}

function doneButtons(): TemplateResult {
  return html`<button type="button" class="btn sec sm hide-narrow" @click=${toggleList}>
      ${icon(asList ? "typeHierarchy" : "list")}${asList ? topologyTexts.asPicture : topologyTexts.asList}
    </button>
    ${asList ? nothing : html`<button type="button" class="btn sec sm hide-narrow" @click=${save}>${topologyTexts.exportSvg}</button>`}`;
}

function zoomButtons(): TemplateResult {
  const { zoomIn, zoomOut, fit: fits } = topologyTexts;
  return html`<span class="row hide-narrow" role="group" aria-label=${topologyTexts.zoom}>
    <button type="button" class="btn sec sm" aria-label=${zoomOut} title=${zoomOut} @click=${() => zoomBy(1 / step)}>−</button>
    <button type="button" class="btn sec sm" @click=${fit}>${zoom === undefined ? fits : `${fits} (${percent(zoom)})`}</button>
    <button type="button" class="btn sec sm" aria-label=${zoomIn} title=${zoomIn} @click=${() => zoomBy(step)}>+</button>
  </span>`;
}

function toggleList(): void {
  asList = !asList;
  draw();
}

function save(): void {
  const picture = document.getElementById("picture");
  if (picture instanceof SVGSVGElement) post({ type: "save", svg: standaloneSvg(picture) });
}

function toneOf(phase: Exclude<TopologyPhase, { readonly status: "loading" }>): Tone {
  if (phase.status === "failed") return "bad";
  const [first] = phase.diagnosis.findings;
  if (first !== undefined && first.role !== "risk") return "bad";
  return hasGaps(phase.diagnosis) ? "unknown" : "ok";
}

function verdictOf(phase: Exclude<TopologyPhase, { readonly status: "loading" }>): string {
  return phase.status === "failed" ? failureTitle(phase.failure) : diagnosisTitle(phase.diagnosis, false);
}

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Side } from "../../core/diagnose/cause.ts";
import type { Lane, Layout, Rectangle } from "../../core/diagnose/topology/layout.ts";
import type { Line } from "../../core/diagnose/topology/lines.ts";
import type { Party } from "../../protocol/diagnose.ts";
import { sideNames } from "../../text/diagnose/gaps.ts";
import { diagnoseTexts } from "../../text/pageDiagnose.ts";
import { portsWord, shortened, topologyTexts } from "../../text/pageTopology.ts";
import { iconAt, nodeView } from "./node.ts";

interface PictureOptions {
  readonly sides: Readonly<Record<Side, Party>>;
  /** The node that is in the tab order. */
  readonly current: string;
  /** 1 is full size; absent, as wide as the page but no wider than full size. */
  readonly zoom: number | undefined;
  readonly select: (id: string) => void;
  readonly open: (id: string) => void;
  readonly key: (event: KeyboardEvent) => void;
}

/** The path as a picture. Its size is set through the CSSOM, because the page's policy allows no style attributes. */
export function pictureView(layout: Layout, options: PictureOptions): TemplateResult {
  const { width, height, consumer, provider, lanes, boxes, lines } = layout;
  const { sides, current, zoom } = options;
  const size = zoom === undefined ? `width: 100%; max-width: ${width}px` : `width: ${width * zoom}px`;
  return html`<div class="canvas">
    <svg
      class="topo"
      id="picture"
      viewBox="0 0 ${width} ${height}"
      .style=${size}
      role="group"
      aria-label=${topologyTexts.picture}
      @keydown=${options.key}
    >
      ${accountView("consumer", sides.consumer, consumer)} ${accountView("provider", sides.provider, provider)}
      ${lanes.map((lane) => laneView(lane, provider.x))} ${lines.map(lineView)}
      ${boxes.map((box) =>
        nodeView(box, box.node.id === current, {
          select: () => options.select(box.node.id),
          open: () => options.open(box.node.id),
        }),
      )}
    </svg>
  </div>`;
}

function accountView(
  side: Side,
  { account, name, open }: Party,
  { x, y, width, height }: Rectangle,
): SVGTemplateResult {
  const who = [name, account].filter((part) => part !== undefined).join(" · ");
  return svg`<g class="acct">
    <rect x=${x} y=${y} width=${width} height=${height} rx="4"></rect>
    ${iconAt("account", "ic", x + 12, y + 10)}
    <text class="n" x=${x + 34} y=${y + 22}>${sideNames[side]}</text>
    <text class="s" x=${x + 34} y=${y + 42}>${shortened(open ? who : [who, diagnoseTexts.notOpen].filter(Boolean).join(", "), 44)}</text>
  </g>`;
}

function laneView({ x, y, width, height, zone }: Lane, providerX: number) {
  return svg`<g class="lane">
    <rect x=${x} y=${y} width=${width} height=${height}></rect>
    ${zone === undefined ? nothing : [zoneText(zone.id, zone.consumerName, 12, y + 20), zoneText(zone.id, zone.providerName, providerX + 12, y + 20)]}
  </g>`;
}

function zoneText(id: string, name: string | undefined, x: number, y: number) {
  // An account that has nothing in a zone has no name for it that is known.
  if (name === undefined) return nothing;
  return svg`<text class="z" x=${x} y=${y}><tspan class="n">${id}</tspan> <tspan class="s">${name}</tspan></text>`;
}

function lineView({ edge, points, middle, labelled }: Line): SVGTemplateResult {
  const last = points.at(-1) ?? middle;
  const path = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
  const { x, y } = last;
  const stops = edge.state === "stops";
  return svg`<g class="edge ${edge.state}">
    <path d=${path}></path>
    <path class="ah" d="M${x - 6} ${y - 4}L${x} ${y}L${x - 6} ${y + 4}z"></path>
    ${stops ? crossAt(middle.x - 3, middle.y) : nothing}
    ${labelled && edge.ports.length > 0 ? svg`<text x=${middle.x - 2} y=${y - (stops ? 11 : 6)} text-anchor="middle">${portsWord(edge.ports)}</text>` : nothing}
  </g>`;
}

export function crossAt(x: number, y: number): SVGTemplateResult {
  return svg`<g class="x"><circle cx=${x} cy=${y} r="7"></circle><path d="M${x - 3} ${y - 3}l6 6m0 -6l-6 6"></path></g>`;
}

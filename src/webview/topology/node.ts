import { type SVGTemplateResult, svg } from "lit";
import type { Column, NodeState } from "../../core/diagnose/topology/graph.ts";
import type { Box } from "../../core/diagnose/topology/layout.ts";
import { nodeName, nodeSentence, nodeWord, shortened } from "../../text/pageTopology.ts";
import { type IconName, iconShape } from "../kit/icons.ts";
import { type Tone, toneIcons } from "../kit/status.ts";

export const columnIcons: Record<Column, IconName> = {
  client: "vm",
  interfaces: "chip",
  service: "package",
  loadBalancers: "typeHierarchy",
  targetGroups: "target",
  targets: "vm",
};

export const nodeTones: Record<NodeState, Tone> = {
  fine: "ok",
  degraded: "warn",
  broken: "bad",
  notSeen: "unknown",
};

/** Characters that a box has room for: of its name, and of the smaller lines below it. */
const room = { name: 13, small: 16 } as const;

interface NodeActions {
  readonly select: () => void;
  readonly open: () => void;
}

/** A box of the picture. One of them at a time is in the tab order; arrow keys lead to the others. */
export function nodeView(box: Box, isCurrent: boolean, { select, open }: NodeActions): SVGTemplateResult {
  const { node, x, y, width, height } = box;
  const top = y + (height - 72) / 2;
  const tone = nodeTones[node.state];
  return svg`<g
    class="tn ${node.state} ${isCurrent ? "current" : ""}"
    id=${nodeElementId(node.id)}
    role="button"
    tabindex=${isCurrent ? 0 : -1}
    aria-label=${nodeSentence(node)}
    @focus=${select}
    @click=${open}
  >
    <title>${nodeSentence(node)}</title>
    <rect class="frame" x=${x} y=${y} width=${width} height=${height} rx="3"></rect>
    <rect class="ring" data-ring x=${x - 4} y=${y - 4} width=${width + 8} height=${height + 8} rx="5"></rect>
    ${iconAt(columnIcons[node.column], "ic", x + 8, top + 10)}
    <text class="n" x=${x + 30} y=${top + 22}>${shortened(nodeName(node), room.name)}</text>
    <text class="s" x=${x + 8} y=${top + 40}>${shortened(node.detail, room.small)}</text>
    ${iconAt(toneIcons[tone], "si", x + 8, top + 46)}
    <text class="w" x=${x + 28} y=${top + 58}>${shortened(nodeWord(node), room.small)}</text>
  </g>`;
}

/** Ids of nodes hold characters that ids of elements are better without. */
export function nodeElementId(id: string): string {
  return `node-${id.replaceAll(/[^\w-]/g, "_")}`;
}

export function iconAt(name: IconName, look: string, x: number, y: number): SVGTemplateResult {
  return svg`<g class="gi ${look}" transform="translate(${x} ${y})">${iconShape(name)}</g>`;
}

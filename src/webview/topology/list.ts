import { html, nothing, type TemplateResult } from "lit";
import { columns, type Topology, type TopologyNode } from "../../core/diagnose/topology/graph.ts";
import { columnNames, edgeSentence, nodeName, nodeWord, topologyTexts } from "../../text/pageTopology.ts";
import { joined } from "../../text/states.ts";
import { icon } from "../kit/icons.ts";
import { status } from "../kit/status.ts";
import { columnIcons, nodeTones } from "./node.ts";

/** The picture in words, hop by hop: for narrow pages and for who cannot see it. */
export function listView({ nodes, edges }: Topology, select: (id: string) => void): TemplateResult {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ordered = columns.flatMap((column) => nodes.filter((node) => node.column === column));
  return html`<ol class="tlist">
    ${ordered.map((node) => {
      const ways = edges.flatMap((edge) => {
        const to = byId.get(edge.to);
        return edge.from !== node.id || to === undefined ? [] : [edgeSentence(edge, to)];
      });
      return html`<li>
        <div class="row">
          ${icon(columnIcons[node.column])}
          <button type="button" class="link grow" @click=${() => select(node.id)}>${titleOf(node)}</button>
          ${status(nodeTones[node.state], nodeWord(node))}
        </div>
        ${ways.length === 0 ? nothing : html`<p class="hint">${topologyTexts.leadsTo} ${ways.join("; ")}</p>`}
      </li>`;
    })}
  </ol>`;
}

function titleOf(node: TopologyNode): TemplateResult {
  const kind = columnNames[node.column];
  const name = nodeName(node);
  return html`<b>${joined(kind, node.zone)}</b>
    <span class="muted small">${joined(name !== kind && name, node.detail)}</span>`;
}

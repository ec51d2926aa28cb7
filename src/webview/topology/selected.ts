import { html, nothing, type TemplateResult } from "lit";
import type { Diagnosis, RankedFinding } from "../../core/diagnose/finding.ts";
import type { TopologyNode } from "../../core/diagnose/topology/graph.ts";
import { findingMeaning, findingTitle } from "../../text/diagnose/findingWords.ts";
import { diagnoseTexts, roleWord } from "../../text/pageDiagnose.ts";
import { columnNames, nodeName, nodeWord, topologyTexts } from "../../text/pageTopology.ts";
import { joined } from "../../text/states.ts";
import { icon } from "../kit/icons.ts";
import { status, type Tone } from "../kit/status.ts";
import { columnIcons, nodeTones } from "./node.ts";

interface SelectedActions {
  readonly reveal: () => void;
  readonly copy: (text: string) => void;
}

const roleTones: Record<RankedFinding["role"], Tone> = { cause: "bad", alsoWrong: "warn", risk: "warn" };

/** What is known of one node: its state, the findings about it with their proof, and what it stands for. */
export function selectedView(
  node: TopologyNode,
  { findings }: Diagnosis,
  { reveal, copy }: SelectedActions,
): TemplateResult {
  const about = node.findings.flatMap((index) => findings[index] ?? []);
  const [id] = node.resources;
  const name = nodeName(node);
  const kind = columnNames[node.column];
  return html`<section class="sel" aria-labelledby="selected">
    <div class="row wrap">
      ${icon(columnIcons[node.column])}
      <h2 class="grow" id="selected">
        ${kind} ${name === kind ? nothing : name} <span class="muted">${joined(node.detail, node.zone)}</span>
      </h2>
      ${
        id === undefined
          ? nothing
          : html`<button type="button" class="btn sec sm" @click=${reveal}>${topologyTexts.reveal}</button>
              <button type="button" class="btn sec sm" @click=${() => copy(id)}>${icon("copy")}${topologyTexts.copyId}</button>`
      }
    </div>
    <p>${status(nodeTones[node.state], nodeWord(node))}</p>
    ${about.length === 0 ? html`<p class="muted">${topologyTexts.nothingFound}</p>` : about.map(findingView)}
    ${node.members === undefined ? nothing : membersView(node.members)}
  </section>`;
}

function findingView(finding: RankedFinding): TemplateResult {
  return html`<div class="stack">
    <p>${status(roleTones[finding.role], html`<b>${roleWord(finding)}:</b> ${findingTitle(finding)}`)}</p>
    <p>${findingMeaning(finding)}</p>
    <ul class="small muted">
      ${finding.proof.map(
        ({ field, value }) =>
          html`<li><code>${field} = ${value === "" ? diagnoseTexts.absent : value}</code></li>`,
      )}
    </ul>
  </div>`;
}

function membersView(members: readonly TopologyNode[]): TemplateResult {
  return html`<details class="fold">
    <summary>
      ${icon("chevronRight")}<span>${topologyTexts.members}</span><span class="muted small">${members.length}</span>
    </summary>
    <ul class="iam">
      ${members.map(
        (member) => html`<li class="row small">
          <span class="grow">${joined(nodeName(member), member.detail)}</span>
          ${status(nodeTones[member.state], nodeWord(member))}
        </li>`,
      )}
    </ul>
  </details>`;
}

import { env, Uri, type WebviewPanel, window, workspace } from "vscode";
import type { DiagnoseSession } from "../../app/diagnoseSession.ts";
import type { Session } from "../../app/session.ts";
import type { TopologyNode } from "../../core/diagnose/topology/graph.ts";
import { topologyOf } from "../../core/diagnose/topology/topology.ts";
import { dispatch, type Handlers } from "../../protocol/envelope.ts";
import {
  parseTopologyMessage,
  type TopologyPageMessage,
  type TopologyPhase,
  type TopologyState,
} from "../../protocol/topology.ts";
import { messages } from "../../text/messages.ts";
import { keptOf, sidesOf, subjectOf } from "./diagnoseState.ts";
import { Page } from "./page.ts";
import { homeOrWorkspace } from "./planOutputs.ts";

export interface TopologyPanelPorts {
  readonly extensionUri: Uri;
  readonly session: Session;
  /** What people call the endpoint or the service. */
  readonly name: string;
  readonly diagnose: () => void;
  /** Shows the row of a node in the side bar. */
  readonly reveal: (node: TopologyNode) => void;
  readonly onDispose: () => void;
}

/** The picture of one connection, or of one service. */
export class TopologyPanel {
  readonly #diagnosis: DiagnoseSession;
  readonly #ports: TopologyPanelPorts;
  readonly #page: Page<TopologyState, TopologyPageMessage>;

  constructor(diagnosis: DiagnoseSession, ports: TopologyPanelPorts, revived?: WebviewPanel) {
    this.#diagnosis = diagnosis;
    this.#ports = ports;
    const unsubscribe = diagnosis.changed.add(() => this.#show());
    this.#page = new Page(
      {
        extensionUri: ports.extensionUri,
        page: "topology",
        title: messages.topologyTitle(subjectOf(diagnosis, ports.name).title),
        parse: parseTopologyMessage,
        onMessage: (message) => dispatch(this.#handlers, message),
        onDispose: () => {
          unsubscribe();
          ports.onDispose();
        },
      },
      revived,
    );
  }

  reveal(): void {
    this.#page.reveal();
  }

  dispose(): void {
    this.#page.dispose();
  }

  #show(): void {
    const { title } = subjectOf(this.#diagnosis, this.#ports.name);
    this.#page.rename(messages.topologyTitle(title));
    this.#page.show({
      title,
      kept: keptOf(this.#diagnosis, title),
      sandbox: this.#ports.session.isSandbox,
      phase: this.#phase(),
    });
  }

  #phase(): TopologyPhase {
    const { phase } = this.#diagnosis;
    if (phase.status !== "done") return phase;
    const { diagnosis, evidence, target } = phase.report;
    return {
      status: "done",
      topology: topologyOf(target, evidence, diagnosis),
      diagnosis,
      sides: sidesOf(evidence, target.endpointId),
      again: phase.again,
    };
  }

  #reveal(id: string): void {
    const phase = this.#phase();
    if (phase.status !== "done") return;
    const node = phase.topology.nodes.find((each) => each.id === id);
    if (node !== undefined) this.#ports.reveal(node);
  }

  /** The text comes from the page; it goes into a file that the user names, and is run by nobody here. */
  async #save(svg: string): Promise<void> {
    const { title } = subjectOf(this.#diagnosis, this.#ports.name);
    const name = `${title.replaceAll(/[^\w.-]+/g, "-")}.svg`;
    const uri = await window.showSaveDialog({
      defaultUri: Uri.joinPath(homeOrWorkspace(), name),
      filters: { SVG: ["svg"] },
    });
    if (uri === undefined) return;
    try {
      await workspace.fs.writeFile(uri, new TextEncoder().encode(svg));
      window.setStatusBarMessage(messages.pictureSaved(uri.fsPath), 5000);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(messages.pictureNotSaved(uri.fsPath, reason));
    }
  }

  readonly #handlers: Handlers<TopologyPageMessage> = {
    ready: () => this.#show(),
    // Its failure is shown as the page's state.
    rerun: () => void this.#diagnosis.again(),
    diagnose: () => this.#ports.diagnose(),
    reveal: ({ node }) => this.#reveal(node),
    copy: ({ text }) => void env.clipboard.writeText(text),
    save: ({ svg }) => void this.#save(svg),
  };
}

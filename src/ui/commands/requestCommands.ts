import { commands, ProgressLocation, window, workspace } from "vscode";
import { decideConnections, type Outcome } from "../../app/decideConnections.ts";
import type { Session } from "../../app/session.ts";
import { connectionNode } from "../../core/inventory/connections.ts";
import type { Capability, ConnectionNode, Node } from "../../core/inventory/node.ts";
import { readSnapshots } from "../../core/inventory/state.ts";
import { known } from "../../core/model/snapshot.ts";
import { connectionWords, nodeDescription, nodeLabel } from "../../text/nodes.ts";
import { requestMessages as messages } from "../../text/requests.ts";
import { toSignal } from "../platform/cancellation.ts";

/** What can be done about connections; `again` accepts what was rejected. */
type Deed = "accept" | "again" | "reject";

const capabilityOf: Record<Deed, Capability> = {
  accept: "acceptable",
  again: "acceptableAgain",
  reject: "rejectable",
};

/** Accept and Reject, on one row, on several, or from the palette. */
export class RequestCommands {
  readonly #session: Session;
  readonly #selected: () => readonly Node[];

  /** @param selected The rows that are selected in the Requests view. */
  constructor(session: Session, selected: () => readonly Node[]) {
    this.#session = session;
    this.#selected = selected;
  }

  /** VS Code passes the row, and all selected rows when there are several. */
  async decide(deed: Deed, node?: Node, rows?: readonly Node[]): Promise<void> {
    const { inventory, origin } = this.#session;
    const nodes = await this.#targets(deed, node, rows);
    if (nodes.length === 0 || !(await this.#isConfirmed(deed, nodes))) return;
    // People take their time over questions, and the sandbox may have come or gone meanwhile.
    if (this.#session.origin !== origin) return;
    const aws = await this.#session.aws();
    const decision = decisionOf(deed);
    const outcomes = await window.withProgress(
      { location: ProgressLocation.Window, title: "PrivateLink" },
      (_, token) => decideConnections(aws, inventory, decision, nodes, toSignal(token)),
    );
    // The rows tell what follows; nothing waits for this.
    void inventory.refresh();
    await this.#report(deed, nodes, outcomes);
  }

  /** The row or rows of a menu; from the view's title, what is selected; from the palette, what is picked. */
  async #targets(
    deed: Deed,
    node: Node | undefined,
    rows: readonly Node[] = [],
  ): Promise<readonly ConnectionNode[]> {
    if (node !== undefined) return able(deed, rows.includes(node) ? rows : [node]);
    const selected = able(deed, this.#selected());
    return selected.length > 1 ? selected : this.#pick(deed);
  }

  async #pick(deed: Deed): Promise<readonly ConnectionNode[]> {
    const { state } = this.#session.inventory;
    const connections = readSnapshots(state).flatMap((snapshot) =>
      known(snapshot.connections).map((connection) => connectionNode(state, snapshot, connection, "request")),
    );
    const nodes = able(deed, connections);
    if (nodes.length === 0) {
      void window.showInformationMessage(messages.none[deed]);
      return [];
    }
    if (nodes.length === 1) return nodes;
    const items = nodes.map((node) => ({
      label: nodeLabel(node),
      description: nodeDescription(node, Date.now()),
      node,
    }));
    const picked = await window.showQuickPick(items, { title: messages.pick[deed], canPickMany: true });
    return (picked ?? []).map(({ node }) => node);
  }

  /** One acceptance is one click, unless the user wants to be asked; everything else is asked once. */
  async #isConfirmed(deed: Deed, nodes: readonly ConnectionNode[]): Promise<boolean> {
    const always = workspace.getConfiguration("privatelink").get<boolean>("requests.confirmAccept", false);
    const decision = decisionOf(deed);
    if (decision === "accept" && nodes.length === 1 && !always) return true;
    const words = nodes.map(connectionWords);
    const options = { modal: true, detail: messages.confirmDetail(words) };
    const button = messages[decision];
    return (await window.showWarningMessage(messages.confirm(decision, words), options, button)) === button;
  }

  async #report(deed: Deed, nodes: readonly ConnectionNode[], outcomes: readonly Outcome[]): Promise<void> {
    const { origin } = this.#session;
    const decision = decisionOf(deed);
    const refused = nodes.flatMap((node) => {
      const outcome = outcomes.find(({ connection }) => connection.endpointId === node.connection.endpointId);
      return outcome?.failure === undefined
        ? []
        : [{ words: connectionWords(node), failure: outcome.failure }];
    });
    if (refused.length > 0) {
      const sentence = messages.notDecided(decision, nodes.length, refused);
      // Without a button VS Code would fold the reasons away.
      const choice = await window.showErrorMessage(sentence, messages.show);
      if (choice === messages.show) await commands.executeCommand("privatelink.requests.focus");
      return;
    }
    const [only, ...others] = nodes;
    if (decision === "reject" || only === undefined || others.length > 0) {
      void window.showInformationMessage(messages.decided(decision, nodes.length));
      return;
    }
    const choice = await window.showInformationMessage(
      messages.accepted(connectionWords(only)),
      messages.reject,
    );
    if (choice === messages.reject && this.#session.origin === origin) await this.decide("reject", only);
  }
}

function decisionOf(deed: Deed) {
  return deed === "reject" ? "reject" : "accept";
}

function able(deed: Deed, nodes: readonly Node[]): readonly ConnectionNode[] {
  return nodes
    .filter((each) => each.kind === "connection")
    .filter(({ capabilities }) => capabilities.includes(capabilityOf[deed]));
}

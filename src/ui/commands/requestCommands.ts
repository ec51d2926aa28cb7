import { ProgressLocation, window, workspace } from "vscode";
import { decideConnections, type Outcome } from "../../app/decideConnections.ts";
import type { Session } from "../../app/session.ts";
import { connectionNode } from "../../core/inventory/connections.ts";
import type { ConnectionNode, Node } from "../../core/inventory/node.ts";
import { readSnapshots } from "../../core/inventory/state.ts";
import { known } from "../../core/model/snapshot.ts";
import { type ConnectionWords, messages } from "../../text/messages.ts";
import { consumerName, nodeDescription, nodeLabel, serviceName } from "../../text/nodes.ts";
import { toSignal } from "../platform/cancellation.ts";

type Decision = "accept" | "reject";

/** Accept and Reject, on one row, on several, or from the palette. */
export class RequestCommands {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** VS Code passes the row, and all selected rows when there are several. */
  async decide(decision: Decision, node?: Node, selected?: readonly Node[]): Promise<void> {
    const { inventory, origin } = this.#session;
    const nodes = node === undefined ? await this.#pick(decision) : chosen(decision, node, selected);
    if (nodes.length === 0 || !(await this.#isConfirmed(decision, nodes))) return;
    // People take their time over questions, and the sandbox may have come or gone meanwhile.
    if (this.#session.origin !== origin) return;
    const aws = await this.#session.aws();
    const outcomes = await window.withProgress(
      { location: ProgressLocation.Window, title: "PrivateLink" },
      (_, token) => decideConnections(aws, inventory, decision, nodes, toSignal(token)),
    );
    // The rows tell what follows; nothing waits for this.
    void inventory.refresh();
    await this.#report(decision, nodes, outcomes);
  }

  async #pick(decision: Decision): Promise<readonly ConnectionNode[]> {
    const { state } = this.#session.inventory;
    const capability = capabilityOf(decision);
    const nodes = readSnapshots(state)
      .flatMap((snapshot) =>
        known(snapshot.connections).map((connection) =>
          connectionNode(state, snapshot, connection, "request"),
        ),
      )
      .filter(({ capabilities }) => capabilities.includes(capability));
    if (nodes.length === 0) {
      void window.showInformationMessage(decision === "accept" ? messages.noRequests : messages.noRejectable);
      return [];
    }
    if (nodes.length === 1) return nodes;
    const items = nodes.map((node) => ({
      label: nodeLabel(node),
      description: nodeDescription(node, Date.now()),
      node,
    }));
    const picked = await window.showQuickPick(items, {
      title: messages.pickConnections[decision],
      canPickMany: true,
    });
    return (picked ?? []).map(({ node }) => node);
  }

  /** One acceptance is one click, unless the user wants to be asked; everything else is asked once. */
  async #isConfirmed(decision: Decision, nodes: readonly ConnectionNode[]): Promise<boolean> {
    const always = workspace.getConfiguration("privatelink").get<boolean>("requests.confirmAccept", false);
    if (decision === "accept" && nodes.length === 1 && !always) return true;
    const words = nodes.map(wordsOf);
    const button = decision === "accept" ? messages.accept : messages.reject;
    const options = { modal: true, detail: messages.confirmDetail(words) };
    return (await window.showWarningMessage(messages.confirm(decision, words), options, button)) === button;
  }

  async #report(
    decision: Decision,
    nodes: readonly ConnectionNode[],
    outcomes: readonly Outcome[],
  ): Promise<void> {
    const { origin } = this.#session;
    const refused = outcomes.filter(({ failure }) => failure !== undefined);
    if (refused.length > 0) {
      const sentences = refused.map(({ connection, failure }) =>
        failure === undefined ? "" : messages.notDecided(connection.endpointId, failure),
      );
      void window.showErrorMessage(sentences.join("\n"));
      return;
    }
    const [only, ...others] = nodes;
    if (decision === "reject") await window.showInformationMessage(messages.rejected(nodes.length));
    else if (only === undefined || others.length > 0) {
      void window.showInformationMessage(messages.acceptedMany(nodes.length));
    } else {
      const choice = await window.showInformationMessage(messages.accepted(wordsOf(only)), messages.reject);
      if (choice === messages.reject && this.#session.origin === origin) await this.decide("reject", only);
    }
  }
}

function capabilityOf(decision: Decision) {
  return decision === "accept" ? "acceptable" : "rejectable";
}

function chosen(decision: Decision, node: Node, selected: readonly Node[] = []): readonly ConnectionNode[] {
  const nodes = selected.includes(node) ? selected : [node];
  return nodes
    .filter((each) => each.kind === "connection")
    .filter(({ capabilities }) => capabilities.includes(capabilityOf(decision)));
}

function wordsOf(node: ConnectionNode): ConnectionWords {
  const { owner, endpointId } = node.connection;
  return { consumer: consumerName(node), account: owner, endpointId, service: serviceName(node) };
}

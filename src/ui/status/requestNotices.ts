import { commands, type Disposable, window, workspace } from "vscode";
import type { NewRequests } from "../../app/newRequests.ts";
import type { Session } from "../../app/session.ts";
import { connectionNode, requests } from "../../core/inventory/connections.ts";
import type { ConnectionNode } from "../../core/inventory/node.ts";
import { readSnapshots } from "../../core/inventory/state.ts";
import { connectionWords } from "../../text/nodes.ts";
import { requestMessages as messages } from "../../text/requests.ts";
import type { RequestCommands } from "../commands/requestCommands.ts";

/** Says when somebody new waits for acceptance, unless that is switched off, and when AWS has not done what it said. */
export function showRequestNotices(
  session: Session,
  newRequests: NewRequests,
  decisions: RequestCommands,
): Disposable {
  const unsubscribe = [
    newRequests.found.add((nodes) => void announce(session, decisions, nodes)),
    session.inventory.ignored.add((ignored) => {
      for (const { connection } of ignored) {
        const [node] = nodesOf(session, connection.endpointId);
        if (node !== undefined) void window.showWarningMessage(messages.ignored(connectionWords(node)));
      }
    }),
  ];
  return { dispose: () => unsubscribe.forEach((each) => void each()) };
}

async function announce(
  session: Session,
  decisions: RequestCommands,
  nodes: readonly ConnectionNode[],
): Promise<void> {
  if (!workspace.getConfiguration("privatelink").get<boolean>("requests.notify", true)) return;
  const { origin } = session;
  const [only, ...others] = nodes;
  const one = others.length === 0 ? only : undefined;
  const buttons = one === undefined ? [messages.show] : [messages.accept, messages.show];
  const choice = await window.showInformationMessage(messages.found(nodes.map(connectionWords)), ...buttons);
  // The notification may have been there for hours.
  if (choice === undefined || session.origin !== origin) return;
  if (choice === messages.show) {
    await commands.executeCommand("privatelink.requests.focus");
  } else if (one !== undefined) {
    const now = requests(session.inventory.state).find(
      ({ connection }) => connection.endpointId === one.connection.endpointId,
    );
    if (now?.capabilities.includes("acceptable")) await decisions.decide("accept", now);
    else void window.showInformationMessage(messages.noLongerWaits(connectionWords(one)));
  }
}

function nodesOf({ inventory: { state } }: Session, endpointId: string): readonly ConnectionNode[] {
  return readSnapshots(state).flatMap((snapshot) =>
    snapshot.connections.status === "ready"
      ? snapshot.connections.value
          .filter((connection) => connection.endpointId === endpointId)
          .map((connection) => connectionNode(state, snapshot, connection, "request"))
      : [],
  );
}

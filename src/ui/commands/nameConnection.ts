import { window } from "vscode";
import { connectionNode } from "../../core/inventory/connections.ts";
import type { ConnectionNode, Node } from "../../core/inventory/node.ts";
import { readSnapshots } from "../../core/inventory/state.ts";
import { known } from "../../core/model/snapshot.ts";
import { isNameable, nameConnectionPlan } from "../../core/plan/nameChange.ts";
import { consumerName, nodeDescription, nodeLabel } from "../../text/nodes.ts";
import { nameTexts } from "../../text/serviceChanges.ts";
import type { ServiceChanges } from "./serviceChanges.ts";

/** Characters that AWS allows in a tag's value. */
const longestName = 256;

/** Gives a connection a name, so that its row says more than an account and an id. */
export async function nameConnection(changes: ServiceChanges, node?: Node): Promise<void> {
  const { origin } = changes.session;
  const target = node?.kind === "connection" ? node : await pickConnection(changes);
  if (target === undefined || !isNameable(target.connection)) return;
  const { scope, connection } = target;
  const typed = await window.showInputBox({
    prompt: nameTexts.prompt(consumerName(target)),
    placeHolder: nameTexts.placeholder,
    value: connection.tags["Name"] ?? "",
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim().length > longestName ? nameTexts.tooLong : undefined),
  });
  const name = typed?.trim();
  if (name === undefined || name === (connection.tags["Name"] ?? "")) return;
  const plan = nameConnectionPlan({ planId: changes.newId(), scope }, target.connection, name);
  await changes.run(plan, origin, {
    progress: nameTexts.progress,
    done: nameTexts.done(name),
    failed: () => nameTexts.failed,
    undone: nameTexts.undone,
  });
}

async function pickConnection({ session }: ServiceChanges): Promise<ConnectionNode | undefined> {
  const { state } = session.inventory;
  const nodes = readSnapshots(state)
    .flatMap((snapshot) =>
      known(snapshot.connections).map((each) => connectionNode(state, snapshot, each, "named")),
    )
    .filter(({ capabilities }) => capabilities.includes("nameable"));
  if (nodes.length === 0) {
    void window.showInformationMessage(nameTexts.none);
    return undefined;
  }
  const items = nodes.map((node) => ({
    label: nodeLabel(node),
    description: nodeDescription(node, Date.now()),
    node,
  }));
  return (await window.showQuickPick(items, { placeHolder: nameTexts.pick, matchOnDescription: true }))?.node;
}

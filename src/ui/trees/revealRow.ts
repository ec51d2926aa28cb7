import type { Inventory } from "../../app/inventory.ts";
import type { Node } from "../../core/inventory/node.ts";
import type { NodeTree } from "./nodeTree.ts";
import type { Views } from "./views.ts";

/** What is to be shown in the side bar. */
export interface RowQuery {
  readonly view: "services" | "endpoints";
  /** The endpoint's id, or the service's name: the row that everything else hangs below. */
  readonly owner: string;
  /** Id or ARN of something below it; absent for the owner itself. */
  readonly resource?: string;
}

/** Shows the row of a resource, or the nearest one above that there is. */
export async function revealRow(views: Views, inventory: Inventory, query: RowQuery): Promise<void> {
  const tree = views[query.view];
  // A filter may hide it.
  if (views.filter !== "") views.filter = "";
  const owner = ownerRow(tree, query.owner);
  if (owner === undefined) return;
  if (query.resource !== undefined && "detail" in owner) {
    // What hangs below it is read when it is first opened; failures become rows.
    await inventory.expand(owner.detail);
  }
  const row = query.resource === undefined ? undefined : rowBelow(tree.current(owner), query.resource);
  await tree.reveal(row ?? owner);
}

function ownerRow(tree: NodeTree, owner: string): Node | undefined {
  for (const row of tree.rows) {
    if (row.kind === "endpoint" && row.endpoint.id === owner) return row;
    if (row.kind === "service" && row.service.name === owner) return row;
  }
  return undefined;
}

function rowBelow(node: Node, resource: string): Node | undefined {
  for (const child of node.children ?? []) {
    if (isRowOf(child, resource)) return child;
    const below = rowBelow(child, resource);
    if (below !== undefined) return below;
  }
  return undefined;
}

function isRowOf(node: Node, resource: string): boolean {
  if (node.kind === "networkInterface") return node.networkInterface.id === resource;
  return "copyText" in node && node.copyText === resource;
}

import { isSame } from "./keep.ts";
import type { Node } from "./node.ts";

/**
 * Ids of the rows to draw again after a change, each standing for everything below it; `undefined` for the whole tree.
 * Where ten thousand rows say the same as before and one does not, it is that one.
 */
export function changedRows(before: readonly Node[], after: readonly Node[]): readonly string[] | undefined {
  return haveSameIds(before, after)
    ? after.flatMap((row, index) => changedIn(before[index] ?? row, row))
    : undefined;
}

/** Every row of a tree by its id. */
export function rowsById(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  const rows = new Map<string, Node>();
  const add = (node: Node) => {
    rows.set(node.id, node);
    node.children?.forEach(add);
  };
  nodes.forEach(add);
  return rows;
}

function changedIn(before: Node, after: Node): readonly string[] {
  const { children: childrenBefore = [], ...rowBefore } = before;
  const { children: childrenAfter = [], ...rowAfter } = after;
  const hadChildren = before.children !== undefined;
  if (hadChildren !== (after.children !== undefined) || !isSame(rowBefore, rowAfter)) return [after.id];
  return changedRows(childrenBefore, childrenAfter) ?? [after.id];
}

function haveSameIds(before: readonly Node[], after: readonly Node[]): boolean {
  return before.length === after.length && before.every(({ id }, index) => id === after[index]?.id);
}

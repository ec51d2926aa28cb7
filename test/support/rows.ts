import type { Node } from "../../src/core/inventory/node.ts";

/** Every row of a tree, from the top down. */
export function allRows(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...allRows(node.children ?? [])]);
}

/** The first row of a kind. */
export function findRow<K extends Node["kind"]>(
  nodes: readonly Node[],
  kind: K,
): Extract<Node, { readonly kind: K }> {
  const isOfKind = (node: Node): node is Extract<Node, { readonly kind: K }> => node.kind === kind;
  const found = allRows(nodes).find(isOfKind);
  if (found === undefined) throw new Error(`There is no row of kind ${kind}.`);
  return found;
}

import type { Node } from "./node.ts";

/** A tree with only those rows that contain some words, and what is above and below them. */
export interface Filtered {
  readonly nodes: readonly Node[];
  /** Ids of rows that have a matching row below them. */
  readonly open: ReadonlySet<string>;
  readonly matching: number;
  readonly total: number;
}

/** Rows that are about the reading and not about AWS's resources; they are not counted. */
const remarks: ReadonlySet<Node["kind"]> = new Set(["empty", "failure", "loading"]);

/**
 * Finds the rows whose words contain the filter, without regard to case. A matching row keeps everything below it; what
 * could not be read stays in any case, because a filter must not hide that something is missing.
 * @param wordsOf What people can search a row by.
 */
export function filterTree(
  nodes: readonly Node[],
  filter: string,
  wordsOf: (node: Node) => string,
): Filtered {
  const wanted = filter.toLowerCase();
  const open = new Set<string>();
  const count = { matching: 0, total: 0 };
  const keep = (node: Node, isBelowMatch: boolean): readonly Node[] => {
    const counts = !remarks.has(node.kind);
    const matches = counts && wordsOf(node).toLowerCase().includes(wanted);
    if (counts) count.total += 1;
    if (matches) count.matching += 1;
    const before = count.matching;
    const children = node.children?.flatMap((child) => keep(child, isBelowMatch || matches));
    if (count.matching > before) open.add(node.id);
    const stays = matches || isBelowMatch || node.kind === "failure" || hasReason(children);
    return stays ? [children === undefined ? node : { ...node, children }] : [];
  };
  const kept = nodes.flatMap((node) => keep(node, false));
  return { nodes: kept, open, ...count };
}

function hasReason(children: readonly Node[] | undefined): boolean {
  return children !== undefined && children.length > 0;
}

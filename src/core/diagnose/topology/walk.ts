import { columns } from "./graph.ts";
import type { Box, Layout } from "./layout.ts";

export type Direction = "left" | "right" | "up" | "down";

/**
 * The box that an arrow key leads to: along a line to the next hop, else to the nearest box of the next column that has
 * one; up and down in the same column. Nothing at the edge of the picture.
 */
export function boxBeside({ boxes, lines }: Layout, id: string, direction: Direction): Box | undefined {
  const from = boxes.find(({ node }) => node.id === id);
  if (from === undefined) return undefined;
  if (direction === "up" || direction === "down") return inColumn(boxes, from, direction);
  const linked = lines.flatMap(({ edge }) => {
    if (direction === "right") return edge.from === id ? [edge.to] : [];
    return edge.to === id ? [edge.from] : [];
  });
  const reached = boxes.filter(({ node }) => linked.includes(node.id));
  return nearest(from, reached.length > 0 ? reached : nextColumn(boxes, from, direction));
}

function inColumn(boxes: readonly Box[], from: Box, direction: "up" | "down"): Box | undefined {
  const column = boxes.filter(({ node }) => node.column === from.node.column).toSorted((a, b) => a.y - b.y);
  const index = column.indexOf(from) + (direction === "up" ? -1 : 1);
  return index < 0 ? undefined : column[index];
}

function nextColumn(boxes: readonly Box[], { node }: Box, direction: "left" | "right"): readonly Box[] {
  const here = columns.indexOf(node.column);
  const order = direction === "right" ? columns.slice(here + 1) : columns.slice(0, here).toReversed();
  const next = order.find((column) => boxes.some((box) => box.node.column === column));
  return boxes.filter((box) => box.node.column === next);
}

function nearest(from: Box, boxes: readonly Box[]): Box | undefined {
  const distance = (box: Box) => Math.abs(box.y + box.height / 2 - (from.y + from.height / 2));
  return boxes.toSorted((a, b) => distance(a) - distance(b))[0];
}

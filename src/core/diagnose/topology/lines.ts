import type { TopologyEdge } from "./graph.ts";
import type { Box } from "./layout.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** An edge as a line of horizontal and vertical pieces, from the right side of one box to the left side of another. */
export interface Line {
  readonly edge: TopologyEdge;
  readonly points: readonly Point[];
  /** The middle of its last piece: the place of the ports above the line, and of the cross where traffic stops. */
  readonly middle: Point;
  /** Whether it is the first one that ends there: the ports of the others would be written over its own. */
  readonly labelled: boolean;
}

/** Distance from a box's corner to the first line that ends at its side. */
const inset = 16;

export function linesOf(edges: readonly TopologyEdge[], boxes: readonly Box[]): readonly Line[] {
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const ends = edges.flatMap((edge) => {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  const taken = new Set<string>();
  return ends.map(({ edge, from, to }) => {
    const others = ends.filter((end) => end.to === to && !isStraight(end.from, to));
    const at = others.findIndex((end) => end.from === from);
    const points = route(from, to, {
      share: (at + 1) / (others.length + 1),
      channel: channelOf(from, to, boxes),
    });
    const last = points.at(-1) ?? middleOf(to);
    const before = points.at(-2) ?? last;
    const place = `${last.x}/${last.y}`;
    const labelled = !taken.has(place);
    taken.add(place);
    return { edge, points, middle: { x: (before.x + last.x) / 2, y: last.y }, labelled };
  });
}

interface Bend {
  /** How far down the side of the box a line ends that cannot go straight. */
  readonly share: number;
  /** Where in the gap it turns: lines that do not belong together turn in different places. */
  readonly channel: number;
}

const channels = 4;

/** Lines of the same target group, or of the same interface, turn together. */
function channelOf(from: Box, to: Box, boxes: readonly Box[]): number {
  const common = to.node.column === "targets" ? from : to;
  const column = boxes.filter(({ node }) => node.column === common.node.column);
  return column.indexOf(common) % channels;
}

function route(from: Box, to: Box, { share, channel }: Bend): readonly Point[] {
  const x0 = from.x + from.width;
  const x1 = to.x;
  const straight = straightAt(from, to);
  if (straight !== undefined)
    return [
      { x: x0, y: straight },
      { x: x1, y: straight },
    ];
  const y0 = middleOf(from).y;
  const y1 = to.y + to.height * share;
  // Close to the box that it leaves, so that the ports find room on the last piece.
  const turn = x0 + 6 + 4 * channel;
  return [
    { x: x0, y: y0 },
    { x: turn, y: y0 },
    { x: turn, y: y1 },
    { x: x1, y: y1 },
  ];
}

function isStraight(from: Box, to: Box): boolean {
  return straightAt(from, to) !== undefined;
}

/** The height at which a horizontal line leads from one box to the other: where the smaller one has its middle. */
function straightAt(from: Box, to: Box): number | undefined {
  const [small, large] = from.height <= to.height ? [from, to] : [to, from];
  const { y } = middleOf(small);
  return y >= large.y + inset && y <= large.y + large.height - inset ? y : undefined;
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

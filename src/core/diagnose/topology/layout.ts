import type { Column, Topology, TopologyNode, TopologyZone } from "./graph.ts";
import { columns } from "./graph.ts";
import { type Line, linesOf } from "./lines.ts";

/** All measures are CSS pixels at full size. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box extends Rectangle {
  readonly node: TopologyNode;
}

/** The row of a zone; without one, of what stands in no zone in particular beside others that do. */
export interface Lane extends Rectangle {
  readonly zone?: TopologyZone;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Each account's part of the picture. */
  readonly consumer: Rectangle;
  readonly provider: Rectangle;
  readonly lanes: readonly Lane[];
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

const boxWidth = 136;
const boxHeight = 72;
const columnGap = 44;
const boxGap = 8;
const margin = 12;
/** Room for the accounts' names. */
const head = 64;
/** Room for a zone's name. */
const laneHead = 28;

const stride = boxWidth + columnGap;
const left = (column: Column) => margin + columns.indexOf(column) * stride;
const width = left("targets") + boxWidth + margin;

/** Where everything stands. Boxes never overlap, and the picture is as wide as its six columns whatever is in them. */
export function layoutOf({ zones, nodes, edges }: Topology): Layout {
  const byColumn = Map.groupBy(nodes, ({ column }) => column);
  const isSpanning = (node: TopologyNode) =>
    node.zone === undefined && (byColumn.get(node.column) ?? []).every(({ zone }) => zone === undefined);
  const spanning = nodes.filter(isSpanning);
  const standing = nodes.filter((node) => !spanning.includes(node));
  const lanes = lanesOf(zones, standing, tallest(spanning));
  const bottom = Math.max(...lanes.map(({ y, height }) => y + height));
  const boxes = [
    ...lanes.flatMap((lane) =>
      cellBoxes(
        lane,
        standing.filter(({ zone }) => zone === lane.zone?.id),
      ),
    ),
    ...spanningBoxes(spanning, head + laneHead, bottom - boxGap),
  ];
  const part = (from: Column, to: Column): Rectangle => ({
    x: left(from) - margin + 0.5,
    y: 0.5,
    width: left(to) - left(from) + boxWidth + 2 * margin - 1,
    height: bottom + boxGap - 1,
  });
  return {
    width,
    height: bottom + boxGap,
    consumer: part("client", "interfaces"),
    provider: part("service", "targets"),
    lanes,
    boxes,
    lines: linesOf(edges, boxes),
  };
}

/** @param least The height that all lanes together must have at least. */
function lanesOf(
  zones: readonly TopologyZone[],
  standing: readonly TopologyNode[],
  least: number,
): readonly Lane[] {
  const isSomewhereElse = standing.some(({ zone }) => zone === undefined);
  const rows: readonly (TopologyZone | undefined)[] =
    isSomewhereElse || zones.length === 0 ? [...zones, undefined] : zones;
  const heights = rows.map((row) => {
    const cells = Map.groupBy(
      standing.filter(({ zone }) => zone === row?.id),
      ({ column }) => column,
    );
    const most = Math.max(1, ...[...cells.values()].map((cell) => cell.length));
    return laneHead + most * (boxHeight + boxGap);
  });
  const lanesTall = heights.reduce((sum, height) => sum + height, (rows.length - 1) * boxGap);
  const more = Math.max(0, least - lanesTall) / rows.length;
  let y = head;
  return rows.map((zone, index) => {
    const height = (heights[index] ?? 0) + more;
    const lane = { x: 1, y, width: width - 2, height, ...(zone === undefined ? {} : { zone }) };
    y += height + boxGap;
    return lane;
  });
}

/** The boxes of one zone: each column's below each other, in the middle of the lane. */
function cellBoxes(lane: Lane, nodes: readonly TopologyNode[]): readonly Box[] {
  return [...Map.groupBy(nodes, ({ column }) => column)].flatMap(([column, cell]) => {
    const tall = cell.length * (boxHeight + boxGap) - boxGap;
    const room = lane.height - laneHead - boxGap;
    const top = lane.y + laneHead + Math.max(0, (room - tall) / 2);
    return cell.map((node, index) => ({
      node,
      x: left(column),
      y: top + index * (boxHeight + boxGap),
      width: boxWidth,
      height: boxHeight,
    }));
  });
}

/** What stands in every zone fills its column from top to bottom. */
function spanningBoxes(nodes: readonly TopologyNode[], top: number, bottom: number): readonly Box[] {
  return [...Map.groupBy(nodes, ({ column }) => column)].flatMap(([column, cell]) => {
    const height = (bottom - top - (cell.length - 1) * boxGap) / cell.length;
    return cell.map((node, index) => ({
      node,
      x: left(column),
      y: top + index * (height + boxGap),
      width: boxWidth,
      height,
    }));
  });
}

function tallest(spanning: readonly TopologyNode[]): number {
  const counts = [...Map.groupBy(spanning, ({ column }) => column).values()].map(({ length }) => length);
  return laneHead + Math.max(0, ...counts) * (boxHeight + boxGap);
}

import type { Plan, Step, Wait } from "../step.ts";
import {
  callOnly,
  type Mappings,
  mappingOf,
  type Node,
  type Piece,
  type ToNode,
  type Values,
} from "./template.ts";

/** A resource of a template with all that later steps have set on it, or a call that stands between resources. */
export type Item = ResourceItem | CallItem;

interface Origin {
  readonly step: Step;
  /** Of the step in its plan, from 1. */
  readonly number: number;
}

interface ResourceItem extends Origin {
  readonly kind: "resource" | "lookup";
  readonly type: string;
  readonly suffix: string;
  readonly values: Values;
  readonly remarks: readonly string[];
}

interface CallItem extends Origin {
  readonly kind: "call";
}

/** What is said in comments. */
export interface Sentences {
  readonly merged: (step: Step, number: number) => string;
  readonly unknown: (member: string, value: string) => string;
  readonly notAwaited: (wait: Wait) => string;
}

/** The items of a plan in a format. `nodeFor` writes references as the format does, seen from a step. */
export function itemsOf(
  { steps }: Plan,
  mappings: Mappings,
  nodeFor: (step: Step) => ToNode,
  sentences: Sentences,
): readonly Item[] {
  let items: readonly Item[] = [];
  for (const [index, step] of steps.entries()) {
    const mapping = mappingOf(mappings, step) ?? callOnly;
    const pieces = mapping.pieces(step, nodeFor(step));
    const origin = { step, number: index + 1 };
    const remarks = [...unknownIn(pieces, sentences), ...openWaits(step, mapping.waits === true, sentences)];
    for (const piece of pieces) {
      items =
        piece.kind === "set"
          ? withValues(items, piece, origin, [
              sentences.merged(step, index + 1),
              ...ownRemark(piece),
              ...remarks,
            ])
          : [...items, ...itemOf(piece, origin, remarks)];
    }
  }
  return items;
}

function unknownIn(pieces: readonly Piece[], { unknown }: Sentences): readonly string[] {
  return pieces.flatMap((piece) =>
    piece.kind === "unknown" ? [unknown(piece.member, JSON.stringify(piece.value))] : [],
  );
}

/** No format waits for a person. */
function openWaits({ before, wait }: Step, isMade: boolean, { notAwaited }: Sentences): readonly string[] {
  return [before, isMade ? undefined : wait].flatMap((each) =>
    each === undefined ? [] : [notAwaited(each)],
  );
}

function itemOf(
  piece: Exclude<Piece, { kind: "set" }>,
  origin: Origin,
  remarks: readonly string[],
): readonly Item[] {
  switch (piece.kind) {
    case "unknown":
      return [];
    case "call":
      return [{ kind: "call", ...origin }];
    case "lookup":
      return [{ ...piece, ...origin, suffix: "", remarks }];
    case "resource": {
      const { remark: _, suffix = "", ...rest } = piece;
      return [{ ...rest, ...origin, suffix, remarks: [...ownRemark(piece), ...remarks] }];
    }
  }
}

function ownRemark({ remark }: { readonly remark?: string }): readonly string[] {
  return remark === undefined ? [] : [remark];
}

/** Sets values on what an earlier step became; where it became nothing, the call stands for itself. */
function withValues(
  items: readonly Item[],
  piece: Extract<Piece, { kind: "set" }>,
  origin: Origin,
  remarks: readonly string[],
): readonly Item[] {
  const isTarget = (item: Item): item is ResourceItem =>
    item.kind === "resource" && item.step.id === piece.step && item.suffix === "";
  if (!items.some(isTarget)) return [...items, { kind: "call", ...origin }];
  const kept = items.filter(
    (item) =>
      piece.drops === undefined ||
      item.step.id !== piece.step ||
      !("suffix" in item) ||
      item.suffix !== piece.drops,
  );
  return kept.map((item) => {
    if (!isTarget(item)) return item;
    const values =
      piece.adds === true ? added(item.values, piece.values) : { ...item.values, ...piece.values };
    return { ...item, values, remarks: [...item.remarks, ...remarks] };
  });
}

function added(before: Values, values: Values): Values {
  const lists = Object.entries(values).map(([name, value]): [string, Node] => {
    const known = before[name];
    return [name, isNodeList(known) && isNodeList(value) ? [...known, ...value] : value];
  });
  return { ...before, ...Object.fromEntries(lists) };
}

function isNodeList(node: Node | undefined): node is readonly Node[] {
  return Array.isArray(node);
}

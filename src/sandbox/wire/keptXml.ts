import { Chunks, type Writer } from "./chunks.ts";
import { OutputContent } from "./outputContent.ts";
import { isRecord } from "./values.ts";

/**
 * The member of an output that holds the resource which the output describes. It is not written itself: it lets the XML
 * of an item of a list be kept as long as the resource, to be sent again whenever the item is the same.
 */
export const described = Symbol("described");

interface Kept {
  readonly content: OutputContent;
  readonly xml: readonly Buffer[];
}

/** Writes an item only if it is not what it was the last time: comparing takes a quarter of the time of writing. */
export function keepingWriter(write: Writer): Writer {
  const items = new WeakMap<object, Kept>();
  return (item, to) => {
    const resource = resourceOf(item);
    if (resource === undefined) return write(item, to);
    let kept = items.get(resource);
    if (!kept?.content.isThatOf(item)) {
      kept = { content: new OutputContent(item), xml: xmlOf(item, write) };
      items.set(resource, kept);
    }
    to.add(kept.xml);
  };
}

function resourceOf(item: unknown): object | undefined {
  return isRecord(item) && described in item ? Object(item[described]) : undefined;
}

function xmlOf(item: unknown, write: Writer): readonly Buffer[] {
  const own = new Chunks();
  write(item, own);
  return own.take();
}

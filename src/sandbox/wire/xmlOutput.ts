import type { Chunks, Writer } from "./chunks.ts";
import { keepingWriter } from "./keptXml.ts";
import { type Shape, shapeAt } from "./schema.ts";
import { isRecord, type Scalar, scalarText, unknownMember } from "./values.ts";

type Structure = Extract<Shape, { kind: "structure" }>;
type MapShape = Extract<Shape, { kind: "map" }>;

/**
 * The writer of each shape's content, made when it is first needed, so that names and kinds are looked up once: a page
 * of a list is fifty thousand elements.
 */
const writers = new Map<number, Writer>();

/**
 * Writes the XML inside a response element. Throws for a member that the schema does not have: a handler's typing
 * mistake must not become an answer with a silent hole.
 */
export function writeXmlOutput(shape: number | null, output: object, to: Chunks): void {
  if (shape !== null && shapeAt(shape).kind === "structure") writerOf(shape)(output, to);
}

/** Any character but those of ASCII that stand for themselves in XML. */
const notPlain = /[^ !#-%'-;=?-~]/;

/** Escapes text for XML. Characters that XML 1.0 cannot carry at all are left out. */
export function escapeXml(text: string): string {
  if (!notPlain.test(text)) return text;
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
      .replace(/[&<>"\r\n\u0085\u2028]/g, (character) => named[character] ?? `&#${character.charCodeAt(0)};`)
  );
}

function writerOf(index: number): Writer {
  const known = writers.get(index);
  if (known !== undefined) return known;
  const made = contentWriter(shapeAt(index));
  writers.set(index, made);
  return made;
}

/** A value that is not of the shape's kind is written as text. */
function contentWriter(shape: Shape): Writer {
  const scalar: Writer = (value, to) => {
    to.text += textXml(shape, value);
  };
  if (shape.kind === "structure") {
    const write = structureWriter(shape);
    return (value, to) => (isRecord(value) ? write(value, to) : scalar(value, to));
  }
  if (shape.kind === "list") {
    const item = keepingWriter(elementWriter(shape.item, shape.of));
    return (value, to) => (Array.isArray(value) ? writeEach(value, item, to) : scalar(value, to));
  }
  if (shape.kind === "map") {
    const entry = entryWriter("entry", shape);
    return (value, to) => (isRecord(value) ? writeEach(Object.entries(value), entry, to) : scalar(value, to));
  }
  return scalar;
}

/** Members come in the handler's order: looking for each member of the schema in turn takes twice as long. */
function structureWriter({ members }: Structure) {
  const writes = new Map(
    members.map(([name, index, , request, response = request ?? name]) => [
      name,
      memberWriter(response, index),
    ]),
  );
  return (value: Record<string, unknown>, to: Chunks): void => {
    for (const name in value) {
      const write = writes.get(name);
      if (write === undefined) throw unknownMember(name);
      write(value[name], to);
    }
  };
}

/** A flat list or map repeats its member's own element instead of being wrapped into it. */
function memberWriter(name: string, index: number): Writer {
  const shape = shapeAt(index);
  if (shape.kind === "list" && shape.flat) {
    const item = elementWriter(name, shape.of);
    return (value, to) => (Array.isArray(value) ? writeEach(value, item, to) : item(value, to));
  }
  if (shape.kind === "map" && shape.flat) {
    const entry = entryWriter(name, shape);
    return (value, to) => {
      if (isRecord(value)) writeEach(Object.entries(value), entry, to);
    };
  }
  return elementWriter(name, index);
}

/** An element with its tags, or nothing for a value that is not there. */
function elementWriter(name: string, index: number): Writer {
  const shape = shapeAt(index);
  const nested = shape.kind === "structure" || shape.kind === "list" || shape.kind === "map";
  return nested ? nestedWriter(name, index) : textWriter(name, shape);
}

function nestedWriter(name: string, index: number): Writer {
  const open = `<${name}>`;
  const close = `</${name}>`;
  const empty = `<${name}/>`;
  // A shape may contain itself, so the writer of the content is only looked up when there is content.
  let write: Writer | undefined;
  return (value, to) => {
    if (value === undefined || value === null) return;
    write ??= writerOf(index);
    const before = to.text;
    const begun = before + open;
    to.text = begun;
    write(value, to);
    if (to.text === begun) to.text = before + empty;
    else to.close(close);
  };
}

/** The items of a list mostly have the same text in a member as the item before, so the last element is kept. */
function textWriter(name: string, shape: Shape): Writer {
  const open = `<${name}>`;
  const close = `</${name}>`;
  const empty = `<${name}/>`;
  let last: unknown;
  let element = "";
  return (value, to) => {
    if (value === undefined || value === null) return;
    const key = value instanceof Date ? value.getTime() : value;
    if (key !== last || typeof key === "object") {
      const text = textXml(shape, value);
      element = text === "" ? empty : open + text + close;
      last = key;
    }
    to.text += element;
  };
}

function textXml(shape: Shape, value: unknown): string {
  return escapeXml(typeof value === "string" ? value : scalarText(shape, value as Scalar));
}

function entryWriter(name: string, { key, value, of }: MapShape) {
  const child = elementWriter(value, of);
  return ([text, content]: [string, unknown], to: Chunks): void => {
    to.text += `<${name}><${key}>${escapeXml(text)}</${key}>`;
    child(content, to);
    to.close(`</${name}>`);
  };
}

function writeEach<T>(items: readonly T[], write: (item: T, to: Chunks) => void, to: Chunks): void {
  for (const item of items) write(item, to);
}

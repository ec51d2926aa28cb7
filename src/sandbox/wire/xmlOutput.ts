import { type Shape, shapeAt } from "./schema.ts";
import { isRecord, type Scalar, scalarText, unknownMember } from "./values.ts";

/**
 * The XML inside a response element. Throws for a member that the schema does not have: a handler's typing mistake
 * must not become an answer with a silent hole.
 */
export function xmlOutput(shape: number | null, output: object): string {
  const root = shape === null ? undefined : shapeAt(shape);
  return root?.kind === "structure" ? structureBody(root, output) : "";
}

/** Escapes text for XML. Characters that XML 1.0 cannot carry at all are left out. */
export function escapeXml(text: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
      .replace(/[&<>"\r\n\u0085\u2028]/g, (character) => named[character] ?? `&#${character.charCodeAt(0)};`)
  );
}

function structureBody(shape: Extract<Shape, { kind: "structure" }>, value: object): string {
  const fields = new Map(Object.entries(value));
  let xml = "";
  for (const [name, index, , request, response = request ?? name] of shape.members) {
    xml += element(response, shapeAt(index), fields.get(name));
    fields.delete(name);
  }
  for (const name of fields.keys()) throw unknownMember(name);
  return xml;
}

function element(name: string, shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (shape.kind === "structure" && isRecord(value)) return tag(name, structureBody(shape, value));
  if (shape.kind === "list" && Array.isArray(value)) {
    const item = shape.flat ? name : shape.item;
    const items = value.map((entry) => element(item, shapeAt(shape.of), entry)).join("");
    return shape.flat ? items : tag(name, items);
  }
  if (shape.kind === "map" && isRecord(value)) {
    const entry = shape.flat ? name : "entry";
    const entries = Object.entries(value).map(([key, child]) =>
      tag(entry, tag(shape.key, escapeXml(key)) + element(shape.value, shapeAt(shape.of), child)),
    );
    return shape.flat ? entries.join("") : tag(name, entries.join(""));
  }
  return tag(name, escapeXml(scalarText(shape, value as Scalar)));
}

function tag(name: string, content: string): string {
  return content === "" ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

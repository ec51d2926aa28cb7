import { Expression, type Node, type NodeMap } from "../template.ts";

/** Lines of YAML for a map. */
export function printMap(map: NodeMap, indent = ""): readonly string[] {
  return Object.entries(map).flatMap(([name, value]) => printMember(yamlString(name), value, indent));
}

function printMember(head: string, value: Node, indent: string): readonly string[] {
  if (typeof value === "string" && isBlock(value)) {
    return [
      `${indent}${head}: |`,
      ...value
        .slice(0, -1)
        .split("\n")
        .map((line) => (line === "" ? "" : `${indent}  ${line}`)),
    ];
  }
  const inline = printInline(value);
  if (inline !== undefined) return [`${indent}${head}: ${inline}`];
  return [`${indent}${head}:`, ...printNested(value, `${indent}  `)];
}

function printNested(value: Node, indent: string): readonly string[] {
  if (!isNodeList(value)) return isMap(value) ? printMap(value, indent) : [];
  return value.flatMap((item) => {
    const inline = printInline(item);
    if (inline !== undefined) return [`${indent}- ${inline}`];
    const [first = "", ...rest] = printNested(item, `${indent}  `);
    return [`${indent}- ${first.trimStart()}`, ...rest];
  });
}

function printInline(value: Node): string | undefined {
  if (typeof value === "string") return yamlString(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Expression) return value.text;
  if (isNodeList(value)) return value.length === 0 ? "[]" : undefined;
  return Object.keys(value).length === 0 ? "{}" : undefined;
}

/**
 * A string, quoted unless it is plainly a word: YAML 1.1, which CloudFormation reads, takes `off`, `no`, `1e3` or `12:30`
 * for something else.
 */
function yamlString(text: string): string {
  const isWord = /^[A-Za-z][\w-]*(?:(?:::|\.|\/)[\w-]+)*$/.test(text);
  if (isWord && !/^(?:y|n|yes|no|on|off|true|false|null|e[-\d_]*)$/i.test(text)) return text;
  return JSON.stringify(text).replaceAll(
    /[\p{Cc}\u2028\u2029\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Several lines that a literal block gives back as they are. */
function isBlock(text: string): boolean {
  return (
    /^\S[^\n]*\n(?:[^\n]*\n)*$/.test(text) &&
    !text.endsWith("\n\n") &&
    /^[\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff]*$/.test(text)
  );
}

function isNodeList(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

function isMap(node: Node): node is NodeMap {
  return typeof node === "object" && !isNodeList(node) && !(node instanceof Expression);
}

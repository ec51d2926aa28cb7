import { Expression, type Node, type NodeMap, type Values } from "../template.ts";

/** A block of HCL: `resource "aws_lb" "load_balancer" { … }`, with comment lines above its arguments. */
export interface Block {
  readonly head: readonly string[];
  readonly comments?: readonly string[];
  readonly values: Values;
}

export function printBlock({ head, comments = [], values }: Block): string {
  const [keyword, ...labels] = head;
  const title = [keyword, ...labels.map((label) => hclString(label)), "{"].join(" ");
  return [title, ...comments.map((line) => `  ${line}`), ...printValues(values, "  "), "}"].join("\n");
}

/** Arguments first, then nested blocks: `a.b` is argument `b` of block `a`, `a.0.b` of the first of several. */
function printValues(values: Values, indent: string): readonly string[] {
  const entries = Object.entries(values);
  const args = entries.filter(([path]) => !path.includes("."));
  const nested = Map.groupBy(
    entries.filter(([path]) => path.includes(".")),
    ([path]) => /^[^.]+(\.\d+(?=\.))?/.exec(path)?.[0] ?? path,
  );
  const printed = args.map(([name, value]) => ({ name, text: printNode(value, indent) }));
  const [long, short] = [printed.filter(isLong), printed.filter((each) => !isLong(each))];
  const width = Math.max(0, ...short.map(({ name }) => name.length));
  return [
    ...short.map(({ name, text }) => `${indent}${name.padEnd(width)} = ${text}`),
    ...long.map(({ name, text }) => `${indent}${name} = ${text}`),
    ...[...nested].flatMap(([name, inner]) => [
      "",
      `${indent}${name.replace(/\.\d+$/, "")} {`,
      ...printValues(
        Object.fromEntries(inner.map(([path, value]) => [path.slice(name.length + 1), value])),
        `${indent}  `,
      ),
      `${indent}}`,
    ]),
  ];
}

function isLong({ text }: { readonly text: string }): boolean {
  return text.includes("\n");
}

function printNode(node: Node, indent: string): string {
  if (typeof node === "string") return node.endsWith("\n") ? heredoc(node) : hclString(node);
  if (typeof node !== "object") return String(node);
  if (isNodeList(node)) return `[${node.map((each) => printNode(each, indent)).join(", ")}]`;
  if (node instanceof Expression) return node.text;
  return printMap(node, indent);
}

function printMap(map: NodeMap, indent: string): string {
  const keys = Object.keys(map).map((key) => (/^(?!for$)[A-Za-z]\w*$/.test(key) ? key : hclString(key)));
  const width = Math.max(0, ...keys.map(({ length }) => length));
  const lines = Object.values(map).map(
    (value, index) => `${indent}  ${(keys[index] ?? "").padEnd(width)} = ${printNode(value, `${indent}  `)}`,
  );
  return ["{", ...lines, `${indent}}`].join("\n");
}

/** A quoted string. `${` and `%{` would start a template, so the first character of both is escaped. */
export function hclString(text: string): string {
  return `"${text.replaceAll(/[\\"\p{Cc}\u2028\u2029]|[$%](?=\{)/gu, escaped)}"`;
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escaped(character: string): string {
  return escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Lines as they are, where nothing in them has a meaning of its own; the text ends with a line's end. */
function heredoc(text: string): string {
  if (/[^\n\t\u0020-\uffff]|[$%]\{/.test(text)) return hclString(text);
  const lines = text.split("\n").map((line) => line.trim());
  const marker = ["EOT", ...Array.from({ length: lines.length }, (_, index) => `EOT${index}`)].find(
    (each) => !lines.includes(each),
  );
  return `<<${marker}\n${text}${marker}`;
}

function isNodeList(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

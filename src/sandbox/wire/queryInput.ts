import { AwsError } from "./awsError.ts";
import type { Input } from "./messages.ts";
import type { QueryNode, QueryTree } from "./queryTree.ts";
import { type Shape, shapeAt } from "./schema.ts";

/** Parsed parameters with what was missing and what the schema does not know, by their names in the request. */
export interface QueryInput {
  input: Input;
  missing: string[];
  unknown: string[];
}

type Structure = Extract<Shape, { kind: "structure" }>;
type List = Extract<Shape, { kind: "list" }>;
type QueryMap = Extract<Shape, { kind: "map" }>;

/**
 * Reads query parameters by an operation's input shape. `flatLists` is EC2's dialect (`SubnetId.1`); the plain query
 * protocol wraps its lists (`Names.member.1`). Throws AwsError for a value of the wrong type.
 */
export function readQueryInput(shape: number | null, tree: QueryTree, flatLists: boolean): QueryInput {
  const reader = new QueryReader(flatLists);
  const root = shape === null ? undefined : shapeAt(shape);
  const input = root?.kind === "structure" ? reader.structure(root, tree, "") : {};
  if (root === undefined) reader.unknown.push(...Object.keys(tree));
  return { input, missing: reader.missing, unknown: reader.unknown };
}

class QueryReader {
  readonly missing: string[] = [];
  readonly unknown: string[] = [];
  private readonly flatLists: boolean;

  constructor(flatLists: boolean) {
    this.flatLists = flatLists;
  }

  structure(shape: Structure, node: QueryNode, path: string): Input {
    const tree = branch(node, path);
    const input: Input = {};
    const known = new Set<string>();
    for (const [name, index, required, request = name] of shape.members) {
      known.add(request);
      const child = tree[request];
      if (child !== undefined) input[name] = this.value(shapeAt(index), child, joined(path, request));
      else if (required === 1) this.missing.push(joined(path, request));
    }
    this.unknown.push(
      ...Object.keys(tree)
        .filter((key) => !known.has(key))
        .map((key) => joined(path, key)),
    );
    return input;
  }

  private value(shape: Shape, node: QueryNode, path: string): unknown {
    if (shape.kind === "structure") return this.structure(shape, node, path);
    if (shape.kind === "list") return this.list(shape, node, path);
    if (shape.kind === "map") return this.map(shape, node, path);
    if (typeof node !== "string")
      throw new AwsError("InvalidParameterValue", `Unexpected complex value for ${path}`);
    return scalar(shape, node, path);
  }

  private list(shape: List, node: QueryNode, path: string): unknown[] {
    const tree = branch(node, path);
    const wrapper = this.flatLists || shape.flat ? undefined : shape.item;
    const items = wrapper === undefined ? tree : branch(tree[wrapper] ?? "", path);
    const stray = wrapper === undefined ? [] : Object.keys(tree).filter((key) => key !== wrapper);
    this.unknown.push(...stray.map((key) => joined(path, key)));
    return numbered(items).map(([key, child]) => this.value(shapeAt(shape.of), child, joined(path, key)));
  }

  private map(shape: QueryMap, node: QueryNode, path: string): Input {
    const tree = branch(node, path);
    const entries = numbered(shape.flat ? tree : branch(tree["entry"] ?? "", path));
    return Object.fromEntries(
      entries.map(([index, entry]) => {
        const pair = branch(entry, path);
        const key = pair[shape.key];
        if (typeof key !== "string")
          throw new AwsError("MalformedInput", `Expected a key at ${joined(path, index)}`);
        return [key, this.value(shapeAt(shape.of), pair[shape.value] ?? "", joined(path, index))];
      }),
    );
  }
}

/** An empty string stands for an empty list or structure: that is how the SDKs send one. */
function branch(node: QueryNode, path: string): QueryTree {
  if (typeof node !== "string") return node;
  if (node === "") return {};
  throw new AwsError("InvalidParameterValue", `Unexpected simple value for ${path}`);
}

function numbered(tree: QueryTree): [string, QueryNode][] {
  const isNumber = (key: string) => /^[1-9]\d*$/.test(key);
  return Object.entries(tree)
    .filter(([key]) => isNumber(key))
    .sort(([a], [b]) => Number(a) - Number(b));
}

function joined(path: string, part: string): string {
  return path === "" ? part : `${path}.${part}`;
}

function scalar(shape: Shape, text: string, path: string): unknown {
  if (shape.kind === "boolean") return booleanOf(text, path);
  if (shape.kind === "number") {
    if (text.trim() !== "" && !Number.isNaN(Number(text))) return Number(text);
    throw new AwsError("InvalidParameterValue", `Invalid value '${text}' for ${path}. Must be a number.`);
  }
  if (shape.kind === "timestamp") return dateOf(text, path);
  return shape.kind === "blob" ? Buffer.from(text, "base64") : text;
}

function booleanOf(text: string, path: string): boolean {
  const value = text.toLowerCase();
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw new AwsError("InvalidParameterValue", `Invalid value '${text}' for ${path}. Must be true or false.`);
}

function dateOf(text: string, path: string): Date {
  const date = /^\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new AwsError("InvalidParameterValue", `Invalid value '${text}' for ${path}. Must be a timestamp.`);
}

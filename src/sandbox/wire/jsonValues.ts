import { AwsError } from "./awsError.ts";
import type { Input } from "./messages.ts";
import { type Shape, shapeAt } from "./schema.ts";
import { isRecord, unknownMember } from "./values.ts";

/** Reads a JSON body by an operation's input shape. Unknown members are ignored, as the JSON services do. */
export function readJsonInput(shape: number | null, body: unknown): { input: Input; missing: string[] } {
  const missing: string[] = [];
  const root = shape === null ? undefined : shapeAt(shape);
  const input = root?.kind === "structure" ? readStructure(root, body, "", missing) : {};
  return { input, missing };
}

/** Writes an operation's output. Throws for a member that the schema does not have. */
export function writeJsonOutput(shape: number | null, output: object): unknown {
  return shape === null ? {} : write(shapeAt(shape), output);
}

function readStructure(
  shape: Extract<Shape, { kind: "structure" }>,
  value: unknown,
  path: string,
  missing: string[],
): Input {
  if (!isRecord(value)) throw mistyped("structure", path);
  const input: Input = {};
  for (const [name, index, required] of shape.members) {
    const child = Object.hasOwn(value, name) ? value[name] : undefined;
    if (child !== undefined && child !== null)
      input[name] = read(shapeAt(index), child, `${path}/${name}`, missing);
    else if (required === 1) missing.push(memberPath(`${path}/${name}`));
  }
  return input;
}

function read(shape: Shape, value: unknown, path: string, missing: string[]): unknown {
  if (shape.kind === "structure") return readStructure(shape, value, path, missing);
  if (shape.kind === "list") {
    if (!Array.isArray(value)) throw mistyped("list", path);
    return value.map((item, index) => read(shapeAt(shape.of), item, `${path}/${index}`, missing));
  }
  if (shape.kind === "map") {
    if (!isRecord(value)) throw mistyped("map", path);
    const entries = Object.entries(value).map(([key, child]) => [
      key,
      read(shapeAt(shape.of), child, `${path}/${key}`, missing),
    ]);
    return Object.fromEntries(entries);
  }
  return readScalar(shape, value, path);
}

function readScalar(shape: Shape, value: unknown, path: string): unknown {
  if (shape.kind === "number" || shape.kind === "boolean") {
    if (typeof value === shape.kind) return value;
    throw mistyped(shape.kind, path);
  }
  if (shape.kind === "timestamp") {
    if (typeof value === "number") return new Date(value * 1000);
    throw mistyped("timestamp", path);
  }
  if (typeof value !== "string") throw mistyped(shape.kind, path);
  return shape.kind === "blob" ? Buffer.from(value, "base64") : value;
}

function write(shape: Shape, value: unknown): unknown {
  if (shape.kind === "structure" && isRecord(value)) {
    const members = new Map(shape.members.map(([name, index]) => [name, index]));
    const present = Object.entries(value).filter(([, child]) => child !== undefined);
    return Object.fromEntries(
      present.map(([name, child]) => {
        const index = members.get(name);
        if (index === undefined) throw unknownMember(name);
        return [name, write(shapeAt(index), child)];
      }),
    );
  }
  if (shape.kind === "list" && Array.isArray(value))
    return value.map((item) => write(shapeAt(shape.of), item));
  if (shape.kind === "map" && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, write(shapeAt(shape.of), child)]),
    );
  }
  // The JSON protocol's own timestamp format is seconds since 1970.
  if (value instanceof Date) return value.getTime() / 1000;
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

function mistyped(expected: string, path: string): AwsError {
  return new AwsError("SerializationException", `Expected ${expected} at ${path === "" ? "/" : path}`);
}

function memberPath(path: string): string {
  const name = path.slice(1).replaceAll("/", ".");
  return name.charAt(0).toLowerCase() + name.slice(1);
}

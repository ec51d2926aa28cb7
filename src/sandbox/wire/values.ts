import type { Shape } from "./schema.ts";

/** A value that is written as one piece of text. */
export type Scalar = string | number | boolean | Date | Uint8Array;

/** Whether a value is a plain structure. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The mistake of a handler that answers with a member its operation does not have. */
export function unknownMember(name: string): Error {
  return new Error(`A handler answered with a member that the operation's output does not have: ${name}`);
}

/** A scalar as the query protocols write it. */
export function scalarText(shape: Shape, value: Scalar): string {
  if (value instanceof Date)
    return shape.kind === "timestamp" ? timestampText(shape.format, value) : String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : String(value);
}

function timestampText(format: "dateTime" | "epochSeconds" | "httpDate", date: Date): string {
  if (format === "epochSeconds") return String(date.getTime() / 1000);
  return format === "httpDate" ? date.toUTCString() : date.toISOString();
}

import { readFileSync } from "node:fs";
import { FileError, type Rule } from "./rules.ts";

/** The content of a JSON file; throws FileError naming the file. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FileError(`${path} cannot be read as JSON: ${reason}`);
  }
}

/** Reads a JSON value by a rule; a FileError names where the value came from. */
export function readAs<T>(rule: Rule<T>, value: unknown, origin: string): T {
  try {
    return rule.read(value, "");
  } catch (error) {
    throw error instanceof FileError ? new FileError(`${origin}: ${error.message}`) : error;
  }
}

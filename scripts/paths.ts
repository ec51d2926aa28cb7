import { fileURLToPath } from "node:url";

/** Absolute path of something in the project, given its path from the project's root. */
export function projectPath(relative: string): string {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}

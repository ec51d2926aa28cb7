import { existsSync, readFileSync } from "node:fs";
import { projectPath } from "../paths.ts";

/** Path of the packaged extension. Throws how to make it when it is not there. */
export function packagedExtension(): string {
  const path = packagePath();
  if (!existsSync(path)) throw new Error(`${path} does not exist. Make it with "npm run package".`);
  return path;
}

/** vsce names the package `<name>-<version>.vsix`. */
function packagePath(): string {
  const manifest: unknown = JSON.parse(readFileSync(projectPath("package.json"), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "name" in manifest && "version" in manifest) {
    return projectPath(`${manifest.name}-${manifest.version}.vsix`);
  }
  throw new Error("package.json has no name and version.");
}

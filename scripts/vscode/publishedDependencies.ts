import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

interface Lock {
  readonly packages: Record<string, Manifest & { version?: string; resolved?: string; integrity?: string }>;
}

/**
 * Makes an installation in `folder` need nothing but a package registry: a dependency that its lock file
 * takes from a Git host is taken in the same version from the registry. VS Code 1.105 has such a one, a file
 * watcher whose native part is not built here in either case.
 */
export async function usePublishedDependencies(folder: string): Promise<void> {
  const lock: Lock = await readJson(join(folder, "npm-shrinkwrap.json"));
  const manifest: Manifest = await readJson(join(folder, "package.json"));
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.resolved?.startsWith("git+") !== true || entry.version === undefined) continue;
    delete entry.resolved;
    delete entry.integrity;
    const name = path.replace(/^.*node_modules\//, "");
    for (const wanted of [manifest, lock.packages[""]].flatMap(requirements)) {
      if (wanted[name] !== undefined) wanted[name] = entry.version;
    }
  }
  await writeFile(join(folder, "npm-shrinkwrap.json"), JSON.stringify(lock, null, 2));
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
}

function requirements(manifest: Manifest | undefined): Record<string, string>[] {
  return [manifest?.dependencies, manifest?.devDependencies].filter((map) => map !== undefined);
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8"));
}

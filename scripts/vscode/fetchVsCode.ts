import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectPath } from "../paths.ts";
import { runToEnd } from "../processes.ts";
import { usePublishedDependencies } from "./publishedDependencies.ts";

/** A VS Code to run, as npm packages. */
export interface VsCodeVersion {
  /** Version of `code-server`, which contains VS Code's server and web workbench: 4.139 is VS Code 1.139. */
  readonly codeServer: string;
  /** Version of `node` to run it on; the project's own by default. */
  readonly node?: string;
}

/** The VS Codes that are tested. The extension host of 1.105 is made for Node 22 and hangs on Node 24. */
export const vsCodeVersions = {
  current: { codeServer: "4.139.1" },
  floor: { codeServer: "4.105.1", node: "22.23.3" },
} as const satisfies Record<string, VsCodeVersion>;

/** An installed VS Code server: the folder to start it in, and the Node to start it with. */
export interface FetchedVsCode {
  readonly folder: string;
  readonly node: string;
}

const cache = projectPath(".vscode-test");
const serverFolder = "node_modules/code-server/lib/vscode";
const nodeBinary = `node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`;

/**
 * Makes a VS Code available under the git-ignored cache folder.
 *
 * The installation happens in a folder named after this process and is renamed when complete. An
 * interrupted run therefore leaves nothing that looks finished, and of two runs at once the first wins.
 * Throws with what to check when the package registry cannot be reached.
 */
export async function fetchVsCode(
  version: VsCodeVersion,
  log: (line: string) => void,
): Promise<FetchedVsCode> {
  const name = `code-server-${version.codeServer}`;
  const complete = join(cache, name);
  if (!existsSync(complete)) {
    await mkdir(cache, { recursive: true });
    await removeAbandoned();
    const partial = join(cache, `partial-${process.pid}-${name}`);
    try {
      await install(version, partial, log);
      await publish(partial, complete);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    log(`VS Code is ready in .vscode-test/${name}`);
  }
  return {
    folder: join(complete, serverFolder),
    node: version.node === undefined ? process.execPath : join(complete, "node", nodeBinary),
  };
}

async function install(version: VsCodeVersion, folder: string, log: (line: string) => void): Promise<void> {
  await makePackage(folder);
  const vscode = join(folder, serverFolder);
  // Without install scripts: they compile native modules for minutes, and testing an extension needs none.
  log(`Fetching VS Code: the npm package code-server@${version.codeServer} (once, about 700 MB unpacked)`);
  await npmInstall(folder, ["--ignore-scripts", `code-server@${version.codeServer}`]);
  log("Fetching VS Code: what its server depends on");
  await usePublishedDependencies(vscode);
  await npmInstall(vscode, ["--ignore-scripts", "--omit=dev"]);
  log("Fetching VS Code: what its built-in extensions depend on");
  await usePublishedDependencies(join(vscode, "extensions"));
  await npmInstall(join(vscode, "extensions"), ["--ignore-scripts", "--omit=dev"]);
  if (version.node === undefined) return;
  log(`Fetching VS Code: the Node it is made for, ${version.node}`);
  await makePackage(join(folder, "node"));
  await npmInstall(join(folder, "node"), [`node@${version.node}`]);
}

async function makePackage(folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
}

async function npmInstall(cwd: string, args: readonly string[]): Promise<void> {
  const command = ["install", "--no-audit", "--no-fund", "--loglevel=error", ...args];
  const { code, output } = await runToEnd("npm", command, { cwd });
  if (code === 0) return;
  throw new Error(
    `VS Code could not be fetched ("npm ${command.join(" ")}" failed). ` +
      `Check that npm reaches its package registry, then run the command again.\n${output}`,
  );
}

async function publish(partial: string, complete: string): Promise<void> {
  try {
    await rename(partial, complete);
  } catch (error) {
    // Another run finished first: its copy is as good as this one.
    if (!existsSync(complete)) throw error;
  }
}

async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(cache)) {
    const owner = /^partial-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(join(cache, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

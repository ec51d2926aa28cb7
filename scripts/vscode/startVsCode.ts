import { rmSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningProcess, runToEnd, startProcess } from "../processes.ts";
import { userEnvironment } from "./environment.ts";
import { type FetchedVsCode, fetchVsCode, type VsCodeVersion } from "./fetchVsCode.ts";

/** What to start. */
export interface VsCodeOptions {
  /** Which one, of `vsCodeVersions`. */
  readonly version: VsCodeVersion;
  /** Lets the address of the page carry a payload: which extension is under development, which tests to run. */
  readonly smokeTestDriver: boolean;
  readonly userSettings: Readonly<Record<string, unknown>>;
  /** Packaged extension to install before the start. */
  readonly vsix?: string;
  /** The server's environment, given the folder that is its own; the user's by default. */
  readonly environment?: (folder: string) => NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
}

/** A VS Code server on loopback, ready to be opened in a browser. */
export interface VsCodeServer {
  readonly port: number;
  /** Folder of the window: empty, and inside the server's own folder. */
  readonly workspace: string;
  /** The `User` folder: settings, and `globalStorage/<extension id>`. */
  readonly userFolder: string;
  /** What the server printed so far. */
  readonly output: () => string;
  /** Resolves when the server ended, wanted or not. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

/**
 * Fetches VS Code if need be and starts its server on a free port of 127.0.0.1. Server data, user data and
 * extensions live in a temporary folder that goes with the server. Throws the server's output if it does not start.
 */
export async function startVsCode(options: VsCodeOptions): Promise<VsCodeServer> {
  const vscode = await fetchVsCode(options.version, options.log);
  const folder = await mkdtemp(join(tmpdir(), "privatelink-vscode-"));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once("exit", removeFolder);
  const userFolder = join(folder, "server/data/User");
  const workspace = join(folder, "workspace");
  await mkdir(userFolder, { recursive: true });
  await mkdir(workspace);
  await writeFile(join(userFolder, "settings.json"), JSON.stringify(options.userSettings, null, 2));
  const env = options.environment?.(folder) ?? userEnvironment();
  if (options.vsix !== undefined) await installExtension(vscode, folder, options.vsix, env);
  const server = await launch(vscode, folder, options.smokeTestDriver, env);
  const stop = async () => {
    await server.process.stop();
    removeFolder();
    process.off("exit", removeFolder);
  };
  const { port, output } = server;
  return { port, workspace, userFolder, output, exited: server.process.exited, stop };
}

function folders(folder: string): string[] {
  const data = ["--server-data-dir", join(folder, "server"), "--extensions-dir", join(folder, "extensions")];
  return ["out/server-main.js", ...data, "--accept-server-license-terms", "--disable-telemetry"];
}

async function installExtension(
  vscode: FetchedVsCode,
  folder: string,
  vsix: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const args = [...folders(folder), "--install-extension", vsix, "--force"];
  const { code, output } = await runToEnd(vscode.node, args, { cwd: vscode.folder, env });
  if (code !== 0 || !output.includes("successfully installed")) {
    throw new Error(`VS Code did not install ${vsix}:\n${output}`);
  }
}

interface Launched {
  readonly process: RunningProcess;
  readonly port: number;
  readonly output: () => string;
}

async function launch(
  vscode: FetchedVsCode,
  folder: string,
  smokeTestDriver: boolean,
  env: NodeJS.ProcessEnv,
): Promise<Launched> {
  const lines: string[] = [];
  const output = () => lines.join("\n");
  const listening = Promise.withResolvers<number>();
  const address = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token"];
  const flags = ["--disable-workspace-trust", ...(smokeTestDriver ? ["--enable-smoke-test-driver"] : [])];
  const server = startProcess(vscode.node, [...folders(folder), ...address, ...flags], {
    cwd: vscode.folder,
    env,
    onLine: (line) => {
      lines.push(line);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) listening.resolve(Number(port));
    },
  });
  const ended = server.exited.then((code) => {
    throw new Error(`The VS Code server ended with code ${code} before it was ready:\n${output()}`);
  });
  return { process: server, port: await Promise.race([listening.promise, ended]), output };
}

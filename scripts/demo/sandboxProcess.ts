import { mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { dirname } from "node:path";
import { projectPath } from "../paths.ts";
import { startProcess } from "../processes.ts";

/** A running sandbox that this process keeps alive. */
export interface DemoSandbox {
  readonly endpoint: string;
  /** Resolves when the sandbox ended, wanted or not. */
  readonly exited: Promise<number>;
}

interface Announcement {
  readonly endpoint: string;
  readonly lease: { readonly port: number; readonly token: string };
}

/**
 * Starts the built sandbox with the article scenario and holds a lease on it. Its address goes to
 * `stateFile`, which is where the extension looks for a running sandbox when its window opens.
 * Throws the sandbox's output if it ends before it is ready.
 */
export async function startSandbox(stateFile: string): Promise<DemoSandbox> {
  await mkdir(dirname(stateFile), { recursive: true });
  const lines: string[] = [];
  const ready = Promise.withResolvers<Announcement>();
  const options = ["--scenario", "article", "--state-file", stateFile, "--lease-seconds", "60"];
  const sandbox = startProcess(process.execPath, [projectPath("dist/sandbox.js"), ...options], {
    onLine: (line) => {
      lines.push(line);
      if (line.startsWith("{")) ready.resolve(JSON.parse(line));
    },
  });
  const ended = sandbox.exited.then((code) => {
    throw new Error(`The sandbox ended with code ${code} before it was ready:\n${lines.join("\n")}`);
  });
  const { endpoint, lease } = await Promise.race([ready.promise, ended]);
  await holdLease(lease);
  return { endpoint, exited: sandbox.exited };
}

/** The sandbox lives as long as a connection that named its token is open. */
function holdLease({ port, token }: Announcement["lease"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${token}\n`, () => resolve()));
    socket.once("error", reject);
  });
}

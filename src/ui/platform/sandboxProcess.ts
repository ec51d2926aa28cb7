import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { Listeners } from "../../app/listeners.ts";
import type { SandboxDescription } from "../../app/session.ts";

interface Lease {
  readonly port: number;
  readonly token: string;
}

type Running = SandboxDescription & { readonly lease: Lease };

/**
 * The sandbox as its own process, started detached. Windows hold leases on it and it ends a minute after the last one is
 * gone, so a reloaded window finds it again and a killed editor leaves nothing.
 */
export class SandboxProcess {
  /** The process has ended although this window still held a lease. */
  readonly ended = new Listeners();
  readonly #script: string;
  readonly #stateFile: string;
  #lease: Socket | undefined;

  /** @param stateFile Where the process leaves its endpoint and keys, readable by the user alone. */
  constructor(script: string, stateFile: string) {
    this.#script = script;
    this.#stateFile = stateFile;
  }

  /** The sandbox that another window or an earlier session of this one has started, if it still runs. */
  async reconnect(): Promise<SandboxDescription | undefined> {
    try {
      const running = parseDescription(await readFile(this.#stateFile, "utf8"));
      await this.#hold(running.lease);
      return running;
    } catch {
      return undefined;
    }
  }

  /** @throws Error with the process's own words when it does not come up. */
  async start(): Promise<SandboxDescription> {
    const running = await this.reconnect();
    if (running !== undefined) return running;
    const args = [
      this.#script,
      "--scenario",
      "article",
      "--state-file",
      this.#stateFile,
      "--lease-seconds",
      "60",
    ];
    const child = spawn(process.execPath, args, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: environmentWithoutAws(),
    });
    const errors: string[] = [];
    child.stderr.on("data", (data: Buffer) => errors.push(data.toString()));
    const line = await Promise.race([firstLine(child.stdout), once(child, "exit").then(() => undefined)]);
    if (line === undefined) throw new Error(errors.join("").trim() || "it ended at once");
    const started = parseDescription(line);
    await this.#hold(started.lease);
    // Nothing of this window may keep the process, or be kept by it.
    child.stdout.destroy();
    child.stderr.destroy();
    child.unref();
    return started;
  }

  /** Ends the process for every window. */
  stop(): void {
    const lease = this.#lease;
    this.#lease = undefined;
    lease?.end("stop\n");
  }

  /** Gives this window's lease back. */
  dispose(): void {
    const lease = this.#lease;
    this.#lease = undefined;
    lease?.destroy();
  }

  async #hold({ port, token }: Lease): Promise<void> {
    const socket = connect({ host: "127.0.0.1", port });
    // A stale file may name a port that belongs to somebody else by now.
    const patience = AbortSignal.timeout(leaseMilliseconds);
    patience.addEventListener("abort", () => this.#lease !== socket && socket.destroy());
    await once(socket, "connect", { signal: patience });
    socket.write(`${token}\n`);
    const answer = await Promise.race([firstLine(socket), once(socket, "close").then(() => undefined)]);
    if (answer !== "ok") {
      socket.destroy();
      throw new Error("it refused the lease");
    }
    this.dispose();
    this.#lease = socket;
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (this.#lease !== socket) return;
      this.#lease = undefined;
      this.ended.tell();
    });
  }
}

/** How long the sandbox may take to answer on loopback. */
const leaseMilliseconds = 2000;

/** The user's environment without anything that the AWS SDKs and tools would read. */
function environmentWithoutAws(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: "1" };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string | undefined> {
  const lines = createInterface({ input: stream });
  const [line] = (await Promise.race([once(lines, "line"), once(lines, "close")])) as readonly unknown[];
  return typeof line === "string" ? line : undefined;
}

/** @throws Error when the text is not what the sandbox writes. */
function parseDescription(text: string): Running {
  const data: unknown = JSON.parse(text);
  if (!isRunning(data)) throw new Error("it described itself in a way that this version does not know");
  return data;
}

function isRunning(data: unknown): data is Running {
  if (typeof data !== "object" || data === null) return false;
  const texts = ["endpoint", "configFile", "credentialsFile"].every(
    (key) => typeof Reflect.get(data, key) === "string",
  );
  const lease: unknown = Reflect.get(data, "lease");
  return texts && Array.isArray(Reflect.get(data, "accounts")) && typeof lease === "object" && lease !== null;
}

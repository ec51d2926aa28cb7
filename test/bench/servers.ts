import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "../..");

/** A server in a process of its own. */
export interface Served<Ready> {
  readonly ready: Ready;
  /** Resident memory, in MiB. Only Linux says it this way. */
  residentMiB(): number;
  stop(): Promise<void>;
}

/** Runs a TypeScript file, and reads the line of JSON that it prints when it is ready. */
export async function serve<Ready>(file: string, ...args: readonly string[]): Promise<Served<Ready>> {
  const child = spawn(process.execPath, [join(root, file), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return {
    ready: JSON.parse(line),
    residentMiB: () => residentMiB(child),
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

function residentMiB({ pid }: ChildProcess): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1]) / 1024;
}

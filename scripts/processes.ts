import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const windows = process.platform === "win32";
const running = new Map<ChildProcess, RunningProcess>();
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
let guarded = false;

/** How to start a child process. */
export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called for each line of standard output and standard error, in the order of arrival. */
  readonly onLine?: (line: string) => void;
}

/** A child process together with everything it starts. */
export interface RunningProcess {
  readonly pid: number;
  /** Resolves with the exit code; 1 when a signal ended it or it could not be started. */
  readonly exited: Promise<number>;
  /** Ends the process and its descendants: politely first, by force after five seconds. */
  stop(): Promise<void>;
}

/**
 * Starts a process in a process group of its own, so that stopping it also ends what it started.
 * When this process ends, by itself or by a signal, the group ends with it.
 */
export function startProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): RunningProcess {
  guardThisProcess();
  const { onLine } = options;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: !windows,
    // On Windows the commands of npm packages are scripts, which only a shell starts.
    shell: windows && !command.endsWith(".exe"),
  });
  for (const stream of [child.stdout, child.stderr]) {
    const lines = createInterface({ input: stream });
    if (onLine !== undefined) lines.on("line", onLine);
  }
  const exited = exitCode(child, onLine);
  const started = { pid: child.pid ?? -1, exited, stop: () => stopGroup(child) };
  running.set(child, started);
  return started;
}

/** Runs a process to its end and returns its exit code and all its output. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    options.onLine?.(line);
  };
  const code = await startProcess(command, args, { ...options, onLine }).exited;
  return { code, output: lines.join("\n") };
}

async function exitCode(child: ChildProcess, onLine: ProcessOptions["onLine"]): Promise<number> {
  try {
    const [code] = await once(child, "close");
    return typeof code === "number" ? code : 1;
  } catch (error) {
    onLine?.(String(error));
    return 1;
  } finally {
    running.delete(child);
  }
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !running.has(child)) return;
  // Its exit, not the close of its output: something it started in a group of its own may hold that open.
  const ended = once(child, "exit");
  signalGroup(child, "SIGTERM");
  const force = setTimeout(() => signalGroup(child, "SIGKILL"), 5_000);
  await ended;
  clearTimeout(force);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(windows ? child.pid : -child.pid, signal);
  } catch (error) {
    // The group ended between the decision and the signal; anything else is worth knowing.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function guardThisProcess(): void {
  if (guarded) return;
  guarded = true;
  process.once("exit", () => {
    for (const child of running.keys()) signalGroup(child, "SIGKILL");
  });
  for (const [signal, code] of Object.entries(signals)) {
    // A terminal and the process above may both send the signal; the second one must not cut the end short.
    process.on(signal, () => void endAll(code));
  }
}

/** Ends every process that was started here and then this one. */
export async function endAll(code: number): Promise<never> {
  await Promise.all([...running.values()].map((started) => started.stop()));
  process.exit(code);
}

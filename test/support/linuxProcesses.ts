import { readdirSync, readFileSync } from "node:fs";

/** The processes that a process has started, as Linux tells them. */
export function childrenOf(pid: number): number[] {
  return processes().filter((candidate) => parentOf(candidate) === pid);
}

/** The process that was started with this argument; throws when there is none. */
export function processWith(argument: string): number {
  const found = processes().find((pid) => commandLine(pid).includes(argument));
  if (found === undefined) throw new Error(`No process was started with ${argument}.`);
  return found;
}

/** Program and arguments of a process; nothing when it has ended. */
export function commandLine(pid: number): string[] {
  return (read(`/proc/${pid}/cmdline`) ?? "").split("\0");
}

/** The process that a process was started by, or that has taken it over. */
export function parentOf(pid: number): number | undefined {
  const [, parent] = status(pid);
  return parent === undefined ? undefined : Number(parent);
}

/** A process that has ended but that nobody has asked about yet is none. */
export function isAlive(pid: number): boolean {
  const [state] = status(pid);
  return state !== undefined && state !== "Z";
}

/** State, parent and so on: what comes after the name, which may itself have spaces and brackets. */
function status(pid: number): string[] {
  const text = read(`/proc/${pid}/stat`);
  return text === undefined ? [] : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function processes(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It ended between the listing and the reading.
    return undefined;
  }
}

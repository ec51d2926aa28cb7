import type { Instance } from "../state/compute.ts";

/** What a program wrote, and how it ended. */
export interface Ended {
  exitCode: number;
  standardOutput: string;
  standardError: string;
}

/** Where a program runs. */
export interface Surroundings {
  instance: Instance;
  /** The instance's files, in a private folder of the host. */
  directory: string;
  signal: AbortSignal;
}

/** One of the programs that an emulated instance has. */
export type Program = (args: readonly string[], surroundings: Surroundings) => Ended | Promise<Ended>;

export function ended(exitCode: number, standardOutput: string, standardError = ""): Ended {
  return { exitCode, standardOutput, standardError };
}

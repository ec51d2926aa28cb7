import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Fabric } from "../sockets/fabric.ts";
import type { Instance } from "../state/compute.ts";
import { curlProgram } from "./curl.ts";
import { head } from "./head.ts";
import { printf } from "./printf.ts";
import { type Ended, ended, type Program, type Surroundings } from "./program.ts";
import { removeFiles } from "./rm.ts";
import { ShellSyntaxError, tokenise } from "./tokenise.ts";

/** Runs scripts on the emulated instances: a program and its arguments per line, and never a real shell. */
export class GuestShell {
  private readonly programs: ReadonlyMap<string, Program>;
  private readonly directory: string;

  /** `directory` is a private folder of the host, in which every instance gets one of its own. */
  constructor(fabric: Fabric, directory: string) {
    this.directory = directory;
    this.programs = new Map<string, Program>([
      ["curl", curlProgram(fabric)],
      ["head", head],
      ["printf", printf],
      ["rm", removeFiles],
    ]);
  }

  /** As in sh, a line that fails does not end the script; the exit code is the last line's. */
  async run(script: string, instance: Instance, signal: AbortSignal): Promise<Ended> {
    const directory = join(this.directory, instance.id);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const total = ended(0, "");
    for (const [index, line] of script.split("\n").entries()) {
      if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
      const result = await this.runLine(line, index + 1, { instance, directory, signal });
      total.exitCode = result.exitCode;
      total.standardOutput += result.standardOutput;
      total.standardError += result.standardError;
      if (signal.aborted || result.syntaxError) break;
    }
    return total;
  }

  private async runLine(
    line: string,
    number: number,
    surroundings: Surroundings,
  ): Promise<Ended & { syntaxError?: true }> {
    try {
      const [name = "", ...args] = tokenise(line);
      const program = this.programs.get(name);
      if (program === undefined) return ended(127, "", `sh: line ${number}: ${name}: command not found\n`);
      return await program(args, surroundings);
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      return { ...ended(2, "", `sh: line ${number}: ${error.message}\n`), syntaxError: true };
    }
  }
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Fabric } from "../sockets/fabric.ts";
import { testAuthority } from "../sockets/testCertificate.ts";
import type { Instance } from "../state/compute.ts";
import { curlProgram } from "./curl.ts";
import { digProgram } from "./dig.ts";
import { authorityFile } from "./files.ts";
import { getentProgram } from "./getent.ts";
import { head } from "./head.ts";
import { printf } from "./printf.ts";
import { type Ended, ended, type Program, type Surroundings } from "./program.ts";
import { removeFiles } from "./rm.ts";
import { ShellSyntaxError, tokenise } from "./tokenise.ts";

/** AWS keeps 24,000 characters of a command's output; this only bounds what is held until it is cut. */
const maximumOutput = 200_000;

/** Runs scripts on the emulated instances: a program and its arguments per line, and never a real shell. */
export class GuestShell {
  private readonly programs: ReadonlyMap<string, Program>;
  private readonly directory: string;

  /** `directory` is a private folder of the host, in which every instance gets one of its own. */
  constructor(fabric: Fabric, directory: string) {
    this.directory = directory;
    this.programs = new Map<string, Program>([
      ["curl", curlProgram(fabric)],
      ["dig", digProgram(fabric)],
      ["getent", getentProgram(fabric)],
      ["head", head],
      ["printf", printf],
      ["rm", removeFiles],
    ]);
  }

  /** As in sh, a line that fails does not end the script; the exit code is the last line's. */
  async run(script: string, instance: Instance, signal: AbortSignal): Promise<Ended> {
    const directory = join(this.directory, instance.id);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(authorityFile(directory), testAuthority, { mode: 0o600 });
    const total = ended(0, "");
    for (const [index, line] of script.split("\n").entries()) {
      if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
      const result = await this.runLine(line, index + 1, { instance, directory, signal });
      total.exitCode = result.exitCode;
      total.standardOutput = (total.standardOutput + result.standardOutput).slice(0, maximumOutput);
      total.standardError = (total.standardError + result.standardError).slice(0, maximumOutput);
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

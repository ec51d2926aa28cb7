import { rm } from "node:fs/promises";
import { guestFile } from "./files.ts";
import { type Ended, ended, type Surroundings } from "./program.ts";

/** `rm -f FILE…`. */
export async function removeFiles(args: readonly string[], { directory }: Surroundings): Promise<Ended> {
  const [option, ...names] = args;
  if (option !== "-f") return ended(1, "", "rm: the sandbox only has: rm -f FILE…\n");
  for (const name of names.filter((candidate) => candidate !== "--")) {
    const path = guestFile(directory, name);
    if (path === undefined) return ended(1, "", `rm: cannot remove '${name}': Permission denied\n`);
    await rm(path, { force: true });
  }
  return ended(0, "");
}

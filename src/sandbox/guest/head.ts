import { open } from "node:fs/promises";
import { guestFile } from "./files.ts";
import { type Ended, ended, type Surroundings } from "./program.ts";

/** More than this never leaves an instance in one piece: AWS cuts a command's output far below it. */
const maximumBytes = 1024 * 1024;

/** `head -c BYTES FILE`. */
export async function head(args: readonly string[], { directory }: Surroundings): Promise<Ended> {
  const [option, count = "", name = ""] = args;
  if (option !== "-c" || !/^\d{1,9}$/.test(count) || args.length !== 3) {
    return ended(1, "", "head: the sandbox only has: head -c BYTES FILE\n");
  }
  const missing = ended(1, "", `head: cannot open '${name}' for reading: No such file or directory\n`);
  const path = guestFile(directory, name);
  const file = path === undefined ? undefined : await open(path).catch(() => undefined);
  if (file === undefined) return missing;
  try {
    const buffer = Buffer.alloc(Math.min(Number(count), maximumBytes));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return ended(0, buffer.subarray(0, bytesRead).toString("utf8"));
  } finally {
    await file.close();
  }
}

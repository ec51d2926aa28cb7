import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LockFiles } from "../../app/planLocks.ts";
import { fileNameOf } from "./jsonFile.ts";

/** One empty file for each window that wants a plan, in a folder of the plan; its time of change is the beat. */
export function lockFiles(folder: string): LockFiles {
  const folderOf = (planId: string) => join(folder, "locks", fileNameOf(planId));
  const pathOf = (planId: string, owner: string) => join(folderOf(planId), fileNameOf(owner));
  return {
    async raise(planId, owner, beat) {
      await mkdir(folderOf(planId), { recursive: true, mode: 0o700 });
      await writeFile(pathOf(planId, owner), "", { flag: "wx", mode: 0o600 });
      await setBeat(pathOf(planId, owner), beat);
    },
    async renew(planId, owner, beat) {
      try {
        await setBeat(pathOf(planId, owner), beat);
        return true;
      } catch (error) {
        return ifMissing(error, false);
      }
    },
    async list(planId) {
      const owners = await readdir(folderOf(planId)).catch((error: unknown) => ifMissing(error, []));
      const beats = owners.map(async (owner) => {
        const found = await stat(pathOf(planId, owner)).catch((error: unknown) =>
          ifMissing(error, undefined),
        );
        return found === undefined ? [] : [{ owner, beat: found.mtimeMs }];
      });
      return (await Promise.all(beats)).flat();
    },
    remove: (planId, owner) => rm(pathOf(planId, owner), { force: true }),
  };
}

function setBeat(path: string, beat: number): Promise<void> {
  return utimes(path, beat / 1000, beat / 1000);
}

/** Files of other windows come and go; everything else is a fault of the disk. */
function ifMissing<T>(error: unknown, value: T): T {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
  throw error;
}

import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Journal } from "../../app/journal.ts";
import type { Run } from "../../core/plan/run.ts";

/** One file per run below the extension's storage; a write replaces the file at once, so it is never half written. */
export function fileJournal(folder: string): Journal {
  const path = (planId: string) => join(folder, `${planId.replaceAll(/[^a-z0-9-]/gi, "")}.json`);
  return {
    async write(run) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path(run.plan.id);
      await writeFile(`${file}.new`, JSON.stringify(run), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
    async read(planId) {
      try {
        // Written by `write` above, into a folder that only the user can reach.
        return JSON.parse(await readFile(path(planId), "utf8")) as Run;
      } catch {
        return undefined;
      }
    },
    async remove(planId) {
      await rm(path(planId), { force: true });
    },
  };
}

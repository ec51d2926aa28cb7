import type { Run } from "../core/plan/run.ts";

/** Keeps runs on disk, so that what was made is known after a crash or a closed window. */
export interface Journal {
  /** Resolves when the run is safely stored. */
  write(run: Run): Promise<void>;
  read(planId: string): Promise<Run | undefined>;
  remove(planId: string): Promise<void>;
}

import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "privatelink-sandbox-";
/** The prefix, the id of the process, and what mkdtemp adds. */
const folderName = /^privatelink-sandbox-(\d+)-\w{6}$/;

/** A private folder of this sandbox. Only its user can look into it. */
export interface PrivateFolder {
  path: string;
  /** Deletes the folder with all that is in it; safe to call again. */
  remove(): void;
}

/** Makes the folder, named after this process; mkdtemp gives it mode 0700. */
export function createPrivateFolder(): PrivateFolder {
  const path = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Deletes what sandboxes left in a directory because they were killed: the private folders of this user whose process is
 * gone. A process id may belong to another process by now; then the folder stays until that one is gone, too.
 *
 * @param owner User id; undefined where there is none, as on Windows, where the temporary directory is the user's own.
 */
export function removeDeadFolders(directory = tmpdir(), owner = process.getuid?.()): void {
  for (const name of readdirSync(directory)) {
    const pid = folderName.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      const path = join(directory, name);
      const status = lstatSync(path);
      const isOwn = owner === undefined || status.uid === owner;
      if (status.isDirectory() && isOwn) rmSync(path, { recursive: true });
    } catch {
      // Another sandbox that starts at the same time may be deleting the same folder.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process that may not be signalled is there; only "no such process" says that it is gone.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * A JSON document in the extension's storage, for what must survive a window that is closed at once; VS Code's own
 * memento is written later. A write replaces the file in one step, so it is never half written, and writes keep
 * their order. Only the user can read it.
 */
export class JsonFile<T> {
  readonly #path: string;
  #written: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** What was written last; nothing when there is no file, or none that can be read. */
  async read(): Promise<T | undefined> {
    await this.#written;
    try {
      // Written by `write` below, into a folder that only the user can reach.
      return JSON.parse(await readFile(this.#path, "utf8")) as T;
    } catch {
      return undefined;
    }
  }

  write(value: T): Promise<void> {
    const text = JSON.stringify(value);
    return this.#inOrder(async () => {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      // Every window has a name of its own for the unfinished file.
      const unfinished = `${this.#path}.${process.pid}`;
      await writeFile(unfinished, text, { mode: 0o600 });
      await rename(unfinished, this.#path);
    });
  }

  remove(): Promise<void> {
    return this.#inOrder(() => rm(this.#path, { force: true }));
  }

  #inOrder(act: () => Promise<void>): Promise<void> {
    const done = this.#written.then(act);
    // Whoever asked for it hears of a failure; the next one has to be tried all the same.
    this.#written = done.catch(() => undefined);
    return done;
  }
}

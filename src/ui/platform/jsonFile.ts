import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

export interface JsonFormat<T> {
  /** Of what is written. Another one is not read. */
  readonly version: number;
  /** What a file says, if it has the shape; files are untrusted. */
  readonly parse: (content: unknown) => T | undefined;
  /** Hears where a file that could not be read is kept now. */
  readonly onSetAside: (path: string) => void;
}

/**
 * A JSON document in the extension's storage, for what must survive a window that is closed at once; VS Code's own
 * memento is written later. A write replaces the file in one step, so it is never half written, and writes keep
 * their order. Only the user can read it. A file that cannot be read is kept under another name, never overwritten.
 */
export class JsonFile<T> {
  readonly #path: string;
  readonly #format: JsonFormat<T>;
  #written: Promise<void> = Promise.resolve();

  constructor(path: string, format: JsonFormat<T>) {
    this.#path = path;
    this.#format = format;
  }

  /** What was written last; nothing when there is no file, or none that can be read. */
  async read(): Promise<T | undefined> {
    await this.#written;
    const text = await readFile(this.#path, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const content = this.#contentOf(text);
    if (content === undefined) await this.#setAside();
    return content;
  }

  write(content: T): Promise<void> {
    const text = JSON.stringify({ version: this.#format.version, content });
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

  #contentOf(text: string): T | undefined {
    try {
      const file: unknown = JSON.parse(text);
      if (typeof file !== "object" || file === null || !("version" in file) || !("content" in file))
        return undefined;
      return file.version === this.#format.version ? this.#format.parse(file.content) : undefined;
    } catch {
      return undefined;
    }
  }

  async #setAside(): Promise<void> {
    const kept = `${this.#path}.unreadable-${Date.now()}`;
    await this.#inOrder(() => rename(this.#path, kept));
    this.#format.onSetAside(kept);
  }

  #inOrder(act: () => Promise<void>): Promise<void> {
    const done = this.#written.then(act);
    // Whoever asked for it hears of a failure; the next one has to be tried all the same.
    this.#written = done.catch(() => undefined);
    return done;
  }
}

/** A name from outside as a name for a file, which leads nowhere else. */
export function fileNameOf(name: string): string {
  return name.replaceAll(/[^a-z0-9-]/gi, "");
}

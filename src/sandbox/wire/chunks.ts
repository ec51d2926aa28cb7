/** Characters after which text becomes bytes: V8 joins what fits into the processor's cache much faster. */
const textLength = 32 * 1024;

/** Bytes after which pieces become one: many small writes cost more time and memory than copying. */
const groupLength = 64 * 1024;

/** Writes a value, as far as it is there. */
export type Writer = (value: unknown, to: Chunks) => void;

/** Text that grows by small pieces, and the bytes of what is finished of it. */
export class Chunks {
  /** What is still being written. */
  text = "";
  private readonly finished: Buffer[] = [];
  /** Bytes that are still to be joined. */
  private pieces: Buffer[] = [];
  private length = 0;

  /** Adds the end of an element. */
  close(text: string): void {
    this.text += text;
    if (this.text.length > textLength) this.finishText();
  }

  /** Adds what was written elsewhere. */
  add(bytes: Buffer): void {
    this.finishText();
    this.pieces.push(bytes);
    this.length += bytes.length;
    if (this.length > groupLength) this.finishGroup();
  }

  /** Everything that was written, as UTF-8. */
  take(): readonly Buffer[] {
    this.finishText();
    this.finishGroup();
    return this.finished;
  }

  private finishText(): void {
    if (this.text === "") return;
    const bytes = Buffer.from(this.text);
    this.text = "";
    this.add(bytes);
  }

  private finishGroup(): void {
    if (this.length === 0) return;
    this.finished.push(Buffer.concat(this.pieces, this.length));
    this.pieces = [];
    this.length = 0;
  }
}

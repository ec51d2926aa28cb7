/** Characters after which a piece of text becomes bytes: V8 joins what fits into the processor's cache much faster. */
const chunkLength = 32 * 1024;

/** Writes a value, as far as it is there. */
export type Writer = (value: unknown, to: Chunks) => void;

/** Text that grows by small pieces, and the bytes of what is finished of it. */
export class Chunks {
  /** What is still being written. */
  text = "";
  private readonly finished: Buffer[] = [];

  /** Adds the end of an element. */
  close(text: string): void {
    this.text += text;
    if (this.text.length > chunkLength) this.finish();
  }

  /** Adds what was written elsewhere. */
  add(bytes: readonly Buffer[]): void {
    this.finish();
    this.finished.push(...bytes);
  }

  /** Everything that was written, as UTF-8. */
  take(): readonly Buffer[] {
    this.finish();
    return this.finished;
  }

  private finish(): void {
    if (this.text === "") return;
    this.finished.push(Buffer.from(this.text));
    this.text = "";
  }
}

/** Characters after which a piece of text becomes bytes: V8 joins what fits into the processor's cache much faster. */
const chunkLength = 32 * 1024;

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

  /** Everything that was written, as UTF-8. */
  take(): Buffer {
    this.finish();
    return Buffer.concat(this.finished);
  }

  private finish(): void {
    this.finished.push(Buffer.from(this.text));
    this.text = "";
  }
}

const initialSize = 16 * 1024;
/** UTF-8 needs at most three bytes for each of JavaScript's characters. */
const bytesPerCharacter = 3;

/** A growing piece of memory that texts are written to one after the other, as UTF-8. */
export class Bytes {
  private memory = Buffer.allocUnsafe(initialSize);
  private used = 0;

  /** How much was written so far. */
  get length(): number {
    return this.used;
  }

  add(text: string): void {
    this.reserve(text.length * bytesPerCharacter);
    this.used += this.memory.write(text, this.used);
  }

  /** Appends bytes; for the few of a tag a loop is faster than a copy. */
  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    const { memory } = this;
    let at = this.used;
    for (let index = 0; index < bytes.length; index += 1) {
      memory[at] = bytes[index] ?? 0;
      at += 1;
    }
    this.used = at;
  }

  /** Writes a text if each character is below 128 and marked in `plain`; else nothing, and the answer is false. */
  addPlain(text: string, plain: Uint8Array): boolean {
    this.reserve(text.length);
    const { memory } = this;
    let at = this.used;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (plain[code] !== 1) return false;
      memory[at] = code;
      at += 1;
    }
    this.used = at;
    return true;
  }

  /** Forgets what was written after a length. */
  truncate(length: number): void {
    this.used = length;
  }

  /** What was written. Nothing may be added afterwards. */
  take(): Buffer {
    return this.memory.subarray(0, this.used);
  }

  private reserve(size: number): void {
    const needed = this.used + size;
    if (needed <= this.memory.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.memory.length));
    this.memory.copy(larger, 0, 0, this.used);
    this.memory = larger;
  }
}

/** Milliseconds without a keystroke after which a text is sent. */
const pause = 150;

/**
 * Texts that the user has typed and the host has not confirmed. A snapshot that was on its way while the user typed on
 * holds an older text; showing that one would take characters away.
 */
export class Drafts {
  readonly #send: (field: string, text: string) => void;
  readonly #texts = new Map<string, string>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(send: (field: string, text: string) => void) {
    this.#send = send;
  }

  /** Keeps a text and sends it after a short pause. */
  type(field: string, text: string): void {
    this.#texts.set(field, text);
    clearTimeout(this.#timers.get(field));
    this.#timers.set(
      field,
      setTimeout(() => this.flush(field), pause),
    );
  }

  /** Sends a field's text, or every text, that still waits for its pause to end. */
  flush(field?: string): void {
    for (const id of field === undefined ? [...this.#timers.keys()] : [field]) {
      const text = this.#texts.get(id);
      if (text === undefined || !this.#timers.has(id)) continue;
      this.#forgetTimer(id);
      this.#send(id, text);
    }
  }

  /** What to show in a field whose text is `confirmed` by the host. */
  text(field: string, confirmed: string): string {
    return this.#texts.get(field) ?? confirmed;
  }

  /** The host knows this text now; a text that was typed since then stays. */
  confirm(field: string, text: string): void {
    if (this.#texts.get(field) === text && !this.#timers.has(field)) this.#texts.delete(field);
  }

  /** Forgets everything, sent or not. */
  clear(): void {
    for (const id of [...this.#timers.keys()]) this.#forgetTimer(id);
    this.#texts.clear();
  }

  #forgetTimer(field: string): void {
    clearTimeout(this.#timers.get(field));
    this.#timers.delete(field);
  }
}

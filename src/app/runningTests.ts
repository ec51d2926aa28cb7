/** The tests that run in this window, so that the same one never runs twice at once, whichever page asks for it. */
export class RunningTests {
  readonly #running = new Set<string>();

  /** Begins the test that the key names; returns what ends it, or nothing when it runs already. */
  begin(key: string): (() => void) | undefined {
    if (this.#running.has(key)) return undefined;
    this.#running.add(key);
    return () => this.#running.delete(key);
  }
}

/** What a stage, or a whole run, came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** One sentence per skipped test: which one, and why. */
  readonly skipped: readonly string[];
}

/** The outcome of a stage that has no tests of its own: it counts as one. */
export function oneTest(passed: boolean): Outcome {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] };
}

/** Adds up outcomes. */
export function total(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

/** The line that ends a run: `12 passed, 0 failed`, and `, 2 skipped` when something was. */
export function lastLine({ passed, failed, skipped }: Outcome): string {
  const rest = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
  return `${passed} passed, ${failed} failed${rest}`;
}

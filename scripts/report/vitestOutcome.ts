import type { Outcome } from "./outcome.ts";

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Counts vitest's JSON report. A file that failed without a failed test, because it could not be loaded or
 * its set-up threw, counts as one failed test.
 */
export function vitestOutcome(report: Report): Outcome {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failedFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: tests.filter(({ status }) => status === "failed").length + failedFiles.length,
    skipped: tests
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName, status }) => `${fullName} (marked ${status} in its file)`),
  };
}

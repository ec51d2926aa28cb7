import { readFile, rm } from "node:fs/promises";
import { projectPath } from "../paths.ts";
import { runToEnd } from "../processes.ts";
import type { VsCodeVersion } from "../vscode/fetchVsCode.ts";
import { runHostSuite } from "../vscode/hostSuite.ts";
import { type Outcome, oneTest } from "./outcome.ts";
import { print } from "./run.ts";
import { vitestOutcome } from "./vitestOutcome.ts";

/** Runs commands one after the other, all of them, even when one fails; passes when every one did. */
export async function commands(...lines: readonly (readonly [string, ...string[]])[]): Promise<Outcome> {
  let passed = true;
  for (const [command, ...args] of lines) {
    print(`> ${[command, ...args].join(" ")}`);
    const { code } = await runToEnd(command, args, { cwd: projectPath("."), onLine: print });
    passed &&= code === 0;
  }
  return oneTest(passed);
}

/** Runs one of vitest's projects and counts its tests. */
export async function vitest(project: string): Promise<Outcome> {
  const report = projectPath(`test-results/vitest-${project}.json`);
  await rm(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await runToEnd("vitest", ["run", "--project", project, ...reporters], {
    cwd: projectPath("."),
    onLine: print,
  });
  const outcome = vitestOutcome(JSON.parse(await readFile(report, "utf8")));
  // Vitest can fail without a failed test: an error outside of tests, or no test at all.
  return code === 0 || outcome.failed > 0 ? outcome : { ...outcome, failed: 1 };
}

/** Runs the host suite in one version of VS Code. */
export function hostSuite(version: VsCodeVersion): Promise<Outcome> {
  return runHostSuite({ version, log: print });
}

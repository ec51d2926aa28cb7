import Mocha from "mocha";
import { linePrefix } from "../../scripts/vscode/hostSuiteLines.ts";

/**
 * Runs the tests that `load` registers and prints one line per test and the totals. Everything goes through
 * the console, because that is what a browser window and a desktop VS Code both carry to the terminal.
 * Rejects when a test failed.
 */
export async function runSuite(load: () => void): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", reporter: PrintedLines, timeout: 20_000 });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  load();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} host tests failed`);
}

class PrintedLines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const count = { passed: 0, failed: 0, skipped: 0 };
    runner.on("pass", (test) => {
      count.passed += 1;
      print(`  ✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on("pending", (test) => {
      count.skipped += 1;
      print(`  - skipped: ${test.fullTitle()}`);
    });
    runner.on("fail", (test, error: Error) => {
      count.failed += 1;
      print(`  ✖ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
    runner.on("end", () => {
      print(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    });
  }
}

function print(text: string): void {
  console.log(text.replaceAll(/^/gm, linePrefix));
}

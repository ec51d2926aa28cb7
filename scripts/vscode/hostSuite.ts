import type { Browser } from "playwright-core";
import { projectPath } from "../paths.ts";
import type { Outcome } from "../report/outcome.ts";
import { bundleHostSuite } from "./bundleHostSuite.ts";
import { isolatedEnvironment } from "./environment.ts";
import type { VsCodeVersion } from "./fetchVsCode.ts";
import { suiteLines } from "./hostSuiteLines.ts";
import { launchChromium } from "./launchChromium.ts";
import { quietSettings } from "./quietSettings.ts";
import { startVsCode, type VsCodeServer } from "./startVsCode.ts";
import { workbenchUrl } from "./workbenchUrl.ts";

/** How long the whole suite may take, from opening the page, in milliseconds. */
const patience = 180_000;

/**
 * Runs the suite of `test/host` in the extension host of a real VS Code with the built extension under
 * development.
 */
export async function runHostSuite(options: {
  readonly version: VsCodeVersion;
  readonly log: (line: string) => void;
}): Promise<Outcome> {
  const testsPath = await bundleHostSuite();
  const server = await startVsCode({
    ...options,
    smokeTestDriver: true,
    userSettings: quietSettings,
    environment: isolatedEnvironment,
  });
  try {
    const browser = await launchChromium(options.log);
    try {
      return hostSuiteOutcome(await runInWindow(browser, server, testsPath, options.log), server.output);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function runInWindow(
  browser: Browser,
  server: VsCodeServer,
  extensionTestsPath: string,
  log: (line: string) => void,
): Promise<string> {
  const lines: string[] = [];
  const ended = Promise.withResolvers<void>();
  const page = await browser.newPage();
  // The workbench calls these two functions of its page: with each console line of the suite, and at its end.
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
    for (const line of suiteLines(args.map(String).join(" "))) {
      lines.push(line);
      log(line);
    }
  });
  await page.exposeFunction("codeAutomationExit", () => ended.resolve());
  const timer = setTimeout(() => {
    ended.reject(new Error(`The host suite did not end within ${patience / 1000} s.\n${lines.join("\n")}`));
  }, patience);
  try {
    await page.goto(workbenchUrl(server, { extensionDevelopmentPath: projectPath("."), extensionTestsPath }));
    await ended.promise;
  } finally {
    clearTimeout(timer);
  }
  return lines.join("\n");
}

/** Counts the suite's lines; throws when its totals are missing, since then it did not run to its end. */
function hostSuiteOutcome(output: string, context: () => string): Outcome {
  const totals = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output);
  if (totals === null) throw new Error(`The host suite ended without its totals.\n${output}\n${context()}`);
  const [passed = 0, failed = 0] = totals.slice(1).map(Number);
  const skipped = [...output.matchAll(/^ {2}- skipped: (.*)$/gm)].map(([, test]) => `host test ${test}`);
  return { passed, failed, skipped };
}

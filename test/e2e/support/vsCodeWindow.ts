import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { projectPath } from "../../../scripts/paths.ts";
import { isolatedEnvironment } from "../../../scripts/vscode/environment.ts";
import { vsCodeVersions } from "../../../scripts/vscode/fetchVsCode.ts";
import { launchChromium } from "../../../scripts/vscode/launchChromium.ts";
import { packagedExtension } from "../../../scripts/vscode/packagedExtension.ts";
import { quietSettings } from "../../../scripts/vscode/quietSettings.ts";
import { startVsCode, type VsCodeServer } from "../../../scripts/vscode/startVsCode.ts";
import { workbenchUrl } from "../../../scripts/vscode/workbenchUrl.ts";
import { patience } from "./patience.ts";

/** How a journey's window looks. */
export interface WindowOptions {
  /** CSS pixels; 1280 x 800 by default. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Colour theme as in the setting `workbench.colorTheme`; VS Code's modern dark one by default. */
  readonly theme?: string;
  /** Settings on top of those that every journey has. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
}

/** A window of a real VS Code in which the packaged extension is installed. */
export interface VsCodeWindow {
  readonly page: Page;
  readonly server: VsCodeServer;
  /** Writes the picture, the window's console and the server's output to `test-results/failures/NAME`. */
  saveEvidence(name: string): Promise<void>;
  /** Something to be closed after the window. */
  closeWith(close: () => Promise<void>): void;
  close(): Promise<void>;
}

const log = (line: string) => console.log(line);

/**
 * Starts a VS Code with the packaged extension in an empty user profile and opens it.
 * Resolves when the workbench is drawn and its extension host runs.
 */
export async function openWindow(options: WindowOptions = {}): Promise<VsCodeWindow> {
  const server = await startVsCode({
    version: vsCodeVersions.current,
    // The smoke test driver would be a VS Code that shows no toasts.
    smokeTestDriver: false,
    userSettings: {
      ...quietSettings,
      "workbench.colorTheme": options.theme ?? "Default Dark Modern",
      ...options.userSettings,
    },
    vsix: packagedExtension(),
    environment: isolatedEnvironment,
    log,
  });
  try {
    const browser = await launchChromium(log);
    return await openPage(browser, server, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function openPage(
  browser: Browser,
  server: VsCodeServer,
  options: WindowOptions,
): Promise<VsCodeWindow> {
  const { viewport = { width: 1280, height: 800 } } = options;
  const context = await browser.newContext({ viewport, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const printed: string[] = [];
  page.on("console", (message) => printed.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => printed.push(`uncaught: ${error.stack ?? error.message}`));
  const others: (() => Promise<void>)[] = [];
  const close = async () => {
    await browser.close();
    await server.stop();
    for (const closeOther of others) await closeOther();
  };
  try {
    await page.goto(workbenchUrl(server));
    await page.locator(".monaco-workbench .activitybar").waitFor();
    await page.locator(".statusbar-item").first().waitFor();
  } catch (error) {
    await browser.close();
    throw error;
  }
  const saveEvidence = async (name: string) => {
    const folder = projectPath(`test-results/failures/${name}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "window-console.log"), printed.join("\n"));
    await writeFile(join(folder, "server.log"), server.output());
    await page.screenshot({ path: join(folder, "window.png") });
    log(`What the window showed when the journey failed: test-results/failures/${name}`);
  };
  const closeWith = (closeOther: () => Promise<void>) => void others.push(closeOther);
  return { page, server, saveEvidence, closeWith, close };
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import { workbenchUrl } from "../../scripts/vscode/workbenchUrl.ts";
import { statusBarItem } from "../e2e/support/attention.ts";
import { journey } from "../e2e/support/journey.ts";
import { runCommand } from "../e2e/support/quickInput.ts";
import { openView } from "../e2e/support/views.ts";
import { commandLine, isAlive, parentOf, processWith } from "../support/linuxProcesses.ts";

/** Milliseconds that a sandbox may live on after the extension host that held its lease was killed. */
const lifeAfterHost = 75_000;
const extensionId = "privatelink-toolkit.privatelink-toolkit";

/**
 * Kills a window. One that is open has VS Code start another host in place of a killed one, which rightly takes the lease
 * again; one that is closed ends its host in peace.
 */
async function crash(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // Nobody is left to answer.
  devTools.send("Page.crash").catch(() => undefined);
  await crashed;
}

journey(
  "a sandbox ends when its window and extension host are killed, and can be started again",
  // Only Linux tells which process started which.
  { timeout: 300_000, skip: process.platform !== "linux" },
  async ({ page, server }) => {
    const stateFile = join(server.userFolder, "globalStorage", extensionId, "sandbox.json");
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await statusBarItem(page, /SANDBOX/).waitFor();
    const sandbox = processWith(stateFile);
    const { credentialsFile } = JSON.parse(readFileSync(stateFile, "utf8"));
    const host = parentOf(sandbox) ?? 0;
    expect(commandLine(host).join(" ")).toContain("--type=extensionHost");

    await crash(page);
    expect([isAlive(host), isAlive(sandbox)]).toEqual([true, true]);
    const killed = performance.now();
    process.kill(host, "SIGKILL");
    await vi.waitUntil(() => !isAlive(host));
    await vi.waitUntil(() => !isAlive(sandbox), { timeout: lifeAfterHost, interval: 200 });
    console.log(`The sandbox ended ${Math.round((performance.now() - killed) / 1000)} s after its host.`);
    expect([stateFile, credentialsFile].filter(existsSync)).toEqual([]);

    const next = await page.context().newPage();
    await next.goto(workbenchUrl(server));
    await openView(next, "PrivateLink");
    await runCommand(next, "PrivateLink: Start Sandbox");
    await statusBarItem(next, /SANDBOX/).waitFor();
    const second = processWith(stateFile);
    expect(second).not.toBe(sandbox);
    process.kill(second, "SIGTERM");
    await vi.waitUntil(() => !isAlive(second), { timeout: 10_000 });
  },
);

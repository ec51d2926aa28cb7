import type { FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import type { CauseId } from "../../src/core/diagnose/cause.ts";
import { settleChecks } from "../../src/sandbox/network/healthWatch.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/sandbox/scenarios/snapshot.ts";
import type { World } from "../../src/sandbox/state/world.ts";
import { statusBarItem } from "../e2e/support/attention.ts";
import { journey } from "../e2e/support/journey.ts";
import { ownSandbox } from "../e2e/support/ownSandbox.ts";
import { runCommand } from "../e2e/support/quickInput.ts";
import { screenshot } from "../e2e/support/screenshot.ts";
import { inlineAction, openView, treeRow } from "../e2e/support/views.ts";
import { webview } from "../e2e/support/webviews.ts";
import { allFaults } from "../support/diagnose/faults/allFaults.ts";
import { partsOf } from "../support/diagnose/parts.ts";

/* Pictures to look at: report and topology of a connection that works, and of one that is broken in ten ways. */

const causes: readonly CauseId[] = ["A1", "B1", "D4", "D1", "D10", "E1", "E3", "E7", "E10", "D3"];
/** What an audit has something to say about, all at once. */
const inAudit: readonly CauseId[] = ["A2", "D15", "E7"];
const wide = { width: 1320, height: 1240 };
const minutes = 60_000;

for (const [look, theme] of [
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
] as const) {
  journey(
    `report and topology, ${look}`,
    { viewport: wide, theme, timeout: 10 * minutes },
    async (window) => {
      const { page } = window;
      const world = await ownSandbox(window, "connected");
      const healthy = takeSnapshot(world);
      await openDiagnosis(page);
      await takeBoth(page, `healthy-${look}`);
      for (const cause of causes) {
        restoreSnapshot(world, healthy);
        breakIt(world, cause);
        await lookAgain(page);
        await takeBoth(page, `${cause}-${look}`);
      }
      restoreSnapshot(world, healthy);
      for (const cause of inAudit) breakIt(world, cause);
      await takeAudit(page, `audit-${look}`);
      restoreSnapshot(world, healthy);
      await comeBack(page);
    },
  );
}

journey(
  "report and topology in high contrast, and narrow",
  { viewport: wide, theme: "Default High Contrast", timeout: 5 * minutes },
  async (window) => {
    const { page } = window;
    const world = await ownSandbox(window, "connected");
    breakIt(world, "D4");
    await openDiagnosis(page);
    await takeBoth(page, "D4-contrast");
    await runCommand(page, "View: Toggle Primary Side Bar Visibility");
    await page.setViewportSize({ width: 468, height: 1800 });
    await takeBoth(page, "D4-420");
    for (const cause of inAudit) breakIt(world, cause);
    await takeAudit(page, "audit-420");
  },
);

function breakIt(world: World, cause: CauseId): void {
  const fault = allFaults[cause];
  if (fault === undefined) throw new Error(`Nothing shows ${cause}.`);
  fault.mutate(partsOf(world));
  settleChecks(world);
}

async function openDiagnosis(page: Page): Promise<void> {
  await openView(page, "PrivateLink");
  await runCommand(page, "PrivateLink: Start Sandbox");
  await statusBarItem(page, /SANDBOX/).waitFor();
  await inlineAction(await treeRow(page, "Endpoints", "orders-flask-hello"), "Diagnose");
  await verdictOf(await report(page), "");
}

async function report(page: Page): Promise<FrameLocator> {
  return webview(page, "Diagnose: orders-flask-hello");
}

async function lookAgain(page: Page): Promise<void> {
  const frame = await report(page);
  const before = await frame.locator("#verdict").innerText();
  await frame.getByRole("button", { name: "Run again" }).click();
  await verdictOf(frame, before);
}

/** Waits for another verdict than before. */
async function verdictOf(frame: FrameLocator, before: string): Promise<void> {
  await frame.locator(".path").waitFor();
  await expect.poll(() => frame.locator("#verdict").innerText(), { timeout: 20_000 }).not.toBe(before);
}

async function takeBoth(page: Page, name: string): Promise<void> {
  await report(page);
  await screenshot(page, `diagnose-${name}`);
  const frame = await report(page);
  await frame.getByRole("button", { name: "Topology" }).click();
  const picture = await webview(page, "Topology: orders-flask-hello");
  await picture.locator(".sel").waitFor();
  await screenshot(page, `topology-${name}`);
}

async function takeAudit(page: Page, name: string): Promise<void> {
  await runCommand(page, "PrivateLink: Audit Open Scopes");
  const audit = await webview(page, "Audit of the open scopes");
  await audit.getByRole("button", { name: "Copy as Markdown" }).waitFor();
  await screenshot(page, name);
}

/** Report and picture outlive a reload of the window, and are read anew then. */
async function comeBack(page: Page): Promise<void> {
  await report(page);
  await page.reload();
  const frame = await report(page);
  await frame.getByRole("heading", { level: 1, name: "Nothing is wrong" }).waitFor();
  const picture = await webview(page, "Topology: orders-flask-hello");
  await picture.getByRole("button", { name: /^Client: tester/ }).waitFor();
}

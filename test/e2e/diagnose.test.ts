import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { closeLoadBalancerSecurityGroup } from "../../src/sandbox/scenarios/mutations.ts";
import { dialogButton, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { ownSandbox } from "./support/ownSandbox.ts";
import { choose, runCommand, saveTo } from "./support/quickInput.ts";
import { screenshot } from "./support/screenshot.ts";
import { inlineAction, openView, treeRow } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

/** Milliseconds that a test through the sandbox may take on a busy machine. */
const testing = 60_000;
const endpoint = "orders-flask-hello";
const folder = mkdtempSync(join(tmpdir(), "topology-"));

afterAll(() => rmSync(folder, { recursive: true }));

journey(
  "a failed test is diagnosed, the cause is mended, and the same test passes",
  { viewport: { width: 1240, height: 900 } },
  async (window) => {
    const { page } = window;
    closeLoadBalancerSecurityGroup(await ownSandbox(window, "connected"));
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await statusBarItem(page, /SANDBOX/).waitFor();
    await failTest(page);
    await mend(page);
    await passTest(page);
    await walkTopology(page);
  },
);

async function failTest(page: Page): Promise<void> {
  await inlineAction(await treeRow(page, "Endpoints", endpoint), "Test Connectivity");
  const test = await webview(page, `Test: ${endpoint}`);
  await test.getByRole("button", { name: "Run test" }).click();
  await test.getByRole("heading", { level: 1, name: /^Failed/ }).waitFor({ timeout: testing });
  await test.getByRole("button", { name: "Diagnose" }).click();
}

/** The load balancer's group leads; the fix says what it does to whom, asks, and is looked at again by itself. */
async function mend(page: Page): Promise<void> {
  const report = await webview(page, `Diagnose: ${endpoint}`);
  const cause = /does not let .+ in on port 5000$/;
  await report.getByRole("heading", { level: 1, name: cause }).waitFor();
  await report.getByText("timeout, exit 28").waitFor();
  await report.locator(".sta.broken").getByText("Load balancer").waitFor();
  await screenshot(page, "diagnose-found");
  await report.getByRole("button", { name: "Apply fix" }).click();
  await dialogButton(page, "Apply fix");
  await report.getByRole("heading", { level: 2, name: /^The fix is applied/ }).waitFor({ timeout: testing });
  await report.getByText("it is not found any more").waitFor();
  await report.getByRole("heading", { level: 1, name: "Nothing is wrong" }).waitFor();
  await report.getByRole("button", { name: "Undo" }).waitFor();
  await screenshot(page, "diagnose-mended");
}

async function passTest(page: Page): Promise<void> {
  const test = await webview(page, `Test: ${endpoint}`);
  await test.getByRole("button", { name: "Run again" }).click();
  await test.getByRole("heading", { level: 1, name: /^Passed/ }).waitFor({ timeout: testing });
}

/** The picture is walked by arrow keys, and Enter shows the row of what they have come to. */
async function walkTopology(page: Page): Promise<void> {
  await runCommand(page, "PrivateLink: Show Topology");
  await choose(page, endpoint);
  const picture = await webview(page, `Topology: ${endpoint}`);
  const node = (name: string) => picture.getByRole("button", { name: new RegExp(`^${name}`) });
  await node("Client: tester").focus();
  for (const name of ["Endpoint", "Service", "Load balancer node"]) {
    await page.keyboard.press("ArrowRight");
    await focused(picture, name);
  }
  await page.keyboard.press("ArrowDown");
  await focused(picture, "Load balancer node");
  expect(await picture.locator("#picture .edge.stops").count()).toBe(0);
  await screenshot(page, "topology");
  await exportPicture(page, picture);
  await node("Load balancer node").last().focus();
  await page.keyboard.press("Enter");
  const row = await treeRow(page, "Endpoint Services", "flask-hello");
  await row.page().locator('.monaco-list-row.selected[aria-level="3"]').waitFor();
}

/** The file needs nothing of the page: no classes, and colours instead of the theme's variables. */
async function exportPicture(page: Page, picture: FrameLocator): Promise<void> {
  const path = join(folder, "picture.svg");
  await picture.getByRole("button", { name: "Export SVG" }).click();
  // What the status bar says goes after a few seconds.
  await Promise.all([
    statusBarItem(page, "The picture is saved").waitFor(),
    saveTo(page, /orders-flask-hello\.svg$/, path),
  ]);
  const svg = readFileSync(path, "utf8");
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain("flask-hello-2");
  expect(svg).toMatch(/stroke="rgb/);
  expect(svg).not.toMatch(/class=|style=|var\(|<!--|href=/);
}

async function focused(picture: FrameLocator, name: string): Promise<void> {
  await picture.locator(`.tn:focus[aria-label^="${name}"]`).waitFor();
}

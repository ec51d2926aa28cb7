import type { FrameLocator, Page } from "playwright-core";
import { patience } from "./patience.ts";
import { startingWith } from "./text.ts";

/** Milliseconds between two looks at the frames of a window. */
const drawTime = 100;

/**
 * The content of the webview panel with this title; its tab is brought to the front. A webview is two frames
 * deep: VS Code's own, and inside it the one that carries the panel's title and shows the extension's page.
 * Throws after `timeout` milliseconds.
 */
export async function webview(page: Page, title: string, timeout = patience): Promise<FrameLocator> {
  const tab = page
    .locator(".tabs-container")
    .getByRole("tab", { name: startingWith(title) })
    .last();
  await tab.waitFor();
  if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  const outer = page.locator("iframe.webview.ready").filter({ visible: true });
  const inner = `iframe#active-frame[title="${title}"]`;
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    for (let index = 0; index < (await outer.count()); index += 1) {
      const frame = outer.nth(index).contentFrame();
      if ((await frame.locator(inner).count()) > 0) return frame.frameLocator(inner);
    }
    await page.waitForTimeout(drawTime);
  }
  throw new Error(`No webview titled "${title}" is drawn.`);
}

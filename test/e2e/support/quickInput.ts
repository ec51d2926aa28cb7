import type { Locator, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { exactly } from "./text.ts";

/** The box that the command palette, Quick Picks and input boxes share. */
function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget").filter({ visible: true });
}

/**
 * Runs a command by its full title, category included: `PrivateLink: Start Sandbox`.
 * Waits until the palette offers it, which is when the extension is known and the command enabled.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  const box = quickInput(page);
  await box.locator("input.input").fill(`>${title}`);
  await quickPickItem(page, title).first().click();
}

/** A row of the open Quick Pick, by its exact label. */
function quickPickItem(page: Page, label: string | RegExp): Locator {
  const name = page.locator(".quick-input-list-label .label-name").filter({ hasText: exactly(label) });
  return quickInput(page).locator(".quick-input-list .monaco-list-row").filter({ has: name });
}

/** Chooses a row of the open Quick Pick. */
export async function choose(page: Page, label: string | RegExp): Promise<void> {
  await quickPickItem(page, label).first().click();
}

/** Ticks or unticks rows of the open Quick Pick, then confirms it. */
export async function toggle(page: Page, ...labels: readonly string[]): Promise<void> {
  for (const label of labels) await quickPickItem(page, label).first().click();
  await quickInput(page).getByRole("button", { name: "OK" }).click();
}

/** Milliseconds that a file dialog may take to open, and to read a folder, on a busy machine. */
const saving = { timeout: 30_000, interval: 200 };

/** Milliseconds after which a click that opened no box was swallowed: a tree may be drawn anew under the pointer. */
const swallowed = 5000;

/**
 * Opens an input box, types into it and confirms it. `open` is tried again when no box asks; `prompt` is the question
 * that the box asks below the input.
 */
export async function answer(
  page: Page,
  open: () => Promise<void>,
  prompt: string,
  text: string,
): Promise<void> {
  const box = quickInput(page);
  const isAsked = () =>
    box
      .getByText(prompt)
      .waitFor({ timeout: swallowed })
      .then(
        () => true,
        () => false,
      );
  // The journey's own time limit ends this.
  do await open();
  while (!(await isAsked()));
  await box.locator("input.input").fill(text);
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "hidden" });
}

/** Answers VS Code's own dialog for saving, where a browser has no file dialog. */
export async function saveTo(page: Page, proposed: RegExp, path: string): Promise<void> {
  const dialog = quickInput(page);
  const box = dialog.locator("input[type=text]");
  await expect.poll(() => box.inputValue(), saving).toMatch(proposed);
  await box.fill(path);
  const ok = dialog.getByRole("button", { name: "OK" });
  // The dialog drops an answer that comes while it still reads the folder that was typed, so it is given again.
  await vi.waitFor(async () => {
    if (await dialog.isVisible()) await ok.click({ timeout: 1000 });
    await dialog.waitFor({ state: "hidden", timeout: 1000 });
  }, saving);
}

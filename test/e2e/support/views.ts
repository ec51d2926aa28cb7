import type { Locator, Page } from "playwright-core";
import { patience } from "./patience.ts";
import { exactly, startingWith } from "./text.ts";

/** Milliseconds between two looks at a tree: enough for VS Code to draw what a scroll brought into sight. */
const drawTime = 100;

/** The entry of a view container in the activity bar. Its accessible name also carries the badge's tooltip. */
function activityBarEntry(page: Page, container: string): Locator {
  return page.locator(".activitybar").getByRole("tab", { name: startingWith(container) });
}

/** Waits until the entry of a view container carries this badge. */
export async function activityBarBadge(page: Page, container: string, text: string): Promise<void> {
  const item = page.locator(".activitybar .action-item").and(activityBarEntry(page, container));
  await item
    .locator(".badge-content")
    .filter({ hasText: exactly(text) })
    .waitFor();
}

/** Opens a view container, for example `PrivateLink`, from the activity bar. */
export async function openView(page: Page, container: string): Promise<void> {
  const entry = activityBarEntry(page, container);
  await entry.waitFor();
  // A click on the entry of the container that is already open would close it.
  if ((await entry.getAttribute("aria-selected")) !== "true") await entry.click();
  await page.locator(".sidebar .composite.title").getByText(container).first().waitFor();
}

/** A view with its header, opened if it was folded. `view` is its name in the header. */
export async function viewPane(page: Page, view: string): Promise<Locator> {
  // The label goes on with the view's description, if it has one.
  const header = page.locator(`.pane-header[aria-label^="${view}"]`);
  const pane = page.locator(".pane").filter({ has: header });
  await header.waitFor();
  if ((await header.getAttribute("aria-expanded")) === "false") await header.click();
  return pane;
}

/**
 * A row of a view's tree by its exact label (or a pattern for it), scrolled into sight. Trees draw only the
 * rows in sight, so this looks through the tree from the top until the row is there, and again when it ends,
 * because rows load. With `says`, it is waited for until it says that too: a row that has been found may be out of sight
 * again when the tree is drawn anew, so a change of it cannot be waited for on what was found.
 */
export async function treeRow(
  page: Page,
  view: string,
  label: string | RegExp,
  says: string | RegExp = "",
): Promise<Locator> {
  const pane = await viewPane(page, view);
  const row = pane
    .locator(".monaco-list-row")
    .filter({ has: page.locator(".label-name").filter({ hasText: exactly(label) }) })
    .filter({ hasText: says })
    .first();
  const deadline = Date.now() + patience;
  while (!(await row.isVisible())) {
    // Rows load and move: looking again until the deadline is what waiting for a row means here.
    if (Date.now() > deadline)
      throw new Error(`No row "${label} ${says}" in "${view}". ${await rowsInSight(pane)}`);
    await scrollOn(pane);
  }
  return row;
}

/** Opens a row that has children; does nothing when it is open. */
export async function expandRow(row: Locator): Promise<void> {
  if ((await row.getAttribute("aria-expanded")) === "false") await row.locator(".monaco-tl-twistie").click();
  await row.and(row.page().locator('[aria-expanded="true"]')).waitFor();
}

/** Clicks an inline action of a row. `name` is the accessible name, which is the command's title. */
export async function inlineAction(row: Locator, name: string): Promise<void> {
  await row.hover();
  await row.getByRole("button", { name, exact: true }).click();
}

async function rowsInSight(pane: Locator): Promise<string> {
  const labels = await pane.locator(".monaco-list-row").allInnerTexts();
  return `In sight: ${labels.map((text) => text.replaceAll(/\s+/g, " ")).join(" | ") || "nothing"}`;
}

/**
 * Scrolls a tree on by most of what it shows; from its end, back to its top. The event goes straight to the
 * tree: a real wheel takes Chromium about a second without a GPU.
 */
async function scrollOn(pane: Locator): Promise<void> {
  const tree = pane.locator(".monaco-list .monaco-scrollable-element").first();
  const box = (await tree.isVisible()) ? await tree.boundingBox() : null;
  if (box !== null) {
    const atEnd = (await pane.locator('.monaco-list-row[data-last-element="true"]').count()) > 0;
    // VS Code reads Chromium's own `wheelDeltaY`: 120 units are one notch and scroll up by 50 pixels.
    await tree.dispatchEvent("wheel", { wheelDeltaY: atEnd ? 1_000_000 : -2 * box.height });
  }
  await pane.page().waitForTimeout(drawTime);
}

/** Chooses an entry of a row's context menu, by the keyboard: a menu that has just opened takes no clicks yet. */
export async function contextMenu(page: Page, row: Locator, entry: string): Promise<void> {
  await row.click({ button: "right" });
  const menu = page.locator(".context-view .monaco-menu");
  await menu.getByRole("menuitem", { name: entry, exact: true }).hover();
  await page.keyboard.press("Enter");
  await menu.waitFor({ state: "hidden" });
}

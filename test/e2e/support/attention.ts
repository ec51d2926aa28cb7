import type { Locator, Page } from "playwright-core";
import { runCommand } from "./quickInput.ts";

/** A notification in sight whose text contains `text`. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page
    .locator(".notification-toast, .notifications-center .monaco-list-row")
    .filter({ hasText: text })
    .first();
}

/** Closes every notification, so that none hides what comes next. They also go by themselves, so none is aimed at. */
export async function closeNotifications(page: Page): Promise<void> {
  await runCommand(page, "Notifications: Clear All Notifications");
  await page.locator(".notification-toast").first().waitFor({ state: "detached" });
}

/** An item of the status bar whose text contains `text`. */
export function statusBarItem(page: Page, text: string | RegExp): Locator {
  return page.locator(".statusbar-item").filter({ hasText: text }).first();
}

/** Clicks a button of the modal dialog that is open. */
export async function dialogButton(page: Page, button: string): Promise<void> {
  const dialog = page.locator(".monaco-dialog-box");
  const clicked = dialog.getByRole("button", { name: button, exact: true });
  await clicked.click();
  // Another question may follow at once, so it is the button that goes.
  await clicked.waitFor({ state: "detached" });
}

import type { FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import { closeNotifications, dialogButton, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { choose, runCommand } from "./support/quickInput.ts";
import { screenshot } from "./support/screenshot.ts";
import { contextMenu, openView, treeRow } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

/** Milliseconds that the sandbox's shortened AWS durations may take on a busy machine. */
const applying = 90_000;

journey(
  "both sides are torn down: a reloaded window finds the page again, one question is asked, nothing is left",
  { viewport: { width: 1400, height: 900 } },
  async ({ page }) => {
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await statusBarItem(page, /SANDBOX/).waitFor();
    await make(page, "Publish a service", "The service is published");
    await make(page, "Connect to a service", "The endpoint is created");
    await closeNotifications(page);

    await contextMenu(page, await treeRow(page, "Endpoint Services", "flask-hello"), "Tear Down");
    const form = await webview(page, "Tear down");
    await applyButton(form).waitFor();
    await form.getByRole("checkbox", { name: "flask-hello-nlb" }).first().uncheck();
    await form.getByText("cannot go yet, because it is used by what stays: flask-hello-nlb").waitFor();
    await screenshot(page, "tear-down-less");

    await Promise.all([page.waitForEvent("load"), runCommand(page, "Developer: Reload Window")]);
    await statusBarItem(page, /SANDBOX/).waitFor();
    const restored = await webview(page, "Tear down");
    const balancer = restored.getByRole("checkbox", { name: "flask-hello-nlb" }).first();
    await balancer.waitFor();
    expect(await balancer.isChecked()).toBe(false);
    await balancer.check();
    await apply(page, restored);

    await runCommand(page, "PrivateLink: Delete Endpoint");
    await choose(page, "flask-hello");
    await apply(page, await webview(page, "Tear down"));
    await treeRow(page, "Endpoint Services", "No services in this scope");
    await screenshot(page, "torn-down");
  },
);

/** Applies a wizard as it is filled in. */
async function make(page: Page, title: string, result: string): Promise<void> {
  await runCommand(page, `PrivateLink: ${title.replace("a service", "a Service")}`);
  const form = await webview(page, title);
  await applyButton(form).click();
  await form.getByRole("heading", { name: result }).waitFor({ timeout: applying });
}

function applyButton(form: FrameLocator) {
  return form.getByRole("button", { name: /^Apply \d+ calls$/ });
}

async function apply(page: Page, form: FrameLocator): Promise<void> {
  await applyButton(form).click();
  await screenshot(page, "tear-down-question");
  await dialogButton(page, "Delete");
  await form
    .getByRole("heading", { name: "Everything that was ticked is deleted" })
    .waitFor({ timeout: applying });
  await closeNotifications(page);
}

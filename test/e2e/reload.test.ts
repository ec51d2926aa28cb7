import type { Page } from "playwright-core";
import { expect } from "vitest";
import { dialogButton, notification, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { runCommand, toggle } from "./support/quickInput.ts";
import { screenshot } from "./support/screenshot.ts";
import { inlineAction, openView, treeRow } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

const light = { theme: "Default Light Modern", viewport: { width: 1400, height: 900 } };

journey(
  "a reloaded window finds the sandbox and the wizard again; a request is rejected; other scopes are chosen",
  light,
  async ({ page }) => {
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await runCommand(page, "PrivateLink: Publish a Service");
    const form = await webview(page, "Publish a service");
    await form.getByRole("textbox", { name: "Name", exact: true }).fill("ledger-api");
    await form.getByText("ledger-api-nlb").first().waitFor();

    // VS Code's own command stores the open editors first; a browser's reload may come before that.
    await Promise.all([page.waitForEvent("load"), runCommand(page, "Developer: Reload Window")]);

    await statusBarItem(page, /SANDBOX/).waitFor();
    const restored = await webview(page, "Publish a service");
    await restored.getByText("ledger-api-nlb").first().waitFor();
    await restored.getByRole("button", { name: /^Apply \d+ calls$/ }).click();
    await restored.getByRole("heading", { name: "The service is published" }).waitFor({ timeout: 90_000 });
    await screenshot(page, "published-light");
    // What the status bar says goes after a few seconds.
    await Promise.all([
      statusBarItem(page, "Copied the invitation").waitFor(),
      restored.getByRole("button", { name: "Copy Invitation" }).click(),
    ]);

    await inlineAction(await treeRow(page, "Endpoint Services", "ledger-api"), "Connect to This Service");
    const connect = await webview(page, "Connect to a service");
    await connect.getByRole("button", { name: /^Apply \d+ calls$/ }).click();
    await connect.getByRole("heading", { name: "The endpoint is created" }).waitFor({ timeout: 90_000 });
    await inlineAction(await treeRow(page, "Requests", "orders"), "Reject Connection");
    await dialogButton(page, "Reject");
    await notification(page, "1 connection rejected.").waitFor();
    await treeRow(page, "Endpoints", "ledger-api", "Rejected");
    await screenshot(page, "rejected-light");

    await undo(page);
    await runCommand(page, "PrivateLink: Choose Profiles and Regions");
    await toggle(page, "provider");
    await toggle(page, "eu-west-1");
    await statusBarItem(page, "SANDBOX orders · eu-west-1, us-east-1").waitFor();
  },
);

/** What is done is taken back only after a question that names every deletion. */
async function undo(page: Page): Promise<void> {
  const connect = await webview(page, "Connect to a service");
  const button = connect.getByRole("button", { name: "Undo" });
  await button.click();
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText('Undo "Connect ledger-api"?').waitFor();
  expect(await dialog.textContent()).toContain("DeleteVpcEndpoints: Interface, use1-az1 and use1-az2");
  await screenshot(page, "undo-question");
  await dialogButton(page, "Cancel");
  await button.click();
  await dialogButton(page, "Undo");
  await connect.getByRole("heading", { name: "Everything was undone" }).waitFor({ timeout: 90_000 });
}

import { dialogButton, notification, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { runCommand, toggle } from "./support/quickInput.ts";
import { screenshot } from "./support/screenshot.ts";
import { inlineAction, openView, treeRow } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

const light = { theme: "Default Light Modern", viewport: { width: 1400, height: 900 }, timeout: 300_000 };

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

    await inlineAction(await treeRow(page, "Endpoint Services", "ledger-api"), "Connect to This Service");
    const connect = await webview(page, "Connect to a service");
    await connect.getByRole("button", { name: /^Apply \d+ calls$/ }).click();
    await connect.getByRole("heading", { name: "The endpoint is created" }).waitFor({ timeout: 90_000 });
    await inlineAction(await treeRow(page, "Requests", "orders"), "Reject Connection");
    await dialogButton(page, "Reject");
    await notification(page, "1 connection rejected.").waitFor();
    const endpoint = await treeRow(page, "Endpoints", "ledger-api");
    await endpoint.filter({ hasText: "Rejected" }).waitFor();
    await screenshot(page, "rejected-light");

    await runCommand(page, "PrivateLink: Choose Profiles and Regions");
    await toggle(page, "provider");
    await toggle(page, "eu-west-1");
    await statusBarItem(page, "SANDBOX orders · eu-west-1, us-east-1").waitFor();
  },
);

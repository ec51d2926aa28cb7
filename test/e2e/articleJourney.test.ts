import type { FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import { closeNotifications, dialogButton, notification, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { answer, runCommand } from "./support/quickInput.ts";
import { screenshot } from "./support/screenshot.ts";
import {
  activityBarBadge,
  contextMenu,
  expandRow,
  inlineAction,
  openView,
  treeRow,
} from "./support/views.ts";
import { webview } from "./support/webviews.ts";

/** Milliseconds that the sandbox's shortened AWS durations may take on a busy machine. */
const applying = 90_000;

journey("the article journey, clicked", { viewport: { width: 1200, height: 760 } }, async ({ page }) => {
  await openView(page, "PrivateLink");
  await screenshot(page, "welcome");
  await startSandbox(page);
  await publish(page);
  await connect(page);
  await testBeforeAcceptance(page);
  await accept(page);
  await testConnectivity(page);
  await provide(page);
});

async function startSandbox(page: Page): Promise<void> {
  await runCommand(page, "PrivateLink: Start Sandbox");
  await statusBarItem(page, /SANDBOX/).waitFor();
  await notification(page, "The sandbox runs").waitFor();
  await closeNotifications(page);
  await treeRow(page, "Endpoint Services", "platform");
}

/** Steps 1 to 3: the sample application, its load balancer, the service. Everything is filled in already. */
async function publish(page: Page): Promise<void> {
  await runCommand(page, "PrivateLink: Publish a Service");
  const form = await webview(page, "Publish a service");
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).waitFor();
  await screenshot(page, "publish");
  await apply(form);
  await form.getByRole("heading", { name: "The service is published" }).waitFor({ timeout: applying });
  await closeNotifications(page);
  await screenshot(page, "published");
  const service = await treeRow(page, "Endpoint Services", "flask-hello");
  expect(await service.textContent()).toContain("Available");
}

/** Step 4: the endpoint, which then waits for acceptance. */
async function connect(page: Page): Promise<void> {
  await inlineAction(await treeRow(page, "Endpoint Services", "flask-hello"), "Connect to This Service");
  const form = await webview(page, "Connect to a service");
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).waitFor();
  await screenshot(page, "connect");
  await apply(form);
  await form.getByRole("heading", { name: "The endpoint is created" }).waitFor({ timeout: applying });
  await closeNotifications(page);
}

async function apply(form: FrameLocator): Promise<void> {
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).click();
}

/** Step 5: the badge counts the request; one click accepts it; the rows follow to Available. */
async function accept(page: Page): Promise<void> {
  await activityBarBadge(page, "PrivateLink", "1");
  const request = await treeRow(page, "Requests", "orders");
  await request.hover();
  await screenshot(page, "request");
  await inlineAction(request, "Accept Connection");
  await notification(page, "orders (444455556666) may now connect to flask-hello.").waitFor();
  await treeRow(page, "Endpoints", "flask-hello", "Available");
  await closeNotifications(page);
}

/** What many people try first: it times out, and the verdict says why that may be. */
async function testBeforeAcceptance(page: Page): Promise<void> {
  await expandRow(await treeRow(page, "Endpoints", "flask-hello"));
  await inlineAction(await treeRow(page, "Endpoints", "flask-hello"), "Test Connectivity");
  const report = await webview(page, "Test: flask-hello");
  await report.getByRole("button", { name: "Run test" }).click();
  await report
    .getByRole("heading", { level: 1, name: "Failed: nothing answers on port 5000" })
    .waitFor({ timeout: applying });
  await screenshot(page, "test-failed");
}

/** Step 7: curl on the instance in the consumer's VPC gets the application's answer. */
async function testConnectivity(page: Page): Promise<void> {
  const report = await webview(page, "Test: flask-hello");
  await report.getByRole("button", { name: "Run again" }).click();
  await report
    .getByRole("heading", { level: 1, name: "Passed: orders reaches" })
    .waitFor({ timeout: applying });
  await report.getByText("Hello, PrivateLink World!").first().waitFor();
  await expandRow(await treeRow(page, "Endpoints", "DNS names"));
  await treeRow(page, "Endpoints", "Regional");
  await expandRow(await treeRow(page, "Endpoint Services", "flask-hello"));
  await treeRow(page, "Endpoint Services", "flask-hello-nlb");
  await screenshot(page, "test-passed");
  await report.getByRole("button", { name: "Open JSON" }).click();
  await page.locator(".monaco-editor").getByText('"endpointId"').first().waitFor();
  await webview(page, "Test: flask-hello");
}

/** What a provider does from then on, in the service's rows: lets another account in, and thinks better of it. */
async function provide(page: Page): Promise<void> {
  const principals = () => treeRow(page, "Endpoint Services", "Allowed principals");
  await expandRow(await principals());
  const add = async () => inlineAction(await principals(), "Add Principal");
  await answer(page, add, "Who may ask flask-hello for connections?", "777788889999");
  const done = notification(page, "arn:aws:iam::777788889999:root may now ask flask-hello for connections.");
  await done.waitFor();
  const added = await treeRow(page, "Endpoint Services", "777788889999");
  await screenshot(page, "principal-added");
  await done.getByRole("button", { name: "Undo" }).click();
  await notification(page, "flask-hello is as it was.").waitFor();
  await added.waitFor({ state: "hidden" });
  const service = await treeRow(page, "Endpoint Services", "flask-hello");
  await contextMenu(page, service, "Pay for Endpoints");
  await page.locator(".monaco-dialog-box").getByText("AWS cannot take this back").waitFor();
  await screenshot(page, "pay-question");
  await dialogButton(page, "Cancel");
}

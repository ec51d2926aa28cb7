import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { closeNotifications, dialogButton, notification, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { answer, choose, runCommand, toggle } from "./support/quickInput.ts";
import { screenshot } from "./support/screenshot.ts";
import { contextMenu, inlineAction, openView, treeRow } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

/** Milliseconds that the sandbox's shortened AWS durations may take on a busy machine. */
const applying = 90_000;

journey(
  "invitation, request, and changes of an endpoint",
  { viewport: { width: 1200, height: 760 } },
  async ({ page }) => {
    await publish(page);
    await openInvitation(page);
    await answerRequest(page);
    await modify(page);
    await editPolicy(page);
  },
);

async function publish(page: Page): Promise<void> {
  await openView(page, "PrivateLink");
  await runCommand(page, "PrivateLink: Start Sandbox");
  await statusBarItem(page, /SANDBOX/).waitFor();
  await treeRow(page, "Endpoint Services", "platform");
  await runCommand(page, "PrivateLink: Publish a Service");
  await apply(await webview(page, "Publish a service"), "The service is published");
  await closeNotifications(page);
}

async function apply(form: FrameLocator, heading: string): Promise<void> {
  await form.getByRole("button", { name: /^Apply \d+ calls?$/ }).click();
  await form.getByRole("heading", { name: heading }).waitFor({ timeout: applying });
}

/** The provider's row gives the text; the consumer's window shows it before anything happens with it. */
async function openInvitation(page: Page): Promise<void> {
  await inlineAction(await treeRow(page, "Endpoint Services", "flask-hello"), "Copy Invitation");
  await statusBarItem(page, "Copied the invitation").waitFor();
  await runCommand(page, "PrivateLink: Open Invitation");
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("This is text from somebody else").waitFor();
  expect(await dialog.textContent()).toContain("Provider account: 111122223333");
  await screenshot(page, "invitation-question");
  await dialogButton(page, "Open the Wizard");
  const form = await webview(page, "Connect to a service");
  const table = form.getByRole("table", { name: "The invitation and AWS" });
  await table.getByRole("row", { name: /Owner 111122223333 111122223333 Same/ }).waitFor();
  await table.getByRole("row", { name: /Port 5000 5000 Same/ }).waitFor();
  await screenshot(page, "invitation-compared");
  await apply(form, "The endpoint is created");
  await closeNotifications(page);
}

/** The consumer's row gives the request; opened on the provider's side it offers to accept. */
async function answerRequest(page: Page): Promise<void> {
  await contextMenu(page, await treeRow(page, "Endpoints", "flask-hello"), "Copy Request");
  await statusBarItem(page, "Copied the request").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const openUrl = () => runCommand(page, "Developer: Open URL");
  await answer(page, openUrl, "URL to open", text.split(" ").at(-1) ?? "");
  // VS Code's own question first, then ours.
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByRole("button", { name: "Open", exact: true }).click();
  await dialogButton(page, "Ask AWS");
  await dialog.getByText("444455556666 wants to connect to flask-hello").waitFor();
  await screenshot(page, "request-standing");
  await dialogButton(page, "Accept");
  await treeRow(page, "Endpoints", "flask-hello", "Available");
  await closeNotifications(page);
}

/** One subnet less: shown as the call it is, made, and taken back. */
async function modify(page: Page): Promise<void> {
  await inlineAction(await treeRow(page, "Endpoints", "flask-hello"), "Modify Endpoint");
  await choose(page, "Subnets");
  await toggle(page, "orders-private-2");
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("Change subnets of flask-hello?").waitFor();
  expect(await dialog.textContent()).toContain("RemoveSubnetIds");
  await screenshot(page, "modify-question");
  await dialogButton(page, "Apply");
  const done = notification(page, "flask-hello now has an interface in each of");
  await done.waitFor({ timeout: applying });
  await done.getByRole("button", { name: "Undo" }).click();
  await notification(page, "flask-hello is as it was before.").waitFor({ timeout: applying });
  await closeNotifications(page);
}

/** A gateway to S3 has a policy; it is edited as a file, and saving it asks first. */
async function editPolicy(page: Page): Promise<void> {
  await runCommand(page, "PrivateLink: Connect to a Service");
  const form = await webview(page, "Connect to a service");
  const name = form
    .getByRole("textbox", { name: "Service name" })
    .or(form.getByRole("combobox", { name: "Service name" }));
  await name.fill("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0");
  await name.blur();
  await form.getByRole("button", { name: "Copy a request for the provider" }).click();
  await statusBarItem(page, "Copied the request").waitFor();
  await screenshot(page, "service-not-visible");
  await name.fill("com.amazonaws.us-east-1.s3");
  await name.blur();
  await form.getByRole("button", { name: /^Apply 1 call$/ }).waitFor();
  await apply(form, "The endpoint is created");
  await closeNotifications(page);
  await inlineAction(await treeRow(page, "Endpoints", "s3"), "Modify Endpoint");
  await choose(page, "Policy");
  await choose(page, "Edit Policy…");
  const editor = page.locator(".monaco-editor[data-uri^='privatelink-policy:']");
  await editor.getByText('"Statement"').waitFor();
  await replaceText(page, editor, '{ "Statement": [{ "Effect": "Maybe" }] }');
  await editor.locator(".squiggly-warning").first().waitFor();
  await screenshot(page, "policy-editor");
  await runCommand(page, "File: Save");
  await notification(page, 'Statement 1 has neither "Effect": "Allow" nor').waitFor();
  await closeNotifications(page);
  const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  await replaceText(page, editor, JSON.stringify({ Statement: [statement] }));
  await runCommand(page, "File: Save");
  await dialogButton(page, "Apply");
  await notification(page, "s3 has its new policy.").waitFor({ timeout: applying });
  await editor.getByText('"s3:GetObject"').waitFor();
}

/** Pasted, because what is typed gets its brackets closed. */
async function replaceText(page: Page, editor: Locator, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await editor.click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}

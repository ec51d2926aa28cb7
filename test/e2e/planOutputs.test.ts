import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { closeNotifications, notification } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { runCommand, saveTo } from "./support/quickInput.ts";
import { screenshot } from "./support/screenshot.ts";
import { openView } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

const folder = mkdtempSync(join(tmpdir(), "plan-outputs-"));

afterAll(() => rmSync(folder, { recursive: true }));

journey(
  "a plan is copied and saved instead of applied",
  { viewport: { width: 1200, height: 760 } },
  async ({ page }) => {
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await notification(page, "The sandbox runs").waitFor();
    await closeNotifications(page);
    await runCommand(page, "PrivateLink: Publish a Service");
    const form = await webview(page, "Publish a service");
    await form.getByRole("button", { name: /^Apply \d+ calls$/ }).waitFor();
    for (const format of ["Terraform", "CloudFormation", "AWS CLI"]) {
      const button = form.getByRole("group", { name: "Copy as" }).getByRole("button", { name: format });
      await button.focus();
      await page.keyboard.press("Enter");
      const said = form.getByRole("status").filter({ hasText: `Copied as ${format}.` });
      await said.waitFor({ state: "attached" });
      expect(await form.getByText(`Copied as ${format}.`).last().isVisible()).toBe(true);
    }
    await screenshot(page, "plan-copied");
    await form.getByRole("button", { name: "Save as…" }).click();
    await page.getByPlaceholder("Save the plan as").waitFor();
    await screenshot(page, "plan-save-as");
    await saveAs(page, "AWS CLI", join(folder, "plan.sh"));
    expect(readFileSync(join(folder, "plan.sh"), "utf8")).toMatch(/^#!.*bash\n# Publishes flask-hello /);
    await form.getByText("Saved as AWS CLI.").last().waitFor();
  },
);

async function saveAs(page: Page, format: string, path: string): Promise<void> {
  await page.getByRole("option", { name: format }).click();
  await saveTo(page, /flask-hello\.sh$/, path);
  await notification(page, `The plan is saved in ${path}`).waitFor();
}

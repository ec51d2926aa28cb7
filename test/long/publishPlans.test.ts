import {
  DeleteVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { CreateTargetGroupCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { FrameLocator, Page } from "playwright-core";
import type { VsCodeServer } from "../../scripts/vscode/startVsCode.ts";
import { closeNotifications, statusBarItem } from "../e2e/support/attention.ts";
import { journey } from "../e2e/support/journey.ts";
import { runCommand } from "../e2e/support/quickInput.ts";
import { sandboxClients } from "../e2e/support/sandboxClients.ts";
import { screenshot } from "../e2e/support/screenshot.ts";
import { openView, treeRow } from "../e2e/support/views.ts";
import { webview } from "../e2e/support/webviews.ts";

/** Milliseconds that the sandbox's shortened AWS durations may take on a busy machine. */
const applying = 90_000;

journey(
  "a plan that fails is undone, one whose window closes goes on, and a load balancer that is there is published",
  { viewport: { width: 1400, height: 900 }, timeout: 300_000 },
  async ({ page, server }) => {
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await statusBarItem(page, /SANDBOX/).waitFor();
    await failAndUndo(page, server);
    await reloadInTheMiddle(page);
    await publishExisting(page, server);
  },
);

/** The name of the target group is taken, so the plan stops after its security groups and its instance. */
async function failAndUndo(page: Page, server: VsCodeServer): Promise<void> {
  const { ec2, loadBalancing } = sandboxClients(server, "provider");
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const VpcId = Vpcs.find(({ IsDefault }) => IsDefault !== true)?.VpcId;
  await loadBalancing.send(
    new CreateTargetGroupCommand({ Name: "taken-tg", Protocol: "TCP", Port: 80, ...(VpcId && { VpcId }) }),
  );
  const form = await publishForm(page);
  await form.getByRole("textbox", { name: "Name", exact: true }).fill("taken");
  await form.getByText("taken-nlb").first().waitFor();
  await apply(form);
  await form.getByRole("heading", { name: "CreateTargetGroup was refused" }).waitFor({ timeout: applying });
  await form.getByRole("heading", { name: "Made so far" }).waitFor();
  await closeNotifications(page);
  await screenshot(page, "publish-stopped");
  await form.getByRole("button", { name: "Undo", exact: true }).click();
  await form.getByRole("heading", { name: "Everything was undone" }).waitFor({ timeout: applying });
  await closeNotifications(page);
  await screenshot(page, "publish-undone");
  await form.getByRole("button", { name: "Start over" }).click();
}

/** The window closes while the load balancer is being made; the next one knows where the plan stands. */
async function reloadInTheMiddle(page: Page): Promise<void> {
  const form = await publishForm(page);
  await form.getByRole("textbox", { name: "Name", exact: true }).fill("ledger");
  await form.getByText("ledger-nlb").first().waitFor();
  await apply(form);
  await form.getByText("Wait until the load balancer is active").first().waitFor({ timeout: applying });
  await Promise.all([page.waitForEvent("load"), runCommand(page, "Developer: Reload Window")]);
  await statusBarItem(page, /SANDBOX/).waitFor();
  const restored = await webview(page, "Publish a service");
  await restored.getByRole("button", { name: "Resume" }).waitFor({ timeout: applying });
  await screenshot(page, "publish-interrupted");
  await restored.getByRole("button", { name: "Resume" }).click();
  await restored.getByRole("heading", { name: "The service is published" }).waitFor({ timeout: applying });
  await restored.getByRole("button", { name: "Publish another" }).click();
}

/** The service goes and leaves its load balancer, which then gets another one. */
async function publishExisting(page: Page, server: VsCodeServer): Promise<void> {
  const { ec2 } = sandboxClients(server, "provider");
  const { ServiceConfigurations = [] } = await ec2.send(
    new DescribeVpcEndpointServiceConfigurationsCommand({}),
  );
  const ServiceIds = ServiceConfigurations.flatMap(({ ServiceId }) => ServiceId ?? []);
  await ec2.send(new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds }));
  await treeRow(page, "Endpoint Services", "No services in this scope");
  await runCommand(page, "PrivateLink: Refresh");
  const form = await publishForm(page);
  await form.getByRole("radio", { name: "What a load balancer leads to" }).check();
  await form.getByText("Consumers will be offered").waitFor();
  await screenshot(page, "publish-existing");
  await apply(form);
  await form.getByRole("heading", { name: "The service is published" }).waitFor({ timeout: applying });
  await treeRow(page, "Endpoint Services", "flask-hello");
}

async function publishForm(page: Page): Promise<FrameLocator> {
  await runCommand(page, "PrivateLink: Publish a Service");
  const form = await webview(page, "Publish a service");
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).waitFor();
  return form;
}

async function apply(form: FrameLocator): Promise<void> {
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).click();
}

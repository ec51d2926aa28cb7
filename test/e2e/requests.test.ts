import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointServicesCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { VsCodeServer } from "../../scripts/vscode/startVsCode.ts";
import { closeNotifications, dialogButton, notification, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { patience } from "./support/patience.ts";
import { choose, runCommand } from "./support/quickInput.ts";
import { sandboxClients } from "./support/sandboxClients.ts";
import { screenshot } from "./support/screenshot.ts";
import { activityBarBadge, expandRow, inlineAction, openView, treeRow, viewPane } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

/** Milliseconds that the sandbox's shortened AWS durations may take on a busy machine. */
const applying = 90_000;

journey(
  "private DNS is turned on after acceptance, across a reload; of 25 requests accepted at once two fail",
  { viewport: { width: 1200, height: 760 } },
  async ({ page, server }) => {
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await statusBarItem(page, /SANDBOX/).waitFor();
    await publishWithName(page, server);
    await connectAndWait(page);
    await acceptMany(page, server);
  },
);

/** A service with a private DNS name, whose owner has proved the domain. */
async function publishWithName(page: Page, server: VsCodeServer): Promise<void> {
  await runCommand(page, "PrivateLink: Publish a Service");
  const form = await webview(page, "Publish a service");
  await form.getByRole("textbox", { name: "Private DNS name" }).fill("hello.example");
  await form.getByText("acceptance required, hello.example").waitFor();
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).click();
  await form.getByRole("heading", { name: "The service is published" }).waitFor({ timeout: applying });
  await form.getByText("TXT record to add: value").waitFor();
  await screenshot(page, "published-with-name");
  await closeNotifications(page);
  await runCommand(page, "PrivateLink: Verify Private DNS Name");
  await choose(page, "flask-hello");
  await notification(page, "hello.example").waitFor();
  await closeNotifications(page);
  // Whoever waits for a record is looked after once a minute only, which is too long to wait for here.
  await expect.poll(() => stateOfName(server), { timeout: patience }).toBe("verified");
  await runCommand(page, "PrivateLink: Refresh");
  const service = await treeRow(page, "Endpoint Services", "flask-hello");
  await expandRow(service);
  await treeRow(page, "Endpoint Services", "hello.example", /Verified/);
}

/** What AWS says of the private DNS name of the one service there is. */
async function stateOfName(server: VsCodeServer): Promise<string | undefined> {
  const { ec2 } = sandboxClients(server, "provider");
  const { ServiceConfigurations } = await ec2.send(new DescribeVpcEndpointServiceConfigurationsCommand({}));
  return ServiceConfigurations?.[0]?.PrivateDnsNameConfiguration?.State;
}

/** The plan waits for the provider, outlives its window, and goes on by itself once the provider has accepted. */
async function connectAndWait(page: Page): Promise<void> {
  await inlineAction(await treeRow(page, "Endpoint Services", "flask-hello"), "Connect to This Service");
  const form = await webview(page, "Connect to a service");
  const name = "Use the service's private DNS name in this VPC";
  await form.getByRole("checkbox", { name, checked: true }).waitFor();
  await screenshot(page, "connect-private-dns");
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).click();
  await form.getByText("Wait until the provider has accepted").first().waitFor({ timeout: applying });
  await activityBarBadge(page, "PrivateLink", "1");
  await lookAway(page);

  await Promise.all([page.waitForEvent("load"), runCommand(page, "Developer: Reload Window")]);
  await statusBarItem(page, /SANDBOX/).waitFor();
  const restored = await webview(page, "Connect to a service");
  await restored.getByText("Wait until the provider has accepted").first().waitFor();
  await screenshot(page, "waiting-for-acceptance");
  await staySandbox(page);
  await connectMeanwhile(page);
  await inlineAction(await treeRow(page, "Requests", "orders"), "Accept Connection");
  await restored.getByRole("heading", { name: "The endpoint is created" }).waitFor({ timeout: applying });
  await closeNotifications(page);
  await screenshot(page, "private-dns-on");
}

/**
 * A run is told of by a notification as long as its page is out of sight, and only then: it would cover the page. This one
 * waits for a person, so it cannot end meanwhile.
 */
async function lookAway(page: Page): Promise<void> {
  const progress = notification(page, "Connect flask-hello");
  await runCommand(page, "File: New Untitled Text File");
  await progress.waitFor();
  await screenshot(page, "applying-out-of-sight");
  await webview(page, "Connect to a service");
  await progress.waitFor({ state: "detached" });
}

/** A form beside the plan that waits, and back to the plan by its item in the status bar. */
async function connectMeanwhile(page: Page): Promise<void> {
  const form = await webview(page, "Connect to a service");
  await form.getByRole("button", { name: "Connect to another meanwhile" }).click();
  await form.getByRole("textbox", { name: "Name", exact: true }).fill("meanwhile");
  await form.getByRole("button", { name: "Show: Connect flask-hello" }).waitFor();
  await form.getByRole("button", { name: /^Apply \d+ calls$/ }).waitFor();
  await screenshot(page, "connect-meanwhile");
  await statusBarItem(page, "Connect flask-hello").click();
  await form.getByRole("button", { name: "Show: A form that is not applied yet" }).waitFor();
  await form.getByText("Wait until the provider has accepted").first().waitFor();
  await screenshot(page, "waiting-beside-a-form");
}

/** Stopping the sandbox says which plan would end with it. */
async function staySandbox(page: Page): Promise<void> {
  await runCommand(page, "PrivateLink: Stop Sandbox");
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("Connect flask-hello is still running: it ends with the sandbox.").waitFor();
  await screenshot(page, "stop-sandbox-question");
  await dialogButton(page, "Cancel");
}

/** Two of the requests are withdrawn a moment before all are accepted. */
async function acceptMany(page: Page, server: VsCodeServer): Promise<void> {
  const { ec2 } = sandboxClients(server, "consumer");
  const endpoints = await requestMany(ec2, 25);
  await runCommand(page, "PrivateLink: Refresh");
  await activityBarBadge(page, "PrivateLink", "25");
  const withdrawn = endpoints.slice(3, 5);
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: withdrawn }));

  const pane = await viewPane(page, "Requests");
  // Scrolling for a row that is just about to be drawn would push the first ones out of sight.
  await pane
    .getByRole("treeitem", { name: /^orders/ })
    .first()
    .waitFor();
  await (await treeRow(page, "Requests", "orders")).click();
  await page.keyboard.press("ControlOrMeta+a");
  await pane.getByRole("button", { name: "Accept Connection", exact: true }).first().click();
  await screenshot(page, "accept-many");
  await dialogButton(page, "Accept");
  const refused = notification(page, "23 of 25 connections accepted, 2 not.");
  await refused.waitFor({ timeout: applying });
  const words = await refused.innerText();
  for (const id of withdrawn) expect(words).toContain(id);
  await screenshot(page, "accepted-many");
}

/** Endpoints that nobody has made with the toolkit; their ids. */
async function requestMany(ec2: EC2Client, count: number): Promise<readonly string[]> {
  const { ServiceNames = [] } = await ec2.send(new DescribeVpcEndpointServicesCommand({}));
  const ServiceName = ServiceNames.find((name) => name.includes("vpce-svc-"));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const subnet = Subnets.find(({ Tags = [] }) => Tags.some(({ Value }) => Value === "orders-private-1"));
  if (ServiceName === undefined || subnet?.SubnetId === undefined || subnet.VpcId === undefined)
    throw new Error("The consumer sees no service, or has no subnet for it.");
  const request = {
    VpcEndpointType: "Interface" as const,
    ServiceName,
    VpcId: subnet.VpcId,
    SubnetIds: [subnet.SubnetId],
    PrivateDnsEnabled: false,
  };
  const made = Array.from({ length: count }, () => ec2.send(new CreateVpcEndpointCommand(request)));
  return (await Promise.all(made)).flatMap(({ VpcEndpoint }) => VpcEndpoint?.VpcEndpointId ?? []);
}

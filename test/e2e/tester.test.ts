import {
  DeleteRouteCommand,
  DescribeInstancesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import type { FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import { closeNotifications, dialogButton, statusBarItem } from "./support/attention.ts";
import { journey } from "./support/journey.ts";
import { runCommand } from "./support/quickInput.ts";
import { sandboxClients } from "./support/sandboxClients.ts";
import { screenshot } from "./support/screenshot.ts";
import { contextMenu, inlineAction, openView, treeRow } from "./support/views.ts";
import { webview } from "./support/webviews.ts";

/** Milliseconds that the sandbox's shortened AWS durations may take on a busy machine. */
const applying = 90_000;

type Clients = ReturnType<typeof sandboxClients>;

journey(
  "no instance can run a test: a tester is created with its way to Systems Manager, tests, and goes without a trace",
  { viewport: { width: 1200, height: 900 } },
  async ({ page, server }) => {
    await openView(page, "PrivateLink");
    await runCommand(page, "PrivateLink: Start Sandbox");
    await statusBarItem(page, /SANDBOX/).waitFor();
    await make(page, "Publish a service", "The service is published");
    await make(page, "Connect to a service", "The endpoint is created", async (form) => {
      await form.getByRole("checkbox", { name: "Accept the connection as its provider" }).check();
    });
    await closeNotifications(page);
    const clients = sandboxClients(server, "consumer");
    await leaveAlone(clients);

    await inlineAction(await treeRow(page, "Endpoints", "flask-hello"), "Test Connectivity");
    const test = await webview(page, "Test: flask-hello");
    await test.getByText("No instance in this VPC can run the test.").waitFor();
    await screenshot(page, "no-instance");
    await test.getByRole("button", { name: "Create a tester" }).click();

    const form = await webview(page, "Create a tester");
    await form.getByText("2 endpoints in this VPC: ssm and ssmmessages, $14.60 a month").waitFor();
    await applyButton(form).waitFor();
    await screenshot(page, "tester");
    await applyButton(form).click();
    await form.getByRole("heading", { name: "The tester is ready" }).waitFor({ timeout: applying });
    await closeNotifications(page);
    await screenshot(page, "tester-ready");

    await runTest(page);
    const run = await treeRow(page, "Connectivity Tests", "flask-hello");
    expect(await run.textContent()).toMatch(/Passed · (just now|.+ ago) · http 5000/);
    await screenshot(page, "tests");
    await openStored(page);

    await tearDown(page);
    expect(await leftOver(clients)).toEqual({
      instances: [],
      endpoints: ["flask-hello"],
      groups: [],
      role: "gone",
    });
  },
);

/** Applies a wizard as it is filled in, after a change. */
async function make(
  page: Page,
  title: string,
  result: string,
  change: (form: FrameLocator) => Promise<void> = async () => undefined,
): Promise<void> {
  await runCommand(page, `PrivateLink: ${title.replace("a service", "a Service")}`);
  const form = await webview(page, title);
  await applyButton(form).waitFor();
  await change(form);
  await applyButton(form).click();
  await form.getByRole("heading", { name: result }).waitFor({ timeout: applying });
}

function applyButton(form: FrameLocator) {
  return form.getByRole("button", { name: /^Apply \d+ calls$/ });
}

/** Takes the consumer's managed instance away, and every way out of its network. */
async function leaveAlone({ ec2 }: Clients): Promise<void> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const ids = Reservations.flatMap(({ Instances = [] }) =>
    Instances.map(({ InstanceId = "" }) => InstanceId),
  );
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: ids }));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  for (const { RouteTableId, Routes = [] } of RouteTables) {
    if (!Routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0")) continue;
    await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0" }));
  }
}

/** The page that was left for the tester finds it when it is looked at again. */
async function runTest(page: Page): Promise<void> {
  const test = await webview(page, "Test: flask-hello");
  await test
    .getByRole("combobox", { name: "From instance" })
    .getByText("tester")
    .waitFor({ state: "attached" });
  await test.getByRole("button", { name: "Run test" }).click();
  await test
    .getByRole("heading", { level: 1, name: "Passed: orders reaches flask-hello on port 5000" })
    .waitFor({ timeout: applying });
}

/** The report of a test is still there when its page has been closed. */
async function openStored(page: Page): Promise<void> {
  await webview(page, "Test: flask-hello");
  await runCommand(page, "View: Close Editor");
  await (await treeRow(page, "Connectivity Tests", "flask-hello")).click();
  const report = await webview(page, "Test: flask-hello");
  await report.getByRole("heading", { level: 1, name: "Passed: orders reaches flask-hello" }).waitFor();
  await report.getByText("The history keeps no bodies").waitFor();
}

async function tearDown(page: Page): Promise<void> {
  await contextMenu(page, await treeRow(page, "Endpoints", "flask-hello"), "Tear Down Testers");
  const form = await webview(page, "Tear down");
  await applyButton(form).waitFor();
  await screenshot(page, "tear-down-testers");
  await applyButton(form).click();
  await dialogButton(page, "Delete");
  await form
    .getByRole("heading", { name: "Everything that was ticked is deleted" })
    .waitFor({ timeout: applying });
}

/** What there still is of the tester in the consumer's account. */
async function leftOver({ ec2, iam }: Clients) {
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({
      Filters: [{ Name: "instance-state-name", Values: ["pending", "running"] }],
    }),
  );
  const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [{ Name: "tag-key", Values: ["privatelink-toolkit:tester"] }],
    }),
  );
  return {
    instances: Reservations,
    endpoints: VpcEndpoints.filter(({ State }) => `${State}` !== "deleted").map(
      ({ Tags = [] }) => Tags.find(({ Key }) => Key === "Name")?.Value,
    ),
    groups: SecurityGroups,
    role: await iam.send(new GetRoleCommand({ RoleName: "privatelink-toolkit-tester" })).then(
      () => "there",
      () => "gone",
    ),
  };
}

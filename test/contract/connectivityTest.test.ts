import {
  CreateNetworkAclCommand,
  CreateSubnetCommand,
  DescribeNetworkAclsCommand,
  ModifyVpcEndpointCommand,
  ModifyVpcEndpointServiceConfigurationCommand,
  ReplaceNetworkAclAssociationCommand,
} from "@aws-sdk/client-ec2";
import { SetSubnetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestSession } from "../../src/app/testSession.ts";
import type { TestDraft } from "../../src/core/probe/draft.ts";
import type { TestPhase } from "../../src/core/probe/phase.ts";
import type { ProbeReport } from "../../src/core/probe/report.ts";
import * as mutations from "../../src/sandbox/scenarios/mutations.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { verdictMeaning, verdictSentence } from "../../src/text/probe.ts";
import { until, Workbench } from "../support/workbench.ts";
import { type Clients, clientsOf } from "../unit/sandbox/clients.ts";

/*
 * The connectivity test against the published scenario, through gateway, Systems Manager and a real curl. Each fault is a
 * change of the sandbox's state. Its load balancer sends traffic across zones, so that one target serves both.
 */

let workbench: Workbench;

/** Where every attempt is waited for to its end, the wait is short. Too short for what answers, on a busy machine. */
const nothingAnswers = { connectSeconds: 0.5, totalSeconds: 2 };

beforeEach(() => openPublished());

afterEach(() => workbench.close());

async function openPublished(...faults: readonly Fault[]): Promise<void> {
  workbench = await Workbench.open({ scenario: "published", faults });
  mutations.acceptConnection(world());
  for (const balancer of world().loadBalancers.values()) balancer.crossZone = true;
}

function world() {
  return workbench.sandbox.world;
}

function endpoint() {
  const [found] = world().endpoints.values();
  if (found === undefined) throw new Error("The sandbox has no endpoint.");
  return found;
}

function application() {
  const found = [...world().instances.values()].find((instance) => instance.application !== undefined);
  if (found?.application === undefined) throw new Error("The sandbox has no application.");
  return found.application;
}

async function reportOf(change: Partial<TestDraft> = {}): Promise<ProbeReport> {
  const phase = await workbench.test(endpoint().id, change);
  if (phase.status !== "done") throw new Error(`The test ended as ${JSON.stringify(phase)}.`);
  return phase.report;
}

/** Gives load balancer, service and endpoint a third zone; returns the endpoint's subnet there. */
async function thirdZone(): Promise<string> {
  const [provider, consumer] = [
    clientsOf(workbench.sandbox, "provider"),
    clientsOf(workbench.sandbox, "consumer"),
  ];
  const [balancer] = world().loadBalancers.values();
  const [service] = world().endpointServices.values();
  const subnetIn = async (clients: Clients, VpcId: string, CidrBlock: string) => {
    const place = { VpcId, CidrBlock, AvailabilityZoneId: "use1-az4" };
    const { Subnet } = await clients.ec2.send(new CreateSubnetCommand(place));
    return Subnet?.SubnetId ?? "";
  };
  const ofProvider = await subnetIn(provider, balancer?.vpcId ?? "", "10.0.200.0/24");
  const ofConsumer = await subnetIn(consumer, endpoint().vpcId, "10.1.200.0/24");
  await provider.elbv2.send(
    new SetSubnetsCommand({
      LoadBalancerArn: balancer?.arn,
      Subnets: [...(balancer?.nodes.map((node) => node.subnetId) ?? []), ofProvider],
    }),
  );
  await provider.ec2.send(new ModifyVpcEndpointServiceConfigurationCommand({ ServiceId: service?.id }));
  const more = { VpcEndpointId: endpoint().id, AddSubnetIds: [ofConsumer] };
  await consumer.ec2.send(new ModifyVpcEndpointCommand(more));
  await until(() => endpoint().state === "available" && endpoint().dnsNames.length === 4);
  for (const each of [provider, consumer]) each.destroy();
  return ofConsumer;
}

/** A network ACL without rules lets nothing into a subnet. */
async function shutOff(subnetId: string): Promise<void> {
  const consumer = clientsOf(workbench.sandbox, "consumer");
  const { ec2 } = consumer;
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId: endpoint().vpcId }));
  const Filters = [{ Name: "association.subnet-id", Values: [subnetId] }];
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
  const associations = NetworkAcls.flatMap(({ Associations = [] }) => Associations);
  const AssociationId = associations.find(({ SubnetId }) => SubnetId === subnetId)?.NetworkAclAssociationId;
  const replaced = { AssociationId, NetworkAclId: NetworkAcl?.NetworkAclId };
  await ec2.send(new ReplaceNetworkAclAssociationCommand(replaced));
  consumer.destroy();
}

describe("what a test says", () => {
  it("of a service that answers: every name and interface, with what resolvers know", async () => {
    const report = await reportOf();
    expect(report.verdict).toEqual({ code: "passed" });
    expect(verdictSentence(report)).toBe(
      "Passed: orders reaches orders-flask-hello on port 5000 through both AZs",
    );
    expect(report.attempts.map(({ kind, nameKind, zoneId }) => [kind, nameKind, zoneId])).toEqual([
      ["name", "regional", undefined],
      ["name", "zonal", "use1-az1"],
      ["name", "zonal", "use1-az2"],
      ["interface", "regional", "use1-az1"],
      ["interface", "regional", "use1-az2"],
    ]);
    const [regional, zonal] = report.attempts;
    const zone = report.request.interfaces.find(({ zoneId }) => zoneId === "use1-az1");
    expect(zonal?.addresses).toEqual({ system: [zone?.ip], vpc: [zone?.ip] });
    expect(regional?.reading).toMatchObject({ exitCode: 0, body: "Hello, PrivateLink World!", size: 25 });
  });

  it.each<[string, () => void, string, string]>([
    [
      "nobody has accepted",
      () => mutations.awaitAcceptanceAgain(world()),
      "Failed: nothing answers on port 5000 in either AZ",
      "The provider has not accepted this endpoint yet",
    ],
    [
      "the provider has rejected it",
      () => mutations.rejectConnection(world()),
      "Failed: nothing answers on port 5000 in either AZ",
      "The provider has rejected this endpoint",
    ],
    [
      "the endpoint's security group is closed",
      () => mutations.closeEndpointSecurityGroup(world()),
      "Failed: nothing answers on port 5000 in either AZ",
      "a security group is closed, no listener has this port, or no target answers",
    ],
    [
      "the load balancer's security group is closed",
      () => mutations.closeLoadBalancerSecurityGroup(world()),
      "Failed: nothing answers on port 5000 in either AZ",
      "a security group is closed",
    ],
    [
      "the target's security group is closed",
      () => mutations.closeTargetSecurityGroup(world()),
      "Failed: nothing answers on port 5000 in either AZ",
      "a security group is closed",
    ],
    [
      "no listener has the port",
      () => mutations.removeListener(world()),
      "Failed: nothing answers on port 5000 in either AZ",
      "no listener has this port",
    ],
  ])("when %s", async (_, breakIt, sentence, meaning) => {
    breakIt();
    workbench.limits = nothingAnswers;
    // Every attempt takes as long as it waits, so one name has to do.
    const report = await reportOf({ hosts: [endpoint().dnsNames[0]?.name ?? ""] });
    expect(verdictSentence(report)).toBe(sentence);
    expect(verdictMeaning(report)).toContain(meaning);
  });

  it("when the application has stopped", async () => {
    mutations.stopApplication(world());
    const report = await reportOf();
    expect(verdictSentence(report)).toBe("Failed: the connection on port 5000 is refused in both AZs");
    expect(verdictMeaning(report)).toContain("nothing listens on the target's port");
  });

  it("when a name is not found, while the interfaces answer", async () => {
    // The names that the lists show are those of an endpoint that has been made anew since.
    const test = await workbench.testSession(endpoint().id);
    await test.load();
    for (const each of endpoint().dnsNames) each.name = each.name.replace("vpce-", "vpce-0");
    await test.run({ ...test.draft, port: "5000" });
    const report = reportIn(test.phase);
    expect(report.verdict).toMatchObject({ code: "namesBroken", outcome: { code: "unknownName" } });
    expect(report.attempts[0]?.addresses).toEqual({ system: [], vpc: [] });
    expect(verdictMeaning(report)).toContain("Every interface answers");
  });

  it("when one AZ of three is broken", async () => {
    const subnetId = await thirdZone();
    expect((await reportOf()).attempts).toHaveLength(7);
    await shutOff(subnetId);
    workbench.limits = { connectSeconds: 3, totalSeconds: 10 };
    const report = await reportOf();
    expect(report.verdict).toMatchObject({
      code: "zonesBroken",
      broken: [{ zoneId: "use1-az4" }],
      working: [{ zoneId: "use1-az1" }, { zoneId: "use1-az2" }],
    });
    expect(verdictSentence(report)).toMatch(
      /^Broken in 1 of 3 AZs: nothing answers on port 5000 in use1-az4 \(us-east-1.\)$/,
    );
    expect(verdictMeaning(report)).toContain("network ACL");
  });

  it("when the certificate has the service's own name, and how to ask by that", async () => {
    application().protocol = "https";
    const report = await reportOf({ scheme: "https" });
    expect(report.verdict).toMatchObject({ code: "failed", same: true, outcome: { code: "wrongName" } });
    expect(verdictSentence(report)).toBe("Connected, but the certificate is for another name");
    expect(report.certificate).toMatchObject({
      subject: expect.stringContaining("service.example.com"),
      issuer: expect.stringContaining("PrivateLink Toolkit sandbox test CA"),
      expiresAt: Date.UTC(2120, 0, 1),
    });
    const byOwnName = await reportOf({ scheme: "https", ownName: "Service.example.com" });
    expect(byOwnName.verdict).toEqual({ code: "passed" });
    expect(byOwnName.attempts.map(({ reading }) => reading.body)).toEqual(
      Array(5).fill("Hello, PrivateLink World!"),
    );
  });

  it("when http is spoken to a port with TLS, and TLS to one without", async () => {
    expect((await reportOf({ scheme: "https" })).verdict).toMatchObject({ outcome: { code: "tlsFailed" } });
    application().protocol = "https";
    expect((await reportOf()).verdict).toMatchObject({ outcome: { code: "emptyReply" } });
  });

  it("of what does not speak HTTP: nothing, and with tcp that it connects", async () => {
    application().protocol = "tcp";
    expect((await reportOf()).verdict).toMatchObject({ outcome: { code: "notHttp" } });
    const report = await reportOf({ scheme: "tcp" });
    expect(report.verdict).toEqual({ code: "passed" });
    expect(report.attempts.map(({ outcome }) => outcome.code)).toEqual(Array(5).fill("connected"));
    mutations.stopApplication(world());
    expect((await reportOf({ scheme: "tcp" })).verdict).toMatchObject({ outcome: { code: "refused" } });
  });

  it("of an answer that is not the expected one", async () => {
    expect((await reportOf({ status: "204" })).verdict).toMatchObject({
      outcome: { code: "otherStatus", httpStatus: 200, expected: 204 },
    });
    expect((await reportOf({ text: "Goodbye" })).verdict).toMatchObject({ outcome: { code: "textMissing" } });
    expect((await reportOf({ text: "Hello", status: "200" })).verdict).toEqual({ code: "passed" });
  });
});

function reportIn(phase: TestPhase): ProbeReport {
  if (phase.status !== "done") throw new Error(`The test ended as ${JSON.stringify(phase)}.`);
  return phase.report;
}

describe("what Systems Manager and EC2 do on the way", () => {
  async function reopen(fault: Fault): Promise<void> {
    await workbench.close();
    await openPublished(fault);
  }

  it("a command that is not known yet is asked for again", async () => {
    await reopen({
      service: "ssm",
      operation: "GetCommandInvocation",
      code: "InvocationDoesNotExist",
      status: 400,
      times: 3,
    });
    expect((await reportOf()).verdict).toEqual({ code: "passed" });
  });

  it("what could not be read at first is read when somebody looks again", async () => {
    await reopen({
      service: "ssm",
      operation: "DescribeInstanceInformation",
      code: "AccessDeniedException",
      status: 400,
      times: 1,
    });
    const test = await workbench.testSession(endpoint().id);
    await test.load();
    expect(test.phase.status).toBe("failed");
    await test.lookAgain();
    expect(test.phase.status).toBe("ready");
    expect(test.interfaces).toHaveLength(2);
  });

  it("interfaces that may not be read are done without, and that is known", async () => {
    await reopen({
      service: "ec2",
      operation: "DescribeNetworkInterfaces",
      code: "UnauthorizedOperation",
      status: 403,
    });
    const test = await workbench.testSession(endpoint().id);
    await test.load();
    expect(test.interfaces).toBeUndefined();
    await test.run({ ...test.draft, port: "5000" });
    expect(reportIn(test.phase).attempts.map(({ kind }) => kind)).toEqual(["name", "name", "name"]);
  });
});

describe("a test that does not run", () => {
  const sent = () => workbench.sandbox.calls.filter(({ operation }) => operation === "SendCommand").length;

  it("sends nothing to an instance that is offline by now", async () => {
    const test = await workbench.testSession(endpoint().id);
    await test.load();
    mutations.loseAgent(world());
    await test.run({ ...test.draft, port: "5000" });
    expect(test.phase).toEqual({ status: "noResult", reason: "offline" });
    world().managedInstances.clear();
    await test.run({ ...test.draft, port: "5000" });
    expect(test.phase).toEqual({ status: "noResult", reason: "notManaged" });
    expect(sent()).toBe(0);
  });

  it.each<[Partial<TestDraft>, string]>([
    [{ port: "65536" }, "badPort"],
    [{ hosts: ["evil.example.com"] }, "noNames"],
    [{ status: "99" }, "badStatus"],
    [{ scheme: "https", ownName: "evil/../x" }, "badName"],
    [{ instanceId: "i-other" }, "noInstance"],
  ])("takes no %j from the page", async (change, reason) => {
    expect(await workbench.test(endpoint().id, change)).toEqual({ status: "noResult", reason });
    expect(sent()).toBe(0);
  });

  it("has no results once it is cancelled, and is cancelled on the instance too", async () => {
    mutations.rejectConnection(world());
    const test = await workbench.testSession(endpoint().id);
    await test.load();
    cancelOnceSent(test);
    await test.run({ ...test.draft, port: "5000" });
    expect(test.phase).toEqual({ status: "noResult", reason: "cancelled" });
    await until(() => [...world().commands.values()].every(({ cancel }) => cancel.signal.aborted));
    expect(world().commands.size).toBe(1);
  });

  it("never runs twice at once, from whichever page", async () => {
    mutations.rejectConnection(world());
    const { limits } = workbench;
    workbench.limits = nothingAnswers;
    const [one, other] = [
      await workbench.testSession(endpoint().id),
      await workbench.testSession(endpoint().id),
    ];
    await Promise.all([one.load(), other.load()]);
    const running = one.run({ ...one.draft, port: "5000" });
    await other.run({ ...other.draft, port: "5000" });
    expect(other.phase).toEqual({ status: "noResult", reason: "alreadyRuns" });
    await running;
    expect(one.phase.status).toBe("done");
    expect(sent()).toBe(1);
    mutations.acceptConnection(world());
    workbench.limits = limits;
    await other.run({ ...other.draft, port: "5000" });
    expect(reportIn(other.phase).verdict.code).toBe("passed");
  });
});

function cancelOnceSent(test: TestSession): void {
  test.changed.add(() => {
    if (test.phase.status === "running" && test.phase.commandSent) test.cancel();
  });
}

it("compares with the last run that passed", async () => {
  expect((await reportOf()).comparison).toBeUndefined();
  mutations.stopApplication(world());
  const { comparison } = await reportOf();
  expect(comparison).toMatchObject({ otherRequest: false });
  expect(comparison?.attempts.map(({ broken }) => broken)).toEqual(Array(5).fill(true));
  // What failed is no measure for what comes after.
  expect((await reportOf({ path: "/x" })).comparison).toMatchObject({
    startedAt: comparison?.startedAt,
    otherRequest: true,
  });
});

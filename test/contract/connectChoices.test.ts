import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Scope } from "../../src/core/model/scope.ts";
import { outputsOf, type Run } from "../../src/core/plan/run.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import * as mutations from "../../src/sandbox/scenarios/mutations.ts";
import { noticeSentence, problemSentence } from "../../src/text/wizard.ts";
import { until, Workbench } from "../support/workbench.ts";

/* What can be chosen when connecting, each carried out by the sandbox, and what is said when it cannot be. */

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
});

afterEach(() => workbench.close());

const provider: Scope = { profile: "provider", region: "us-east-1" };
const consumer: Scope = { profile: "consumer", region: "us-east-1" };
const consumerAway: Scope = { profile: "consumer", region: "eu-west-1" };

function published() {
  const [service] = workbench.sandbox.world.endpointServices.values();
  if (service === undefined) throw new Error("The sandbox has no service.");
  return service;
}

function subnetNamed(name: string) {
  const subnets = [...workbench.sandbox.world.subnets.values()];
  const found = subnets.find(({ tags }) => tags.get("Name") === name);
  if (found === undefined) throw new Error(`The sandbox has no subnet "${name}".`);
  return found;
}

/** Only these scopes are open from now on. */
function open(...scopes: readonly Scope[]): Promise<void> {
  return workbench.session.openScopes(scopes);
}

async function connect(answers: Answers): Promise<Run> {
  const run = await workbench.apply(connectFlow, { name: "hello", port: "5000", ...answers });
  expect(run).toMatchObject({ status: "done" });
  return run;
}

function endpointOf(run: Run) {
  const endpoint = workbench.sandbox.world.endpoints.get(outputsOf(run)["endpoint"]?.["endpointId"] ?? "");
  if (endpoint === undefined) throw new Error("The run has made no endpoint.");
  return endpoint;
}

/** What the wizard says of a service's name once AWS has answered. */
async function saidOf(answers: Answers): Promise<readonly string[]> {
  const wizard = workbench.wizard(connectFlow);
  await wizard.answer(answers);
  await until(() => wizard.view().form.sections[0]?.state !== "loading");
  const field = wizard.view().form.sections[0]?.fields.find(({ id }) => id === "serviceName");
  wizard.dispose();
  if (field?.problem !== undefined) return [problemSentence(field.problem)];
  return field?.notices.map(noticeSentence) ?? [];
}

describe("a service's name", () => {
  const scope = "consumer@us-east-1";

  it("is confirmed by AWS", async () => {
    expect(await saidOf({})).toEqual([
      "The service exists, belongs to 111122223333, and this account may connect. The provider has to accept.",
    ]);
  });

  it("with a typo has the four causes that AWS does not tell apart", async () => {
    const serviceName = published().name.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect(await saidOf({ scope, serviceName })).toEqual([
      "Not found or not permitted; AWS does not tell these apart. Either the name is mistyped, the service is gone, it is in another Region, or 444455556666 is not an allowed principal. Ask the provider to check the name and to allow this account.",
    ]);
  });

  it("of AWS with a typo is no service", async () => {
    expect(await saidOf({ scope, serviceName: "com.amazonaws.us-east-1.s4" })).toEqual([
      "AWS lists no service com.amazonaws.us-east-1.s4 in us-east-1. Check the name; what can be connected to is suggested while you type.",
    ]);
  });

  it("of another Region says which one, and what to do", async () => {
    await open(consumerAway);
    expect(await saidOf({ serviceName: published().name })).toEqual([
      "The service is in us-east-1 and cannot be seen from eu-west-1: it is not offered to that Region, or this account is not allowed. Choose a scope in us-east-1, or ask the provider to support eu-west-1.",
    ]);
  });

  it("without permission is told apart where the owner is open, and not where it is closed", async () => {
    mutations.removePrincipal(workbench.sandbox.world);
    const serviceName = published().name;
    expect(await saidOf({ scope, serviceName })).toEqual([
      "The service exists in platform, open in this window, and 444455556666 is not an allowed principal. Add it to the service's allowed principals there, then look again.",
    ]);
    await open(consumer);
    expect(await saidOf({ scope, serviceName })).toEqual([
      expect.stringMatching(/^Not found or not permitted;/),
    ]);
  });
});

describe("an endpoint", () => {
  it("to a service of another Region needs no zone in common, and is accepted in the service's Region", async () => {
    published().supportedRegions = [{ region: "eu-west-1", state: "Available" }];
    await open(provider, consumerAway);
    const run = await connect({
      scope: "consumer@eu-west-1",
      serviceName: published().name,
      acceptHere: true,
    });
    expect(endpointOf(run)).toMatchObject({
      region: "eu-west-1",
      serviceRegion: "us-east-1",
      state: "available",
    });
  });

  it("is available at once where nobody has to accept", async () => {
    published().acceptanceRequired = false;
    await workbench.session.inventory.refresh();
    const run = await connect({});
    await until(() => endpointOf(run).state === "available");
    expect(run.plan.steps.map(({ id }) => id)).not.toContain("accept");
  });

  it("needs nothing of an owner that is not open", async () => {
    await open(consumer);
    const run = await connect({ serviceName: published().name });
    expect(endpointOf(run)).toMatchObject({ state: "pendingAcceptance", subnetIds: expect.any(Array) });
  });

  it("has the addresses of the user's choice", async () => {
    const run = await connect({ fixedAddresses: "10.1.1.77" });
    const interfaces = endpointOf(run).networkInterfaceIds.map((id) =>
      workbench.sandbox.world.networkInterfaces.get(id),
    );
    const first = interfaces.find((each) => each?.subnetId === subnetNamed("orders-private-1").id);
    expect(first?.privateIp).toBe("10.1.1.77");
    expect(interfaces).toHaveLength(2);
  });

  it("has a group that was there, and the plan makes none", async () => {
    const groups = [...workbench.sandbox.world.securityGroups.values()];
    const group = groups.find(({ name }) => name === "orders-flask-hello");
    const run = await connect({ securityGroup: "existing", endpointGroups: [group?.id ?? ""] });
    expect(endpointOf(run).securityGroupIds).toEqual([group?.id]);
    expect(run.plan.steps.map(({ operation }) => operation)).toEqual(["CreateVpcEndpoint"]);
  });

  it("takes both families where everything does, with the records that were chosen", async () => {
    const service = published();
    service.supportedIpTypes = ["ipv4", "ipv6"];
    await workbench.session.inventory.refresh();
    const run = await connect({ ipAddressType: "dualstack", recordType: "ipv4" });
    expect(endpointOf(run)).toMatchObject({ ipAddressType: "dualstack", dnsRecordIpType: "ipv4" });
  });
});

describe("AWS's own services", () => {
  it("can be routes: every table of the VPC leads to the gateway, and undo takes that back", async () => {
    const { routeTables, endpoints } = workbench.sandbox.world;
    const before = endpoints.size;
    const wizard = workbench.wizard(connectFlow);
    await wizard.answer({ scope: "consumer@us-east-1", serviceName: "com.amazonaws.us-east-1.s3" });
    await until(() => wizard.view().plan !== undefined);
    const run = await wizard.apply();
    expect(run?.status).toBe("done");
    const gateway = run && endpointOf(run);
    const tables = [...routeTables.values()].filter(({ vpcId }) => vpcId === gateway?.vpcId);
    expect(gateway).toMatchObject({ type: "Gateway", state: "available" });
    expect(gateway?.routeTableIds.toSorted()).toEqual(tables.map(({ id }) => id).toSorted());
    expect((await wizard.undo())?.status).toBe("undone");
    await until(() => endpoints.size === before);
    wizard.dispose();
  });

  it("are not routed twice in one table", async () => {
    const answers = { scope: "consumer@us-east-1", serviceName: "com.amazonaws.us-east-1.s3" };
    await connect(answers);
    await workbench.session.inventory.refresh();
    const wizard = workbench.wizard(connectFlow);
    await wizard.answer(answers);
    await until(() => wizard.view().form.sections[1]?.state === "incomplete");
    const tables = wizard.view().form.sections[1]?.fields.find(({ id }) => id === "routeTables");
    const options = tables?.kind === "set" ? tables.options : [];
    expect(new Set(options.map(({ refused }) => refused))).toEqual(new Set(["routed"]));
    wizard.dispose();
  });

  it("can be interfaces, with AWS's name for the service at once, after the VPC's attributes", async () => {
    const { vpcDns, endpoints } = workbench.sandbox.world;
    for (const [id, dns] of vpcDns) vpcDns.set(id, { ...dns, hostnames: false });
    const wizard = workbench.wizard(connectFlow);
    await wizard.answer({ scope: "consumer@us-east-1", serviceName: "com.amazonaws.us-east-1.kms" });
    await until(() => wizard.view().plan !== undefined);
    const run = await wizard.apply();
    const endpoint = run && endpointOf(run);
    expect(endpoint).toMatchObject({ privateDnsEnabled: true });
    expect(vpcDns.get(endpoint?.vpcId ?? "")).toMatchObject({ support: true, hostnames: true });
    expect((await wizard.undo())?.status).toBe("undone");
    expect(vpcDns.get(endpoint?.vpcId ?? "")).toMatchObject({ support: true, hostnames: false });
    await until(() => !endpoints.has(endpoint?.id ?? ""));
    wizard.dispose();
  });
});

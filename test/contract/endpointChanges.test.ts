import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Changes, isUndoable } from "../../src/app/changes.ts";
import { endpointTree } from "../../src/core/inventory/endpoints.ts";
import type { EndpointNode } from "../../src/core/inventory/node.ts";
import { compactPolicy, readablePolicy } from "../../src/core/model/endpointPolicy.ts";
import { missingDns } from "../../src/core/model/endpointRules.ts";
import { type EndpointChange, endpointChangePlan } from "../../src/core/plan/endpointChanges.ts";
import type { Run } from "../../src/core/plan/run.ts";
import { fastClock } from "../support/fastClock.ts";
import { allRows } from "../support/rows.ts";
import { until, Workbench } from "../support/workbench.ts";

const { signal } = new AbortController();

let workbench: Workbench;
let changes: Changes;

async function open(scenario: "published" | "endpoint-types"): Promise<void> {
  workbench = await Workbench.open({ scenario });
  changes = new Changes(workbench.session, fastClock);
}

afterEach(() => workbench.close());

/** The first endpoint that can be changed, as its row shows it. */
function row(): EndpointNode {
  const rows = allRows(endpointTree(workbench.session.inventory.state));
  const found = rows.filter((each) => each.kind === "endpoint");
  const modifiable = found.find(({ capabilities }) => capabilities.includes("modifiable"));
  if (modifiable === undefined) throw new Error("There is no endpoint that can be changed.");
  return modifiable;
}

/** The same endpoint in the sandbox's own state. */
function held() {
  const endpoint = workbench.sandbox.world.endpoints.get(row().endpoint.id);
  if (endpoint === undefined) throw new Error("The sandbox does not have the endpoint.");
  return endpoint;
}

async function make(change: EndpointChange): Promise<Run> {
  const { scope, endpoint } = row();
  const run = await changes.apply(endpointChangePlan({ planId: "plan", scope }, endpoint, change), signal);
  await workbench.session.inventory.refresh();
  return run;
}

async function undo(run: Run): Promise<void> {
  expect(isUndoable(run)).toBe(true);
  expect((await changes.undo(run, signal)).status).toBe("undone");
  await workbench.session.inventory.refresh();
}

async function accept(): Promise<void> {
  const aws = await workbench.session.aws();
  const provider = workbench.session.scopes.find(({ account }) => account === "111122223333");
  if (provider === undefined) throw new Error("The provider's scope is not open.");
  await aws.accept(provider, held().serviceId ?? "", [held().id], signal);
  await until(() => held().state === "available");
  await workbench.session.inventory.refresh();
}

describe("an interface endpoint that works", () => {
  beforeEach(async () => {
    await open("published");
    await accept();
  });

  it("loses a subnet, is available again, and gets it back", async () => {
    const before = row().endpoint.subnetIds;
    expect(before.length).toBe(2);
    const run = await make({ kind: "subnets", ids: before.slice(0, 1) });
    expect(run.status).toBe("done");
    expect(held().subnetIds).toEqual(before.slice(0, 1));
    expect(held().state).toBe("available");
    expect(row().endpoint.networkInterfaceIds).toHaveLength(1);
    await undo(run);
    expect(held().subnetIds.toSorted()).toEqual(before.toSorted());
  });

  it("changes its security groups in one call, and back", async () => {
    const before = row().endpoint.securityGroups.map(({ id }) => id);
    const network = await (await workbench.session.aws()).network(row().scope, signal);
    const other = network.securityGroups.find(
      ({ id, vpcId }) => vpcId === row().endpoint.vpcId && !before.includes(id),
    );
    if (other === undefined) throw new Error("The VPC has no other group.");
    const calls = workbench.sandbox.calls.length;
    const run = await make({ kind: "securityGroups", ids: [other.id] });
    expect(held().securityGroupIds).toEqual([other.id]);
    const made = workbench.sandbox.calls.slice(calls).filter(({ dryRun }) => !dryRun);
    expect(made.filter(({ operation }) => operation === "ModifyVpcEndpoint")).toHaveLength(1);
    await undo(run);
    expect(held().securityGroupIds).toEqual(before);
  });

  it("answers to the service's own name, once the VPC's host names are on; both are taken back", async () => {
    const [service] = workbench.sandbox.world.endpointServices.values();
    Object.assign(service ?? {}, { privateDnsName: "hello.example.com", privateDnsNameState: "verified" });
    const aws = await workbench.session.aws();
    const dns = () => aws.vpcDns(row().scope, row().endpoint.vpcId, signal);
    const missing = missingDns(await dns());
    const run = await make({ kind: "privateDns", enabled: true, missing, vpcName: "orders" });
    expect(run.status).toBe("done");
    expect(await dns()).toEqual({ support: true, hostnames: true });
    expect(row().endpoint).toMatchObject({ privateDnsEnabled: true, state: "available" });
    expect(row().endpoint.dnsNames).toContain("hello.example.com");
    await undo(run);
    expect(row().endpoint.privateDnsEnabled).toBe(false);
    expect(missingDns(await dns())).toEqual(missing);
  });

  it("stays as it was when AWS refuses, with AWS's own words", async () => {
    const run = await make({ kind: "policy", document: compactPolicy(readablePolicy(undefined)) });
    expect(run.status).toBe("stopped");
    expect(run.progress["endpoint"]?.failure).toMatchObject({
      code: "invalid",
      action: "ec2:ModifyVpcEndpoint",
    });
    const family = await make({ kind: "addressType", to: "dualstack" });
    expect(family.status).toBe("stopped");
    expect(row().endpoint).toMatchObject({ ipAddressType: "ipv4", recordType: "ipv4" });
  });
});

describe("an endpoint that waits for its provider", () => {
  it("changes without waiting for anybody, and takes no private DNS", async () => {
    await open("published");
    const run = await make({ kind: "subnets", ids: row().endpoint.subnetIds.slice(0, 1) });
    expect(run.status).toBe("done");
    expect(held()).toMatchObject({ state: "pendingAcceptance" });
    const refused = await make({ kind: "privateDns", enabled: true, missing: [], vpcName: "orders" });
    expect(refused.status).toBe("stopped");
  });
});

describe("a gateway endpoint", () => {
  beforeEach(() => open("endpoint-types"));

  it("gets a policy, another one, and everything allowed again", async () => {
    expect(row().endpoint.policy).toContain('"Action":"*"');
    const document =
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}';
    const run = await make({ kind: "policy", document });
    expect(run.status).toBe("done");
    expect(row().endpoint.policy).toBe(document);
    expect((await make({ kind: "policy" })).status).toBe("done");
    expect(row().endpoint.policy).toContain('"Action":"*"');
    await undo(run);
    expect(row().endpoint.policy).toContain('"Action":"*"');
  });

  it("loses a route table and gets it back", async () => {
    const before = row().endpoint.routeTableIds;
    const run = await make({ kind: "routeTables", ids: [] });
    expect(run.status).toBe("done");
    expect(held().routeTableIds).toEqual([]);
    await undo(run);
    expect(held().routeTableIds).toEqual(before);
  });
});

describe("what a service of AWS has made", () => {
  it("is not offered for changes", async () => {
    await open("endpoint-types");
    const rows = allRows(endpointTree(workbench.session.inventory.state));
    const managed = rows.find((each) => each.kind === "endpoint" && each.endpoint.managedByAws === true);
    expect(managed).toBeDefined();
    expect(managed?.capabilities).not.toContain("modifiable");
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Changes, isUndoable } from "../../src/app/changes.ts";
import { connectionsTo } from "../../src/core/inventory/connections.ts";
import type { ServiceNode } from "../../src/core/inventory/node.ts";
import { serviceTree } from "../../src/core/inventory/services.ts";
import { connectionsOnlyAllowedBy } from "../../src/core/model/connection.ts";
import { isNameable, nameConnectionPlan } from "../../src/core/plan/nameChange.ts";
import type { Run } from "../../src/core/plan/run.ts";
import { type ServiceChange, serviceChangePlan } from "../../src/core/plan/serviceChanges.ts";
import type { Plan } from "../../src/core/plan/step.ts";
import { nodeDescription, nodeLabel } from "../../src/text/nodes.ts";
import { fastClock } from "../support/fastClock.ts";
import { allRows, findRow } from "../support/rows.ts";
import { until, Workbench } from "../support/workbench.ts";

const consumer = "arn:aws:iam::444455556666:root";
const allowed = "444455556666: Everybody in this account";
const topicArn = "arn:aws:sns:us-east-1:111122223333:requests";
const { signal } = new AbortController();

let workbench: Workbench;
let changes: Changes;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
  changes = new Changes(workbench.session, fastClock);
});

afterEach(() => workbench.close());

function tree() {
  return serviceTree(workbench.session.inventory.state);
}

/** The provider's service, as its row shows it. */
function serviceRow(): ServiceNode {
  return findRow(tree(), "service");
}

function plan(change: ServiceChange): Plan {
  const { scope, service } = serviceRow();
  return serviceChangePlan({ planId: `plan-${change.kind}`, scope }, service, change);
}

/** Applies a change and looks at everything again, with the service's row open. */
async function make(change: ServiceChange): Promise<Run> {
  const run = await changes.apply(plan(change), signal);
  await look();
  return run;
}

async function undo(run: Run): Promise<Run> {
  const undone = await changes.undo(run, signal);
  await look();
  return undone;
}

async function look(): Promise<void> {
  const { inventory } = workbench.session;
  await inventory.expand(serviceRow().detail);
  await inventory.refresh();
}

/** `label: description` of the rows that hang below the first row of a kind, or of that row itself. */
function words(kind: Parameters<typeof findRow>[1]): readonly string[] {
  const row = findRow(tree(), kind);
  const rows = row.children ?? [row];
  return rows.map((each) => `${nodeLabel(each)}: ${nodeDescription(each, Date.now())}`);
}

function sandboxService() {
  const [service] = workbench.sandbox.world.endpointServices.values();
  if (service === undefined) throw new Error("The scenario has no service.");
  return service;
}

function sandboxEndpoint() {
  const [endpoint] = workbench.sandbox.world.endpoints.values();
  if (endpoint === undefined) throw new Error("The scenario has no endpoint.");
  return endpoint;
}

describe("a principal", () => {
  it("is added, shown, and taken back", async () => {
    const run = await make({ kind: "addPrincipal", arn: "*" });
    expect(sandboxService().permissions.map(({ principal }) => principal)).toEqual([consumer, "*"]);
    expect(words("principals")).toEqual([allowed, "*: Everybody in every account"]);
    expect(isUndoable(run)).toBe(true);
    await undo(run);
    expect(words("principals")).toEqual([allowed]);
  });

  it("is removed, and its connections stay", async () => {
    const run = await make({ kind: "removePrincipal", arn: consumer, reject: [] });
    expect(words("principals")).toEqual(["Nobody is allowed yet: "]);
    expect(sandboxEndpoint().state).toBe("pendingAcceptance");
    await undo(run);
    expect(words("principals")).toEqual([allowed]);
  });

  it("is removed with its connections, which cannot be taken back", async () => {
    const target = serviceRow();
    const existing = connectionsTo(workbench.session.inventory.state, target);
    const reject = connectionsOnlyAllowedBy(consumer, [consumer], existing);
    expect(reject.map(({ endpointId }) => endpointId)).toEqual([sandboxEndpoint().id]);
    const run = await make({ kind: "removePrincipal", arn: consumer, reject });
    expect(sandboxEndpoint().state).toBe("rejected");
    expect(findRow(tree(), "connections")).toMatchObject({ states: [{ state: "rejected", count: 1 }] });
    expect(isUndoable(run)).toBe(false);
  });

  it("that AWS refuses leaves the service as it was, with AWS's own words", async () => {
    const run = await make({ kind: "addPrincipal", arn: "arn:aws:iam::444455556666:role/a/b" });
    expect(run.status).toBe("stopped");
    expect(run.progress["permissions"]?.failure).toMatchObject({
      code: "invalid",
      action: "ec2:ModifyVpcEndpointServicePermissions",
    });
    expect(words("principals")).toEqual([allowed]);
  });
});

describe("acceptance", () => {
  it("becomes automatic, and required again", async () => {
    const run = await make({ kind: "setAcceptance", required: false });
    expect(sandboxService().acceptanceRequired).toBe(false);
    expect(words("acceptance")).toEqual(["Acceptance: Automatic"]);
    expect(serviceRow().capabilities).toContain("automatic");
    await undo(run);
    expect(words("acceptance")).toEqual(["Acceptance: Required"]);
    expect(serviceRow().capabilities).toContain("manual");
  });
});

describe("a private DNS name", () => {
  beforeEach(async () => {
    Object.assign(sandboxService(), {
      privateDnsName: "hello.example.com",
      privateDnsNameState: "pendingVerification",
      privateDnsRecord: { name: "_abc", value: "vpce:secret" },
    });
    await look();
  });

  it("shows the record that proves it", () => {
    expect(nodeDescription(findRow(tree(), "privateDns"), 0)).toBe("Not verified yet");
    expect(words("privateDns")).toEqual([
      "Record name: _abc.hello.example.com",
      "Record type: TXT",
      "Record value: vpce:secret",
    ]);
  });

  it("is verified when public DNS has the record, and then offers no verification", async () => {
    workbench.sandbox.world.txtRecords.set("_abc.hello.example.com", ["vpce:secret"]);
    expect(findRow(tree(), "privateDns").capabilities).toContain("verifiable");
    await make({ kind: "verifyPrivateDns", name: "hello.example.com" });
    await until(async () => {
      await look();
      return findRow(tree(), "privateDns").service.privateDnsProof?.state === "verified";
    });
    expect(findRow(tree(), "privateDns").capabilities).not.toContain("verifiable");
  });

  it("fails when it has none", async () => {
    await make({ kind: "verifyPrivateDns", name: "hello.example.com" });
    await until(async () => {
      await look();
      return findRow(tree(), "privateDns").service.privateDnsProof?.state === "failed";
    });
    expect(findRow(tree(), "privateDns").capabilities).toContain("verifiable");
  });
});

describe("a private DNS name that is set", () => {
  const names = () => allRows(tree()).flatMap((row) => (row.kind === "privateDns" ? [row.name] : []));

  it("is taken back when it is the first one", async () => {
    const run = await make({ kind: "setPrivateDns", name: "hello.example.com" });
    expect(names()).toEqual(["hello.example.com"]);
    expect(isUndoable(run)).toBe(true);
    await undo(run);
    expect(names()).toEqual([]);
  });

  it("replaces another one for good, because that would have to be proved anew, and is removed", async () => {
    await make({ kind: "setPrivateDns", name: "hello.example.com" });
    const run = await make({ kind: "setPrivateDns", name: "*.example.com" });
    expect(names()).toEqual(["*.example.com"]);
    expect(isUndoable(run)).toBe(false);
    await make({ kind: "setPrivateDns", name: undefined });
    expect(names()).toEqual([]);
  });
});

describe("IP types", () => {
  it("come and go, as far as the load balancer has them, and are taken back", async () => {
    expect(words("ipTypes")).toEqual(["IP types: IPv4"]);
    const refused = await make({ kind: "setIpTypes", ipTypes: ["ipv4", "ipv6"] });
    expect(refused.progress["ip-types"]?.failure?.message).toContain("dualstack");
    for (const balancer of workbench.sandbox.world.loadBalancers.values()) {
      balancer.ipAddressType = "dualstack";
    }
    const run = await make({ kind: "setIpTypes", ipTypes: ["ipv6"] });
    expect(words("ipTypes")).toEqual(["IP types: IPv6"]);
    await undo(run);
    expect(words("ipTypes")).toEqual(["IP types: IPv4"]);
  });
});

describe("who pays", () => {
  it("is changed once and for good", async () => {
    expect(findRow(tree(), "payer").capabilities).toEqual(["changeable"]);
    const run = await make({ kind: "takeOverCosts" });
    expect(sandboxService().ownerPays).toBe(true);
    expect(words("payer")).toEqual(["Endpoint hours: Paid by the owner of the service"]);
    expect(findRow(tree(), "payer").capabilities).toEqual([]);
    expect(isUndoable(run)).toBe(false);
  });
});

describe("a supported Region", () => {
  it("is added, becomes available, and is removed; the service's own stays", async () => {
    expect(words("regions")).toEqual(["us-east-1: Hosts the service · Available"]);
    await make({ kind: "addRegion", region: "eu-west-1" });
    await until(async () => {
      await look();
      return words("regions").includes("eu-west-1: Available");
    });
    const rows = findRow(tree(), "regions").children ?? [];
    expect(rows.map(({ capabilities }) => capabilities.includes("removable"))).toEqual([false, true]);
    await make({ kind: "removeRegion", region: "eu-west-1", reject: [] });
    await until(async () => {
      await look();
      return words("regions").length === 1;
    });
  });
});

describe("a notification", () => {
  it("is created, shown, and taken back", async () => {
    const run = await make({ kind: "createNotification", topicArn, events: ["Connect", "Delete"] });
    expect(words("notifications")).toEqual(["requests: Connect, Delete"]);
    expect([...workbench.sandbox.world.connectionNotifications.values()]).toMatchObject([
      { serviceId: sandboxService().id, topicArn, events: ["Connect", "Delete"] },
    ]);
    await undo(run);
    expect(workbench.sandbox.world.connectionNotifications.size).toBe(0);
    expect(words("notifications")).toEqual(["No topic hears of connections: "]);
  });

  it("is deleted, and made again with the same events", async () => {
    await make({ kind: "createNotification", topicArn, events: ["Reject"] });
    const { notification } = findRow(tree(), "notification");
    const run = await make({ kind: "deleteNotification", notification });
    expect(workbench.sandbox.world.connectionNotifications.size).toBe(0);
    await undo(run);
    expect(words("notifications")).toEqual(["requests: Reject"]);
  });
});

describe("zones of a load balancer that the service does not offer", () => {
  it("are a warning, and one call offers them", async () => {
    const service = sandboxService();
    const all = service.zoneIds;
    service.zoneIds = all.slice(0, 1);
    await look();
    const drift = findRow(tree(), "zoneDrift");
    expect(drift).toMatchObject({ zoneNames: [expect.stringMatching(/^us-east-1[a-f]$/)] });
    const before = workbench.sandbox.calls.length;
    const run = await make({ kind: "fixZones", zoneNames: drift.zoneNames });
    expect(workbench.sandbox.calls.slice(before).map(({ operation }) => operation)).toContain(
      "ModifyVpcEndpointServiceConfiguration",
    );
    expect(service.zoneIds).toEqual(all);
    expect(allRows(tree()).some(({ kind }) => kind === "zoneDrift")).toBe(false);
    expect(isUndoable(run)).toBe(false);
  });
});

describe("the name of a connection", () => {
  it("is the provider's own tag, shown instead of the account, and taken back", async () => {
    const { connection, scope } = findRow(tree(), "connection");
    if (!isNameable(connection)) throw new Error("The connection has no id.");
    const named = nameConnectionPlan({ planId: "plan-name", scope }, connection, "Orders, production");
    const run = await changes.apply(named, signal);
    await look();
    expect(sandboxEndpoint().connectionTags.get("Name")).toBe("Orders, production");
    const shown = findRow(tree(), "connection");
    expect(nodeLabel(shown)).toBe("Orders, production");
    expect(nodeDescription(shown, Date.now())).toContain("Waiting for acceptance · just now · 444455556666");
    await undo(run);
    expect(sandboxEndpoint().connectionTags.has("Name")).toBe(false);
  });
});

describe("a change that fails half-way", () => {
  it("goes on with the call that failed when it is tried again", async () => {
    await workbench.close();
    workbench = await Workbench.open({
      scenario: "published",
      faults: [
        {
          service: "ec2",
          operation: "RejectVpcEndpointConnections",
          dryRun: false,
          code: "IncorrectState",
          times: 1,
        },
      ],
    });
    changes = new Changes(workbench.session, fastClock);
    const reject = connectionsTo(workbench.session.inventory.state, serviceRow());
    const stopped = await make({ kind: "removePrincipal", arn: consumer, reject });
    expect(stopped.status).toBe("stopped");
    expect(sandboxService().permissions).toEqual([]);
    expect(sandboxEndpoint().state).toBe("pendingAcceptance");
    const resumed = await changes.resume(stopped, signal);
    expect(resumed.status).toBe("done");
    expect(sandboxEndpoint().state).toBe("rejected");
  });
});

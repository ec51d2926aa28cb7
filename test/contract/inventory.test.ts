import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endpointTree } from "../../src/core/inventory/endpoints.ts";
import { serviceTree } from "../../src/core/inventory/services.ts";
import type { Endpoint } from "../../src/sandbox/state/privateLink.ts";
import { findRow as find } from "../support/rows.ts";
import { Workbench } from "../support/workbench.ts";

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open({ scenario: "published" });
});

afterEach(() => workbench.close());

/** Operations called by `act`, with how often, over both accounts. */
async function callsOf(act: () => Promise<void>): Promise<Record<string, number>> {
  const { calls } = workbench.sandbox;
  const before = calls.length;
  await act();
  const counts: Record<string, number> = {};
  for (const { operation } of calls.slice(before)) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

describe("refresh", () => {
  it("is four lists per scope, one call each, whatever is in them", async () => {
    const { inventory } = workbench.session;
    expect(await callsOf(() => inventory.refresh())).toEqual({
      DescribeVpcEndpoints: 2,
      DescribeVpcEndpointServiceConfigurations: 2,
      DescribeVpcEndpointConnections: 2,
      DescribeVpcs: 2,
    });
  });

  it("is one call per thousand items", async () => {
    const { world } = workbench.sandbox;
    const [first] = world.endpoints.values();
    if (first === undefined) throw new Error("The scenario has no endpoint.");
    for (let index = 0; index < 2500; index += 1) {
      const id = `vpce-${index.toString(16).padStart(17, "0")}`;
      const copy: Endpoint = { ...first, id, connectionId: `${id}-c`, state: "available" };
      world.endpoints.set(id, copy);
    }
    const [service] = world.endpointServices.values();
    if (service === undefined) throw new Error("The scenario has no service.");
    for (let index = 0; index < 1100; index += 1) {
      const id = `vpce-svc-${index.toString(16).padStart(17, "0")}`;
      world.endpointServices.set(id, { ...service, id });
    }
    const { inventory } = workbench.session;
    const calls = await callsOf(() => inventory.refresh());
    // 2,501 endpoints in the consumer's account and none in the provider's; the connections and 1,101 services
    // are the provider's.
    expect(calls["DescribeVpcEndpointServiceConfigurations"]).toBe(3);
    expect(calls["DescribeVpcEndpoints"]).toBe(4);
    expect(calls["DescribeVpcEndpointConnections"]).toBe(4);
    const vpc = find(endpointTree(inventory.state), "vpc");
    expect(vpc.children).toHaveLength(2501);
  });

  it("reads nothing below a row that is not expanded", async () => {
    const { inventory } = workbench.session;
    const service = find(serviceTree(inventory.state), "service");
    expect(service.children?.map(({ kind }) => kind)).toEqual([
      "connections",
      "loading",
      "acceptance",
      "regions",
      "ipTypes",
      "payer",
    ]);
  });
});

describe("an expanded row", () => {
  it("is one batch, once, and again with the next refresh", async () => {
    const { inventory } = workbench.session;
    const service = find(serviceTree(inventory.state), "service");
    const batch = {
      DescribeLoadBalancers: 1,
      DescribeListeners: 1,
      DescribeTargetHealth: 1,
      DescribeVpcEndpointServicePermissions: 1,
      DescribeVpcEndpointConnectionNotifications: 1,
    };
    expect(await callsOf(() => inventory.expand(service.detail))).toEqual(batch);
    expect(await callsOf(() => inventory.expand(service.detail))).toEqual({});
    expect(await callsOf(() => inventory.refresh([service.scope]))).toMatchObject(batch);
    inventory.collapse(service.detail);
    expect(await callsOf(() => inventory.refresh([service.scope]))).not.toHaveProperty(
      "DescribeLoadBalancers",
    );
  });

  it("shows load balancer, listener, target and principals", async () => {
    const { inventory } = workbench.session;
    const service = find(serviceTree(inventory.state), "service");
    await inventory.expand(service.detail);
    const tree = serviceTree(inventory.state);
    expect(find(tree, "loadBalancer")).toMatchObject({
      loadBalancer: { state: "active", scheme: "internal" },
    });
    expect(find(tree, "target")).toMatchObject({ target: { state: "healthy", port: 5000 } });
    expect(find(tree, "principal")).toMatchObject({ arn: "arn:aws:iam::444455556666:root" });
  });

  it("shows an endpoint's interfaces by zone id", async () => {
    const { inventory } = workbench.session;
    const endpoint = find(endpointTree(inventory.state), "endpoint");
    expect(await callsOf(() => inventory.expand(endpoint.detail))).toEqual({
      DescribeNetworkInterfaces: 1,
      DescribeSubnets: 1,
    });
    expect(find(endpointTree(inventory.state), "networkInterface")).toMatchObject({
      networkInterface: {
        zoneId: expect.stringMatching(/^use1-az\d$/),
        ip: expect.stringMatching(/^10\.1\./),
      },
    });
  });
});

describe("what cannot be read", () => {
  it("is a row with the missing permission, and hides nothing else", async () => {
    await workbench.close();
    const fault = {
      service: "ec2",
      operation: "DescribeVpcEndpoints",
      code: "UnauthorizedOperation",
      status: 403,
    };
    workbench = await Workbench.open({ scenario: "published", faults: [fault] });
    const { state } = workbench.session.inventory;
    expect(find(endpointTree(state), "failure")).toMatchObject({
      failure: { code: "accessDenied", action: "ec2:DescribeVpcEndpoints" },
    });
    expect(find(serviceTree(state), "service")).toBeDefined();
  });

  it("below a service is the part that may not be read, and no other part", async () => {
    await workbench.close();
    const denied = { code: "AccessDenied", status: 403 };
    workbench = await Workbench.open({
      scenario: "published",
      faults: [
        { service: "elasticloadbalancing", operation: "DescribeTargetHealth", ...denied },
        { service: "ec2", operation: "DescribeVpcEndpointConnectionNotifications", ...denied },
      ],
    });
    const { inventory } = workbench.session;
    const service = find(serviceTree(inventory.state), "service");
    await inventory.expand(service.detail);
    const rows = find(serviceTree(inventory.state), "service").children ?? [];
    expect(rows.map((row) => (row.kind === "failure" ? row.failure.action : row.kind))).toEqual([
      "connections",
      "elasticloadbalancing:DescribeTargetHealth",
      "principals",
      "ec2:DescribeVpcEndpointConnectionNotifications",
      "acceptance",
      "regions",
      "ipTypes",
      "payer",
    ]);
  });

  it("is the whole scope when its keys are wrong, and only that scope", async () => {
    const { inventory } = workbench.session;
    const [provider] = workbench.sandbox.world.accounts;
    if (provider === undefined) throw new Error("The sandbox has no account.");
    provider.secretAccessKey = "changed";
    await inventory.open([
      { profile: "provider", region: "us-east-1" },
      { profile: "consumer", region: "us-east-1" },
    ]);
    const [first, second] = inventory.state.scopes;
    expect(first?.snapshot).toMatchObject({ status: "failed", failure: { code: "credentialsMissing" } });
    expect(second?.snapshot.status).toBe("ready");
  });
});

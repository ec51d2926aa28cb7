import { afterEach, describe, expect, it } from "vitest";
import { auditOpenScopes } from "../../src/app/audit.ts";
import type { Audit, AuditCode } from "../../src/core/diagnose/audit.ts";
import { settleChecks } from "../../src/sandbox/network/healthWatch.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { systemClock } from "../../src/ui/platform/clock.ts";
import { callsOf } from "../support/calls.ts";
import { type Parts, partsOf } from "../support/diagnose/parts.ts";
import { Workbench } from "../support/workbench.ts";

/* The standing rules over everything that is open, through the gateway and the sandbox. */

let workbench: Workbench;

afterEach(() => workbench.close());

async function open(scenario: string, faults: readonly Fault[] = []): Promise<void> {
  // What was just read stays young on a busy machine, too: the fast clock gives it half a second.
  workbench = await Workbench.open({ scenario, faults }, systemClock);
}

async function audit(): Promise<Audit> {
  const { session } = workbench;
  return auditOpenScopes(await session.aws(), session.inventory, new AbortController().signal);
}

const changes: readonly (readonly [AuditCode, (parts: Parts) => void, object])[] = [
  [
    "deadEndpoint",
    ({ endpoint }) => {
      endpoint.state = "rejected";
    },
    { name: "orders-flask-hello", severity: "broken", parameters: { state: "rejected" } },
  ],
  [
    "openToEveryone",
    ({ service }) => {
      service.acceptanceRequired = false;
      service.permissions = [{ id: "vpce-svc-perm-1", principal: "*", tags: new Map() }];
    },
    { name: "flask-hello", severity: "risk" },
  ],
  [
    "singleZoneEndpoint",
    ({ endpoint }) => {
      endpoint.subnetIds = endpoint.subnetIds.slice(0, 1);
    },
    { name: "orders-flask-hello", severity: "risk" },
  ],
  [
    "zoneDrift",
    ({ service }) => {
      service.zoneIds = service.zoneIds.slice(0, 1);
    },
    { name: "flask-hello", severity: "degraded", parameters: { zones: "us-east-1b" } },
  ],
  [
    "noSecurityGroup",
    ({ loadBalancer }) => {
      loadBalancer.securityGroupIds = [];
    },
    { name: "flask-hello", severity: "risk", parameters: { service: "flask-hello" } },
  ],
  [
    "unhealthyTargets",
    ({ applications: [application] }) => {
      if (application?.application !== undefined) application.application.listening = false;
    },
    { name: "flask-hello", severity: "degraded", parameters: { unhealthy: 1, targets: 2 } },
  ],
  ["noNotification", ({ world }) => world.connectionNotifications.clear(), { name: "flask-hello" }],
];

describe("an audit", () => {
  it("finds nothing where all is well", async () => {
    await open("connected");
    expect(await audit()).toMatchObject({ items: [], gaps: [], scopes: 2, endpoints: 1, services: 1 });
  });

  it.each(changes)("finds %s", async (code, change, expected) => {
    await open("connected");
    const { world } = workbench.sandbox;
    change(partsOf(world));
    settleChecks(world);
    await workbench.session.inventory.refresh();
    const { items } = await audit();
    expect(items.find((item) => item.code === code)).toMatchObject(expected);
    // A service that has lost a zone is in one alone.
    const others = items.filter((item) => item.code !== code).map((item) => item.code);
    expect(others).toEqual(code === "zoneDrift" ? ["singleZoneService"] : []);
  });

  it("is a few calls for each scope, and names what it left out", async () => {
    await open("many");
    const { world } = workbench.sandbox;
    for (const service of world.endpointServices.values()) service.acceptanceRequired = false;
    const [last] = world.endpointServices.values();
    if (last !== undefined) world.endpointServices.set("vpce-svc-101", { ...last, id: "vpce-svc-101" });
    await workbench.session.inventory.refresh();
    let found: Audit | undefined;
    const calls = await callsOf(workbench.sandbox, async () => {
      found = await audit();
    });
    expect(calls).toEqual({
      DescribeLoadBalancers: 1,
      DescribeTargetGroups: 1,
      DescribeVpcEndpointConnectionNotifications: 1,
      DescribeVpcEndpointServicePermissions: 100,
    });
    expect(found?.leftOut).toBe(1);
    expect(found?.items.filter(({ code }) => code === "deadEndpoint")).toHaveLength(100);
  });

  it("has gaps where a permission is missing", async () => {
    await open("connected", [{ service: "elasticloadbalancing", effect: "denied" }]);
    const { gaps, items } = await audit();
    expect(items).toEqual([]);
    expect(gaps.map(({ codes, gap }) => [...codes, gap.code])).toEqual([
      ["zoneDrift", "noSecurityGroup", "refused"],
      ["unhealthyTargets", "refused"],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { planActions } from "../../../src/aws/planOperations.ts";
import {
  addSubnets,
  crossZones,
  forwardTo,
  setDualstack,
  setEnforcement,
  setIdleTimeout,
} from "../../../src/core/plan/balancerChanges.ts";
import { crossZone } from "../../../src/core/plan/elbChange.ts";
import { startInstances } from "../../../src/core/plan/instanceChanges.ts";
import type { Step } from "../../../src/core/plan/step.ts";
import {
  addTargets,
  checkByTcp,
  setTargetGroupAttribute,
  untilHealthy,
} from "../../../src/core/plan/targetGroupChanges.ts";
import { stepSubject } from "../../../src/text/plan.ts";
import { provider } from "../../support/facts.ts";

const context = { planId: "p", scope: provider };
const balancer = { arn: "nlb-arn", name: "flask-hello" };
const group = { arn: "group-arn", name: "flask-hello" };
const listener = { arn: "listener-arn", name: "flask-hello:5000", port: 5000 };
const targets = [{ id: "i-1", port: 5000 }];
const http = { protocol: "HTTP", port: "8080", path: "/health", matcher: "200" };

const steps: Readonly<Record<string, Step>> = {
  enforcementOff: setEnforcement(context, balancer, ["sg-1"], false),
  crossZones: crossZones(context, balancer),
  subnets: addSubnets(context, balancer, ["subnet-1"], ["subnet-2"]),
  dualstack: setDualstack(context, balancer),
  forward: forwardTo(context, listener, group, [{ TargetGroupArn: "other-arn", Weight: 0 }]),
  idleTimeout: setIdleTimeout(context, listener, 400, 350),
  targets: addTargets(context, group, targets),
  checkByTcp: checkByTcp(context, group, http),
  proxyOff: setTargetGroupAttribute(context, group, "proxy_protocol_v2.enabled", {
    from: "true",
    to: "false",
  }),
  groupCrossZones: setTargetGroupAttribute(context, group, crossZone, { from: "false", to: "true" }),
  start: startInstances(context, ["i-1"], untilHealthy("group-arn", targets)),
};

describe("a change of what stands behind a service", () => {
  it.each(Object.entries(steps))(
    "%s is one call that plans may make, and so is its way back",
    (name, step) => {
      const { operation, inverse, permissions, service } = step;
      expect(planActions).toContain(`${service}:${operation}`);
      expect(permissions).toEqual([`${service}:${operation}`]);
      if (inverse === undefined) expect(name).toBe("subnets");
      else expect(planActions).toContain(`${inverse.service}:${inverse.operation}`);
    },
  );

  it("sets what is asked for, and back what was set before", async () => {
    const calls = Object.entries(steps).map(([name, step]) =>
      [
        `${name}: ${stepSubject(step)}`,
        `  ${step.operation} ${JSON.stringify(step.input)}`,
        `  undo: ${step.inverse === undefined ? "none" : `${step.inverse.operation} ${JSON.stringify(step.inverse.input)}`}`,
      ].join("\n"),
    );
    await expect(`${calls.join("\n")}\n`).toMatchFileSnapshot("../../golden/plans/balancerChanges.txt");
  });

  it("names the zone of an address outside the VPC, which AWS demands, in every call about it", () => {
    const outside = [
      { id: "192.168.0.5", port: 5000, zoneName: "all" },
      { id: "10.0.1.5", port: 5000, zoneName: "us-east-1a" },
    ];
    const Targets = [
      { Id: "192.168.0.5", Port: 5000, AvailabilityZone: "all" },
      { Id: "10.0.1.5", Port: 5000 },
    ];
    const { input, inverse, wait } = addTargets(context, group, outside);
    for (const call of [{ input }, inverse, wait]) expect(call?.input).toMatchObject({ Targets });
  });
});

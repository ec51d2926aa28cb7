import { freshChecks } from "../../../../src/sandbox/state/balancing.ts";
import type { Instance } from "../../../../src/sandbox/state/compute.ts";
import { defaultAcl } from "../../../../src/sandbox/state/networkAcls.ts";
import type { Faults } from "../fault.ts";
import type { Parts } from "../parts.ts";
import { closeInbound } from "../rules.ts";
import { failedTest } from "../tests.ts";

function stopListening(applications: readonly Instance[]): void {
  for (const { application } of applications) if (application !== undefined) application.listening = false;
}

/** No instance of the provider's reaches the internet any more. */
function cutOff({ world, loadBalancer }: Parts): void {
  for (const table of world.routeTables.values()) {
    if (table.vpcId !== loadBalancer.vpcId) continue;
    table.routes = table.routes.filter(({ destination }) => destination !== "0.0.0.0/0");
  }
}

/** Nodes send to targets of both zones, so that traffic crosses the borders of subnets. */
function crossZones({ loadBalancer }: Parts): void {
  loadBalancer.crossZone = true;
}

/** The network ACL of the provider's subnets lets nothing in that other subnets send to the application. */
function denyAcrossSubnets({ world, loadBalancer, listener }: Parts): void {
  const vpc = world.vpcs.get(loadBalancer.vpcId);
  if (vpc === undefined) throw new Error("The load balancer's VPC is gone.");
  defaultAcl(world, vpc).entries.push({
    ruleNumber: 50,
    egress: false,
    protocol: "6",
    fromPort: listener.port,
    toPort: listener.port,
    cidr: vpc.cidr,
    allow: false,
  });
}

function checkByHttp({ targetGroup }: Parts, path: string): void {
  const { protocol: _, port, ...numbers } = targetGroup.healthCheck;
  targetGroup.healthCheck = { protocol: "HTTP", port, path, matcher: "200-399", ...numbers };
}

/** E: targets and the application. */
export const targetFaults: Faults = {
  E1: {
    mutate: ({ targetGroup }) => {
      targetGroup.targets = [];
    },
  },
  E2: { mutate: ({ applicationGroup }) => closeInbound(applicationGroup) },
  E3: { mutate: ({ applications }) => stopListening(applications) },
  E5: {
    mutate: (parts) => {
      cutOff(parts);
      stopListening(parts.applications);
    },
  },
  E6: { mutate: (parts) => checkByHttp(parts, "/health") },
  E7: {
    mutate: ({ applications }) => {
      stopListening(applications);
      for (const instance of applications) instance.state = "stopped";
    },
  },
  E8: {
    // Both targets are in zones that the load balancer has left; the interfaces there go on meeting nodes elsewhere.
    mutate: (parts) => {
      crossZones(parts);
      const { loadBalancer, targetGroup, service } = parts;
      targetGroup.targets = targetGroup.targets.slice(1);
      loadBalancer.nodes = loadBalancer.nodes.slice(0, 1);
      service.zoneIds = service.zoneIds.slice(0, 1);
    },
  },
  E9: {
    // The targets are in another group than the one that the listener leads to.
    mutate: ({ world, targetGroup }) => {
      const arn = targetGroup.arn.replace("/flask-hello/", "/flask-hello-blue/");
      const targets = targetGroup.targets.map((each) => ({ ...each, checks: freshChecks(new Date()) }));
      world.targetGroups.set(arn, { ...targetGroup, arn, name: "flask-hello-blue", targets });
      targetGroup.targets = [];
    },
  },
  E10: {
    mutate: ({ targetGroup }) => {
      targetGroup.targets = targetGroup.targets.slice(0, 1);
    },
  },
  E11: {
    mutate: (parts) => {
      crossZones(parts);
      denyAcrossSubnets(parts);
    },
  },
  E12: {
    mutate: ({ targetGroup }) => void targetGroup.attributes.set("proxy_protocol_v2.enabled", "true"),
    test: (parts) => failedTest(parts, { code: "reset" }, { exitCode: 56 }),
  },
  E15: {
    mutate: () => undefined,
    test: (parts) => failedTest(parts, { code: "wrongName" }, { exitCode: 60, scheme: "https" }),
  },
  E16: {
    mutate: () => undefined,
    test: (parts) => failedTest(parts, { code: "tlsFailed" }, { exitCode: 35, scheme: "https" }),
  },
  E17: {
    mutate: () => undefined,
    test: (parts) => failedTest(parts, { code: "httpError", httpStatus: 404 }, { exitCode: 0 }),
  },
  E18: {
    mutate: () => undefined,
    test: (parts) => failedTest(parts, { code: "httpError", httpStatus: 503 }, { exitCode: 0 }),
  },
  E19: {
    // The target is an Application Load Balancer, and that one listens on nothing.
    mutate: ({ world, loadBalancer, targetGroup }) => {
      const arn = loadBalancer.arn.replace("/net/flask-hello/", "/app/flask-hello/");
      world.loadBalancers.set(arn, { ...loadBalancer, arn, type: "application", nodes: [] });
      const checks = freshChecks(new Date());
      targetGroup.targetType = "alb";
      targetGroup.targets = [{ id: arn, port: targetGroup.port, checks, draining: false }];
    },
  },
};

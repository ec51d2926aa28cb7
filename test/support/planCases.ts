import { testerRoleName } from "../../src/core/model/tester.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { Flow } from "../../src/core/wizard/flow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import { testerFlow } from "../../src/core/wizard/testerFlow.ts";
import type { Instance } from "../../src/sandbox/state/compute.ts";
import type { World } from "../../src/sandbox/state/world.ts";

/** A plan that every way to fail is tried on, and the sandbox that it begins in. */
export interface PlanCase {
  readonly name: string;
  readonly scenario: string;
  /** Changes the scenario's state before the wizard sees it. */
  readonly arrange?: (world: World) => void;
  readonly flow: Flow;
  readonly answers: (world: World) => Answers;
}

/** Whatever is added here is covered by every test of the plan engine. */
export const planCases: readonly PlanCase[] = [
  {
    name: "publish the sample application",
    scenario: "article",
    flow: publishFlow,
    answers: () => ({}),
  },
  {
    name: "publish with every option",
    scenario: "article",
    flow: publishFlow,
    answers: () => ({
      healthProtocol: "HTTP",
      healthPath: "/",
      privateDnsName: "api.example.com",
      ipAddressType: "dualstack",
      supportedRegions: "eu-west-1",
      tags: "team=platform",
      ownerPays: true,
    }),
  },
  {
    name: "publish instances without naming clients",
    scenario: "published",
    flow: publishFlow,
    answers: (world) => ({
      application: "instances",
      instances: [applicationOf(world).id],
      clientCidrs: "",
      name: "second",
    }),
  },
  {
    name: "publish addresses on an existing load balancer",
    scenario: "published",
    arrange: withoutService,
    flow: publishFlow,
    answers: (world) => ({
      application: "addresses",
      addresses: applicationOf(world).privateIp,
      loadBalancer: "existing",
      existingLoadBalancer: loadBalancerOf(world),
      listenerPort: "8080",
      name: "second",
    }),
  },
  {
    name: "publish what a load balancer leads to",
    scenario: "published",
    arrange: withoutService,
    flow: publishFlow,
    answers: (world) => ({
      application: "behind",
      existingLoadBalancer: loadBalancerOf(world),
      name: "second",
    }),
  },
  {
    name: "connect to a service",
    scenario: "published",
    flow: connectFlow,
    answers: () => ({ name: "second" }),
  },
  {
    name: "connect, accept as the provider and turn private DNS on",
    scenario: "published",
    arrange: ({ endpointServices, vpcDns }) => {
      for (const service of endpointServices.values()) {
        service.privateDnsName = "hello.example.com";
        service.privateDnsNameState = "verified";
      }
      for (const [id, dns] of vpcDns) vpcDns.set(id, { ...dns, hostnames: false });
    },
    flow: connectFlow,
    answers: () => ({ name: "second", acceptHere: true }),
  },
  {
    name: "connect by a gateway endpoint",
    scenario: "published",
    flow: connectFlow,
    answers: () => ({ scope: "consumer@us-east-1", serviceName: "com.amazonaws.us-east-1.s3" }),
  },
  {
    name: "create a tester with a way to Systems Manager of its own",
    scenario: "published",
    arrange: withoutWayOut,
    flow: testerFlow,
    answers: () => ({ name: "second" }),
  },
  {
    name: "create a tester for which everything is there",
    scenario: "published",
    arrange: ({ instanceProfiles, roles }) => {
      for (const role of roles.values()) role.name = testerRoleName;
      for (const profile of instanceProfiles.values()) profile.name = testerRoleName;
    },
    flow: testerFlow,
    answers: () => ({ name: "second" }),
  },
];

function applicationOf({ instances }: World): Instance {
  const found = [...instances.values()].find(({ tags }) => tags.get("Name") === "flask-hello");
  if (found === undefined) throw new Error("The scenario has no application.");
  return found;
}

function loadBalancerOf({ loadBalancers }: World): string {
  const [arn = ""] = loadBalancers.keys();
  return arn;
}

/** Nothing leads out of the consumer's subnets any more. */
export function withoutWayOut({ routeTables }: World): void {
  for (const table of routeTables.values())
    table.routes = table.routes.filter(({ target }) => !target.startsWith("tgw-"));
}

/** The load balancer stays, with its listener and what is behind it. */
function withoutService(world: World): void {
  for (const { networkInterfaceIds } of world.endpoints.values())
    for (const id of networkInterfaceIds) world.networkInterfaces.delete(id);
  world.endpoints.clear();
  world.endpointServices.clear();
}

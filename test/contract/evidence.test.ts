import { afterEach, describe, expect, it } from "vitest";
import { collectConsumer } from "../../src/app/collectConsumer.ts";
import { collectProvider } from "../../src/app/collectProvider.ts";
import { diagnose } from "../../src/core/diagnose/diagnose.ts";
import type { ConsumerEvidence } from "../../src/core/diagnose/evidence/consumer.ts";
import type { ProviderEvidence } from "../../src/core/diagnose/evidence/provider.ts";
import { type Seen, seenItems, seenValue } from "../../src/core/diagnose/evidence/seen.ts";
import type { OpenScope } from "../../src/core/model/scope.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { freshChecks } from "../../src/sandbox/state/balancing.ts";
import { callsOf } from "../support/calls.ts";
import { Workbench } from "../support/workbench.ts";

/* What a diagnosis reads, through the gateway and the sandbox. */

let workbench: Workbench;

afterEach(() => workbench.close());

async function open(faults: readonly Fault[] = []): Promise<void> {
  workbench = await Workbench.open({ scenario: "connected", faults });
}

function scopeOf(profile: string): OpenScope {
  const scope = workbench.session.scopes.find((each) => each.profile === profile);
  if (scope === undefined) throw new Error(`No scope of ${profile} is open.`);
  return scope;
}

function target() {
  const [endpoint] = workbench.sandbox.world.endpoints.values();
  if (endpoint === undefined) throw new Error("The scenario has no endpoint.");
  return { serviceName: endpoint.serviceName, endpointId: endpoint.id };
}

async function readConsumer(signal = new AbortController().signal): Promise<ConsumerEvidence> {
  const reading = { scope: scopeOf("consumer"), target: target() };
  return collectConsumer(await workbench.session.aws(), reading, signal);
}

async function readProvider(signal = new AbortController().signal): Promise<ProviderEvidence> {
  const reading = { scope: scopeOf("provider"), serviceName: target().serviceName };
  return collectProvider(await workbench.session.aws(), reading, signal);
}

/** Names of the parts that are gaps, with why. */
function gapsIn(evidence: object): Record<string, string> {
  const parts = Object.entries(evidence).flatMap(([name, part]): [string, Seen<unknown>][] => {
    if (name === "network") return Object.entries(part);
    return typeof part === "object" && part !== null && "seen" in part ? [[name, part]] : [];
  });
  return Object.fromEntries(
    parts.flatMap(([name, part]) => (part.seen ? [] : [[name, part.gap.code] as const])),
  );
}

describe("the consumer's evidence", () => {
  it("is the same few calls, whatever else the account has", async () => {
    await open();
    const expected = {
      DescribeVpcEndpoints: 2,
      DescribeVpcEndpointServices: 1,
      DescribeVpcs: 1,
      DescribeSubnets: 1,
      DescribeNetworkAcls: 1,
      DescribeRouteTables: 1,
      DescribeVpcAttribute: 2,
      DescribeDhcpOptions: 1,
      DescribeNetworkInterfaces: 1,
      DescribeInstances: 1,
      DescribeInstanceInformation: 1,
      GetInstanceProfile: 1,
      ListAttachedRolePolicies: 1,
      DescribeSecurityGroups: 1,
      DescribeSecurityGroupRules: 1,
    };
    const read = () => callsOf(workbench.sandbox, async () => void (await readConsumer()));
    expect(await read()).toEqual(expected);
    const { world } = workbench.sandbox;
    for (const items of [world.endpoints, world.instances, world.subnets, world.securityGroups]) {
      const copies: Map<string, { id: string }> = items;
      const [first] = copies.values();
      if (first === undefined) throw new Error("The scenario has none.");
      for (let index = 0; index < 300; index += 1) {
        const id = `${first.id.slice(0, -3)}${index.toString(16).padStart(3, "0")}`;
        if (!copies.has(id)) copies.set(id, { ...first, id });
      }
    }
    expect(await read()).toEqual(expected);
  });

  it("tells what stands on the path", async () => {
    await open();
    const evidence = await readConsumer();
    expect(gapsIn(evidence)).toEqual({});
    const interfaces = seenItems(evidence.interfaces);
    expect(interfaces.map(({ zoneId }) => zoneId)).toEqual(["use1-az1", "use1-az2"]);
    expect(seenValue(evidence.client)).toMatchObject({ state: "running", ip: "10.1.1.4" });
    expect(seenValue(evidence.clientRole)).toEqual({
      name: "orders-ssm",
      policyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
    });
    expect(seenItems(evidence.managed)).toMatchObject([{ ping: "Online" }]);
    expect(seenItems(evidence.nameServers)).toEqual(["AmazonProvidedDNS"]);
    const groups = seenItems(evidence.network.securityGroups);
    expect(groups.map(({ name }) => name).sort()).toEqual(["orders-flask-hello", "tester"]);
    const peers = groups.flatMap(({ rules }) => rules.filter(({ egress }) => !egress));
    expect(peers).toMatchObject([
      { protocol: "tcp", fromPort: 5000, toPort: 5000, peer: { kind: "cidr", cidr: "10.1.0.0/16" } },
    ]);
    const [acl] = seenItems(evidence.network.networkAcls);
    expect(acl?.entries.map(({ number, egress }) => [number, egress])).toEqual([
      [100, true],
      [100, false],
      [32_767, true],
      [32_767, false],
    ]);
    const tables = seenItems(evidence.network.routeTables);
    expect(tables.flatMap(({ routes }) => routes.map(({ target: to }) => to.slice(0, 4)))).toContain("tgw-");
  });

  it("has gaps where a permission is missing, and where what is missing would have told", async () => {
    await open([
      { operation: "DescribeInstances", effect: "denied" },
      { operation: "DescribeNetworkAcls", effect: "denied" },
    ]);
    const evidence = await readConsumer();
    expect(gapsIn(evidence)).toEqual({
      client: "refused",
      clientRole: "unknownWhich",
      managed: "unknownWhich",
      networkAcls: "refused",
    });
    const { networkAcls } = evidence.network;
    expect(networkAcls).toMatchObject({
      gap: { failure: { code: "accessDenied", action: "ec2:DescribeNetworkAcls" } },
    });
  });

  it("tells among how many instances the client was chosen, unless the last test has named it", async () => {
    await open();
    const { instances } = workbench.sandbox.world;
    const client = seenValue((await readConsumer()).client);
    const known = instances.get(client?.id ?? "");
    if (known === undefined) throw new Error("The scenario has no client.");
    const second = { ...known, id: "i-0000000000000000b" };
    const stopped = { ...known, id: "i-0000000000000000c", state: "stopped" as const };
    expect((await readConsumer()).clientCandidates).toBe(1);
    for (const each of [second, stopped]) instances.set(each.id, each);
    expect((await readConsumer()).clientCandidates).toBe(2);
    const reading = { scope: scopeOf("consumer"), target: target(), testedFrom: known.id };
    const named = await collectConsumer(await workbench.session.aws(), reading, new AbortController().signal);
    expect(named.clientCandidates).toBe(1);
  });

  it("takes no word for what AWS does not say of a service", async () => {
    await open();
    for (const service of workbench.sandbox.world.endpointServices.values()) service.supportedIpTypes = [];
    expect(seenValue((await readConsumer()).offered)?.ipTypes).toEqual([]);
  });

  it("of an endpoint that is gone says so, and of what was around it nothing", async () => {
    await open();
    const gone = target();
    workbench.sandbox.world.endpoints.clear();
    const reading = { scope: scopeOf("consumer"), target: gone };
    const evidence = await collectConsumer(
      await workbench.session.aws(),
      reading,
      new AbortController().signal,
    );
    expect(evidence.endpoint).toEqual({ seen: true, value: undefined });
    expect(gapsIn(evidence)).toMatchObject({ interfaces: "unknownWhich", vpc: "unknownWhich" });
  });

  it("ends with an error when it is cut off", async () => {
    await open();
    const cut = new AbortController();
    const reading = readConsumer(cut.signal);
    cut.abort();
    await expect(reading).rejects.toThrow();
  });
});

describe("the provider's evidence", () => {
  it("is the same few calls, whatever else the account has", async () => {
    await open();
    const expected = {
      DescribeVpcEndpointServiceConfigurations: 1,
      DescribeVpcEndpointServicePermissions: 1,
      DescribeVpcEndpointConnections: 1,
      DescribeVpcEndpointConnectionNotifications: 1,
      DescribeLoadBalancers: 1,
      DescribeNetworkInterfaces: 1,
      DescribeListeners: 1,
      DescribeLoadBalancerAttributes: 1,
      DescribeListenerAttributes: 1,
      DescribeTargetGroups: 1,
      DescribeTargetHealth: 1,
      DescribeTargetGroupAttributes: 1,
      DescribeVpcs: 1,
      DescribeSubnets: 1,
      DescribeNetworkAcls: 1,
      DescribeRouteTables: 1,
      DescribeInstances: 1,
      DescribeSecurityGroups: 1,
      DescribeSecurityGroupRules: 1,
    };
    const read = () => callsOf(workbench.sandbox, async () => void (await readProvider()));
    expect(await read()).toEqual(expected);
    const { world } = workbench.sandbox;
    const [balancer] = world.loadBalancers.values();
    const [group] = world.targetGroups.values();
    const [service] = world.endpointServices.values();
    if (balancer === undefined || group === undefined || service === undefined)
      throw new Error("The scenario has no service.");
    for (let index = 0; index < 50; index += 1) {
      world.loadBalancers.set(`${balancer.arn}${index}`, { ...balancer, arn: `${balancer.arn}${index}` });
      world.endpointServices.set(`${service.id}${index}`, {
        ...service,
        id: `${service.id}${index}`,
        name: `${service.name}${index}`,
      });
      world.targetGroups.set(`${group.arn}${index}`, { ...group, arn: `${group.arn}${index}` });
    }
    // Five target groups that nothing leads to are looked at, of however many there are.
    expect(await read()).toEqual({ ...expected, DescribeTargetHealth: 6, DescribeTargetGroupAttributes: 6 });
  });

  it("tells what stands on the path", async () => {
    await open();
    const evidence = await readProvider();
    expect(gapsIn(evidence)).toEqual({});
    expect(seenItems(evidence.loadBalancers)).toMatchObject([
      {
        name: "flask-hello",
        state: "active",
        enforcesInboundRules: true,
        crossZone: false,
        nodes: [
          { zoneName: "us-east-1a", ip: expect.stringMatching(/^10\.0\.1\./) },
          { zoneName: "us-east-1b", ip: expect.stringMatching(/^10\.0\.2\./) },
        ],
        listeners: [{ protocol: "TCP", port: 5000, idleTimeoutSeconds: 350, forwards: [{}] }],
      },
    ]);
    expect(seenItems(evidence.targetGroups)).toMatchObject([
      {
        name: "flask-hello",
        type: "instance",
        crossZone: "loadBalancer",
        proxyProtocol: false,
        healthCheck: { protocol: "TCP", port: "traffic-port" },
        targets: [{ state: "healthy" }, { state: "healthy" }],
      },
    ]);
    expect(seenItems(evidence.targetInstances)).toHaveLength(2);
    expect(seenItems(evidence.principals)).toEqual(["arn:aws:iam::444455556666:root"]);
    expect(seenItems(evidence.connections)).toMatchObject([{ state: "available" }]);
    const groups = seenItems(evidence.network.securityGroups).map(({ name }) => name);
    expect(groups.sort()).toEqual(["flask-hello-app", "flask-hello-nlb"]);
  });

  it("has gaps where a permission is missing, and where what is missing would have told", async () => {
    await open([{ service: "elasticloadbalancing", effect: "denied" }]);
    expect(gapsIn(await readProvider())).toEqual({
      loadBalancers: "refused",
      targetGroups: "unknownWhich",
      targetInstances: "unknownWhich",
      vpc: "unknownWhich",
      subnets: "unknownWhich",
      networkAcls: "unknownWhich",
      routeTables: "unknownWhich",
      securityGroups: "unknownWhich",
    });
  });

  it("has a gap of its own where an Application Load Balancer that is a target is gone", async () => {
    await open();
    const [group] = workbench.sandbox.world.targetGroups.values();
    if (group === undefined) throw new Error("The scenario has no target group.");
    group.targetType = "alb";
    const [loadBalancer = ""] = workbench.sandbox.world.loadBalancers.keys();
    const id = loadBalancer.replace("/net/", "/app/");
    group.targets = [{ id, port: group.port, checks: freshChecks(new Date()), draining: false }];
    const evidence = await readProvider();
    expect(seenItems(evidence.targetGroups)).toMatchObject([
      { applicationPorts: { seen: false, gap: { code: "refused", failure: { code: "notFound" } } } },
    ]);
    const { fine, unseen } = diagnose({ id: "d", readAt: 0, provider: evidence }, target());
    expect(fine).toContain("E1");
    expect(fine).not.toContain("E19");
    expect(unseen).toContainEqual(
      expect.objectContaining({ causes: ["E19"], gap: expect.objectContaining({ code: "refused" }) }),
    );
  });
});

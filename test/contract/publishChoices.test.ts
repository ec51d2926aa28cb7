import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valuesAt } from "../../src/core/plan/resolve.ts";
import { outputsOf, type Run } from "../../src/core/plan/run.ts";
import type { ResolvedInput } from "../../src/core/plan/step.ts";
import { connectFlow } from "../../src/core/wizard/connectFlow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { publishFlow } from "../../src/core/wizard/publishFlow.ts";
import { until, Workbench } from "../support/workbench.ts";

/* What can be chosen when publishing, each carried out by the sandbox: it is published when curl gets the answer. */

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open();
});

afterEach(() => workbench.close());

/** Publishes without acceptance, connects, and asks the application. */
async function answerBehind(answers: Answers, connection: Answers = {}): Promise<string> {
  const run = await publish(answers);
  expect(run.status).toBe("done");
  await refresh();
  const serviceName = outputsOf(run)["service"]?.["serviceName"] ?? "";
  const connected = await workbench.apply(connectFlow, { serviceName, ...connection });
  expect(connected.status).toBe("done");
  const endpointId = outputsOf(connected)["endpoint"]?.["endpointId"] ?? "";
  const port = String(connection["port"] ?? 5000);
  const phase = await workbench.test(endpointId, { port });
  if (phase.status !== "done") throw new Error(`The test ended as ${JSON.stringify(phase)}.`);
  return phase.report.attempts[0]?.reading.body ?? "";
}

function publish(answers: Answers): Promise<Run> {
  return workbench.apply(publishFlow, { acceptanceRequired: false, ...answers });
}

function refresh(): Promise<void> {
  return workbench.session.inventory.refresh();
}

/** Publishes the sample, then deletes the service alone: a load balancer with a listener, an application behind it. */
async function loadBalancerWithoutService(): Promise<Answers> {
  const run = await publish({ name: "ledger" });
  const aws = await workbench.session.aws();
  const [step] = run.plan.steps;
  if (step === undefined) throw new Error("The plan is empty.");
  const { serviceId } = outputsOf(run)["service"] ?? {};
  const call = {
    service: "ec2",
    operation: "DeleteVpcEndpointServiceConfigurations",
    input: { ServiceIds: [serviceId] },
  } as const;
  await aws.call(step.scope, call, new AbortController().signal);
  await until(() => workbench.sandbox.world.endpointServices.size === 0);
  await refresh();
  return { existingLoadBalancer: outputsOf(run)["load-balancer"]?.["arn"] ?? "" };
}

/** Puts an Application Load Balancer in front of the sample's instance, on port 8080. */
async function applicationLoadBalancer(): Promise<string> {
  const run = await publish({ name: "ledger" });
  const made = outputsOf(run);
  const [step] = run.plan.steps;
  if (step === undefined) throw new Error("The plan is empty.");
  const aws = await workbench.session.aws();
  const call = async (operation: string, input: ResolvedInput) => {
    const service = "elasticloadbalancing";
    return aws.call(step.scope, { service, operation, input }, new AbortController().signal);
  };
  const { world } = workbench.sandbox;
  const [nlb] = world.loadBalancers.values();
  const balancer = await call("CreateLoadBalancer", {
    Name: "web",
    Type: "application",
    Scheme: "internal",
    Subnets: nlb?.nodes.map(({ subnetId }) => subnetId),
    SecurityGroups: [made["nlb-group"]?.["groupId"]],
  });
  const group = await call("CreateTargetGroup", {
    Name: "web-tg",
    Protocol: "HTTP",
    Port: 5000,
    VpcId: nlb?.vpcId,
  });
  const [arn, groupArn] = [
    valuesAt(balancer, "LoadBalancers.0.LoadBalancerArn")[0],
    valuesAt(group, "TargetGroups.0.TargetGroupArn")[0],
  ];
  await call("RegisterTargets", {
    TargetGroupArn: groupArn,
    Targets: [{ Id: made["instance"]?.["instanceId"] }],
  });
  await call("CreateListener", {
    LoadBalancerArn: arn,
    Protocol: "HTTP",
    Port: 8080,
    DefaultActions: [{ Type: "forward", TargetGroupArn: groupArn }],
  });
  await until(() => world.loadBalancers.get(String(arn))?.state === "active");
  await refresh();
  return String(arn);
}

const hello = "Hello, PrivateLink World!";

describe("what is published", () => {
  it("answers from Python alone where Flask cannot be fetched", async () => {
    const subnets = [...workbench.sandbox.world.subnets.values()];
    const bare = subnets.find(({ tags }) => tags.get("Name")?.includes("public"));
    expect(await answerBehind({ applicationSubnet: bare?.id ?? "" })).toBe(hello);
    const [instance] = [...workbench.sandbox.world.instances.values()].slice(-1);
    expect(instance?.userData).not.toContain("flask");
  });

  it("answers behind a health check over HTTP", async () => {
    expect(await answerBehind({ healthProtocol: "HTTP", healthPath: "/" })).toBe(hello);
  });

  it("answers through an Application Load Balancer", async () => {
    const answers = {
      name: "hello",
      application: "applicationLoadBalancer",
      applicationLoadBalancer: await applicationLoadBalancer(),
      targetPort: "8080",
    };
    expect(await answerBehind(answers, { port: "8080" })).toBe(hello);
  });

  it("is what a load balancer leads to already", async () => {
    const existing = await loadBalancerWithoutService();
    const before = workbench.sandbox.world.loadBalancers.size;
    expect(await answerBehind({ application: "behind", ...existing })).toBe(hello);
    expect(workbench.sandbox.world.loadBalancers.size).toBe(before);
  });

  it("answers on a new port of a load balancer that was there, by address", async () => {
    const existing = await loadBalancerWithoutService();
    const instances = [...workbench.sandbox.world.instances.values()];
    const app = instances.find(({ tags }) => tags.get("Name") === "ledger-app");
    const answers = {
      name: "hello",
      application: "addresses",
      addresses: app?.privateIp ?? "",
      loadBalancer: "existing",
      listenerPort: "8080",
      ...existing,
    };
    expect(await answerBehind(answers, { port: "8080" })).toBe(hello);
  });
});

describe("dualstack", () => {
  it("is offered by a load balancer in subnets with IPv6 blocks", async () => {
    const run = await publish({ ipAddressType: "dualstack" });
    expect(run.status).toBe("done");
    const [service] = workbench.sandbox.world.endpointServices.values();
    expect(service?.supportedIpTypes).toEqual(["ipv4", "ipv6"]);
    const [balancer] = workbench.sandbox.world.loadBalancers.values();
    expect(balancer?.ipAddressType).toBe("dualstack");
  });
});

describe("options", () => {
  it("reach the service: private name with its TXT record, Regions, payer, tags on everything", async () => {
    const run = await publish({
      privateDnsName: "api.example.com",
      supportedRegions: "eu-west-1",
      ownerPays: true,
      tags: "team=platform",
    });
    expect(run.status).toBe("done");
    expect(outputsOf(run)["service"]).toMatchObject({ txtName: /^_/, txtValue: /^vpce:/ });
    const [service] = workbench.sandbox.world.endpointServices.values();
    expect(service).toMatchObject({ privateDnsName: "api.example.com", ownerPays: true });
    expect(service?.supportedRegions.map(({ region }) => region)).toContain("eu-west-1");
    const { endpointServices, loadBalancers, targetGroups } = workbench.sandbox.world;
    for (const { tags } of [
      ...endpointServices.values(),
      ...loadBalancers.values(),
      ...targetGroups.values(),
    ])
      expect(tags.get("team")).toBe("platform");
  });
});

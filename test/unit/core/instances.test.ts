import { describe, expect, it } from "vitest";
import type { Instance, ManagedInstance, Network } from "../../../src/core/model/network.ts";
import { proposedInstance, testInstances } from "../../../src/core/probe/instances.ts";
import { consumerNetwork } from "../../support/facts.ts";
import { agentEndpoint, agentGroup } from "../../support/testerFacts.ts";

const profileArn = "arn:aws:iam::444455556666:instance-profile/ssm";

function instance(id: string, change: Partial<Instance> = {}): Instance {
  return {
    id,
    vpcId: "vpc-orders",
    subnetId: "subnet-c1",
    ip: "10.1.1.5",
    state: "running",
    zoneName: "us-east-1c",
    securityGroupIds: [],
    profileArn,
    tags: {},
    ...change,
  };
}

function agent(instanceId: string, change: Partial<ManagedInstance> = {}): ManagedInstance {
  return {
    instanceId,
    ping: "Online",
    platform: "Linux",
    platformName: "Amazon Linux",
    platformVersion: "2023",
    lastPingAt: 1000,
    ...change,
  };
}

function network(instances: readonly Instance[], wayOut: "none" | "natGateway" = "natGateway"): Network {
  const subnets = consumerNetwork.subnets.map((subnet) => ({ ...subnet, wayOut }));
  return { ...consumerNetwork, subnets, instances };
}

describe("the instances that a test can run from", () => {
  it("come first, with what Systems Manager says of them", () => {
    const found = testInstances(
      network([instance("i-stopped", { state: "stopped" }), instance("i-a", { tags: { Name: "tester" } })]),
      [agent("i-a")],
      "vpc-orders",
      [],
    );
    expect(found).toEqual([
      {
        id: "i-a",
        name: "tester",
        ip: "10.1.1.5",
        zoneId: "use1-az1",
        zoneName: "us-east-1c",
        agent: { ping: "Online", platform: "Amazon Linux 2023", lastPingAt: 1000 },
      },
      expect.objectContaining({ id: "i-stopped", refused: "notRunning", remedy: "start" }),
    ]);
  });

  it("are those of the endpoint's VPC that are still there", () => {
    const others = [instance("i-far", { vpcId: "vpc-other" }), instance("i-gone", { state: "terminated" })];
    expect(testInstances(network(others), [], "vpc-orders", [])).toEqual([]);
  });

  const { profileArn: _, ...bare } = instance("i-a");
  const offline = agent("i-a", { ping: "ConnectionLost" });
  it.each<[string, Instance, ManagedInstance | undefined, "none" | "natGateway", object]>([
    ["it is starting", instance("i-a", { state: "pending" }), undefined, "natGateway", { remedy: "wait" }],
    ["it has no role", bare, undefined, "natGateway", { refused: "notManaged", remedy: "profile" }],
    ["nothing leads out", instance("i-a"), undefined, "none", { refused: "notManaged", remedy: "way" }],
    ["nobody knows", instance("i-a"), undefined, "natGateway", { refused: "notManaged", remedy: "agent" }],
    ["its agent is silent", instance("i-a"), offline, "natGateway", { refused: "offline", remedy: "agent" }],
    ["its way is gone", instance("i-a"), offline, "none", { refused: "offline", remedy: "way" }],
    [
      "it runs Windows",
      instance("i-a"),
      agent("i-a", { platform: "Windows" }),
      "natGateway",
      { refused: "windows" },
    ],
  ])("say why another one cannot: %s", (_name, each, managed, wayOut, expected) => {
    const [found] = testInstances(
      network([each], wayOut),
      managed === undefined ? [] : [managed],
      "vpc-orders",
      [],
    );
    expect(found).toMatchObject(expected);
  });

  it("may have a way through endpoints, if these let the subnet in", () => {
    const remedyWith = (ingress: Network["securityGroups"][number]["ingress"]) => {
      const around = {
        ...network([instance("i-a")], "none"),
        securityGroups: [{ ...agentGroup, ingress }],
      };
      const endpoints = [agentEndpoint("ssm"), agentEndpoint("ssmmessages")];
      return testInstances(around, [], "vpc-orders", endpoints)[0]?.remedy;
    };
    expect(remedyWith(agentGroup.ingress)).toBe("agent");
    expect(remedyWith([])).toBe("way");
  });
});

describe("the instance that is proposed", () => {
  const found = testInstances(
    network([instance("i-a"), instance("i-b"), instance("i-off")]),
    [agent("i-a"), agent("i-b")],
    "vpc-orders",
    [],
  );

  it("is the one of the last test", () => {
    expect(proposedInstance(found, "i-b")).toBe("i-b");
  });

  it("is the first that works, where there was none or it does not work now", () => {
    expect(proposedInstance(found, undefined)).toBe("i-a");
    expect(proposedInstance(found, "i-off")).toBe("i-a");
    expect(proposedInstance([], "i-a")).toBe("");
  });
});

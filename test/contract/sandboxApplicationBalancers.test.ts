import * as ec2 from "@aws-sdk/client-ec2";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../unit/sandbox/clients.ts";
import { curl, managedInstance } from "../unit/sandbox/remote.ts";
import { first, named, openStage, refused, type Stage, until } from "../unit/sandbox/stage.ts";

let stage: Stage;
let tester: string;
/** What the first test makes, by name; the others break and mend it. */
const made = { application: "", listener: "", instances: "", balancers: "", network: "", group: "" };
let vpcId: string;
let subnets: string[];

beforeAll(async () => {
  stage = await openStage();
  const { world } = stage.sandbox;
  first(world.endpoints).state = "available";
  tester = await managedInstance(stage.consumer);
  vpcId = named(world.vpcs, "platform").id;
  subnets = ["platform-private-1", "platform-private-2"].map((name) => named(world.subnets, name).id);
  made.network = first(world.loadBalancers).arn;
});
afterAll(() => stage.close());

const balancing = () => stage.provider.elbv2;
const visit = () =>
  curl(stage.consumer, tester, `http://${first(stage.sandbox.world.endpoints).dnsNames[0]?.name}/`);

async function openPort(client: ec2.EC2Client, GroupId: string, CidrIp: string): Promise<void> {
  const IpPermissions = [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp }] }];
  await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
}

const createBalancer = (change: Partial<elb.CreateLoadBalancerCommandInput> = {}) =>
  balancing().send(
    new elb.CreateLoadBalancerCommand({
      Name: "web",
      Type: "application",
      Scheme: "internal",
      Subnets: subnets,
      ...change,
    }),
  );

async function createGroup(input: Partial<elb.CreateTargetGroupCommandInput>): Promise<string> {
  const request = { Name: "web", Protocol: "TCP", Port: 80, VpcId: vpcId, ...input } as const;
  const { TargetGroups } = await balancing().send(new elb.CreateTargetGroupCommand(request));
  return TargetGroups?.[0]?.TargetGroupArn ?? "";
}

const register = (TargetGroupArn: string, ...Targets: elb.TargetDescription[]) =>
  balancing().send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets }));

async function listen(
  LoadBalancerArn: string,
  Protocol: "TCP" | "HTTP" | "HTTPS",
  TargetGroupArn: string,
  Port = 80,
) {
  const DefaultActions = [{ Type: "forward", TargetGroupArn } as const];
  const request = { LoadBalancerArn, Protocol, Port, DefaultActions };
  const { Listeners } = await balancing().send(new elb.CreateListenerCommand(request));
  return Listeners?.[0]?.ListenerArn ?? "";
}

/** Waits until the checks have found what is expected. */
async function becomes(TargetGroupArn: string, expected: elb.TargetHealth): Promise<void> {
  await eventually(async () => {
    const health = { ...(await healthOf(TargetGroupArn)) };
    return Object.entries(expected).every(([key, value]) => Reflect.get(health, key) === value) || undefined;
  });
}

async function healthOf(TargetGroupArn: string): Promise<elb.TargetHealth | undefined> {
  const answer = await balancing().send(new elb.DescribeTargetHealthCommand({ TargetGroupArn }));
  return answer.TargetHealthDescriptions?.[0]?.TargetHealth;
}

describe("an Application Load Balancer behind a Network Load Balancer", () => {
  it("is made with groups, interfaces and a name as AWS makes them", async () => {
    const created = await stage.provider.ec2.send(
      new ec2.CreateSecurityGroupCommand({ GroupName: "web", Description: "web", VpcId: vpcId }),
    );
    made.group = created.GroupId ?? "";
    await openPort(stage.provider.ec2, made.group, "10.0.0.0/16");
    const { LoadBalancers } = await createBalancer({ SecurityGroups: [made.group] });
    const [balancer] = LoadBalancers ?? [];
    made.application = balancer?.LoadBalancerArn ?? "";
    expect(made.application).toMatch(/:loadbalancer\/app\/web\/[0-9a-f]{16}$/);
    expect(balancer).toMatchObject({ Type: "application", SecurityGroups: [made.group], Scheme: "internal" });
    expect(balancer?.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic).toBeUndefined();
    expect(balancer?.DNSName).toMatch(/^internal-web-\d+\.us-east-1\.elb\.amazonaws\.com$/);
    const listed = await balancing().send(new elb.DescribeLoadBalancersCommand({}));
    expect(listed.LoadBalancers?.map(({ Type }) => Type)).toEqual(["network", "application"]);
    const description = `ELB ${made.application.split("loadbalancer/")[1]}`;
    const { NetworkInterfaces } = await stage.provider.ec2.send(
      new ec2.DescribeNetworkInterfacesCommand({ Filters: [{ Name: "description", Values: [description] }] }),
    );
    expect(NetworkInterfaces).toHaveLength(2);
    expect(NetworkInterfaces?.[0]).toMatchObject({
      InterfaceType: "interface",
      RequesterManaged: true,
      RequesterId: "amazon-elb",
      Groups: [{ GroupId: made.group }],
    });
  });

  it("is a target only of its own kind of group, in its VPC, at a port it listens on, and alone", async () => {
    made.instances = await createGroup({ Name: "instances", Protocol: "HTTP", Port: 5000 });
    made.balancers = await createGroup({ TargetType: "alb" });
    const target = { Id: made.application };
    await expect(register(made.balancers, target)).rejects.toMatchObject(
      refused("InvalidTargetException", "listener"),
    );
    made.listener = await listen(made.application, "HTTP", made.instances);
    await expect(register(made.balancers, { ...target, Port: 81 })).rejects.toMatchObject(
      refused("InvalidTargetException", "listener"),
    );
    await expect(register(made.balancers, { Id: made.network })).rejects.toMatchObject(
      refused("InvalidTargetException", "not valid"),
    );
    const placed = register(made.balancers, { ...target, AvailabilityZone: "all" });
    await expect(placed).rejects.toMatchObject(refused("ValidationError"));
    const other = await stage.provider.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: "10.7.0.0/16" }));
    const strange = await createGroup({
      Name: "strange",
      TargetType: "alb",
      VpcId: other.Vpc?.VpcId ?? "",
    });
    await expect(register(strange, target)).rejects.toMatchObject(
      refused("InvalidTargetException", "not in the target group VPC"),
    );
    await register(made.balancers, target);
    await expect(register(made.balancers, { Id: `${made.application}0` })).rejects.toMatchObject(
      refused("TooManyTargetsException"),
    );
    expect(await healthOf(made.balancers)).toMatchObject({ State: "unused", Reason: "Target.NotInUse" });
  });

  it("carries bytes from a consumer to an application, which is checked by HTTP at both stations", async () => {
    const { world } = stage.sandbox;
    const application = [...world.instances.values()].find((instance) => instance.application);
    await register(made.instances, { Id: application?.id ?? "" });
    await listen(made.network, "TCP", made.balancers);
    await openPort(stage.provider.ec2, first(world.loadBalancers).securityGroupIds[0] ?? "", "10.1.0.0/16");
    await openPort(stage.consumer.ec2, first(world.endpoints).securityGroupIds[0] ?? "", "10.1.0.0/16");
    for (const group of [made.instances, made.balancers]) await becomes(group, { State: "healthy" });
    expect(await visit()).toEqual({ exitCode: 0, output: "Hello, PrivateLink World!" });
    const { TargetGroups } = await balancing().send(new elb.DescribeTargetGroupsCommand({}));
    const checks = TargetGroups?.map((group) => [
      group.TargetGroupName,
      group.HealthCheckProtocol,
      group.Matcher?.HttpCode,
    ]);
    expect(checks).toContainEqual(["instances", "HTTP", "200"]);
    expect(checks).toContainEqual(["web", "HTTP", "200-399"]);
  });

  it("answers with an error of its own where its target does not", async () => {
    const application = [...stage.sandbox.world.instances.values()].find(
      (each) => each.application,
    )?.application;
    if (application === undefined) throw new Error("There is no application.");
    application.listening = false;
    expect(await visit()).toMatchObject({ exitCode: 0, output: expect.stringContaining("502 Bad Gateway") });
    await becomes(made.balancers, {
      State: "unhealthy",
      Reason: "Target.ResponseCodeMismatch",
      Description: "Health checks failed with these codes: [502]",
    });
    application.listening = true;
    expect(await visit()).toMatchObject({ exitCode: 0, output: "Hello, PrivateLink World!" });
  });

  it("lets nobody in whom its security group does not admit", async () => {
    const group = stage.sandbox.world.securityGroups.get(made.group);
    if (group === undefined) throw new Error("The group is gone.");
    const rules = group.rules;
    group.rules = rules.filter(({ egress }) => egress);
    expect(await visit()).toMatchObject({ exitCode: 28 });
    await becomes(made.balancers, { State: "unhealthy", Reason: "Target.Timeout" });
    group.rules = rules;
    expect(await visit()).toMatchObject({ exitCode: 0 });
  });

  it("keeps the listener that it is a target by, and itself", async () => {
    const listener = () => balancing().send(new elb.DeleteListenerCommand({ ListenerArn: made.listener }));
    const use = `Listener port '80' is in use by registered target '${made.application}'`;
    await expect(listener()).rejects.toMatchObject(refused("ResourceInUseException", use));
    const move = new elb.ModifyListenerCommand({ ListenerArn: made.listener, Port: 81 });
    await expect(balancing().send(move)).rejects.toMatchObject(refused("ResourceInUseException", use));
    const balancer = new elb.DeleteLoadBalancerCommand({ LoadBalancerArn: made.application });
    await expect(balancing().send(balancer)).rejects.toMatchObject(refused("ResourceInUseException"));
  });

  it("whose listener is gone all the same is not reached, and unhealthy", async () => {
    const { listeners } = stage.sandbox.world;
    const gone = listeners.get(made.listener);
    if (gone === undefined) throw new Error("The listener is gone.");
    listeners.delete(made.listener);
    expect(await visit()).toMatchObject({ exitCode: 28 });
    await becomes(made.balancers, { State: "unhealthy" });
    listeners.set(made.listener, gone);
  });

  it("can go when it is no target any more", async () => {
    const Targets = [{ Id: made.application }];
    const request = { TargetGroupArn: made.balancers, Targets };
    await balancing().send(new elb.DeregisterTargetsCommand(request));
    await until(() => stage.sandbox.world.targetGroups.get(made.balancers)?.targets.length === 0);
    await balancing().send(new elb.DeleteListenerCommand({ ListenerArn: made.listener }));
    await balancing().send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn: made.application }));
    const { LoadBalancers } = await balancing().send(new elb.DescribeLoadBalancersCommand({}));
    expect(LoadBalancers?.map(({ Type }) => Type)).toEqual(["network"]);
  });
});

describe("what AWS refuses", () => {
  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      "one subnet",
      () => createBalancer({ Subnets: subnets.slice(0, 1) }),
      "ValidationError",
      "At least two subnets",
    ],
    [
      "a chosen address",
      () =>
        createBalancer({
          Subnets: undefined,
          SubnetMappings: subnets.map((SubnetId, index) => ({
            SubnetId,
            PrivateIPv4Address: `10.0.${index + 1}.90`,
          })),
        }),
      "InvalidConfigurationRequestException",
      "Addresses",
    ],
    [
      "a gateway",
      () => createBalancer({ Type: "gateway" }),
      "InvalidConfigurationRequestException",
      "gateway",
    ],
    [
      "HTTP for a network one",
      () => listen(made.network, "HTTP", made.instances),
      "ValidationError",
      "must be one of",
    ],
    [
      "TCP to an HTTP group",
      () => listen(made.network, "TCP", made.instances, 82),
      "IncompatibleProtocolsException",
      "HTTP",
    ],
    [
      "HTTP for groups of balancers",
      () => createGroup({ Name: "b", TargetType: "alb", Protocol: "HTTP" }),
      "InvalidConfigurationRequestException",
      "alb",
    ],
    [
      "TCP checks of a balancer",
      () => createGroup({ Name: "c", TargetType: "alb", HealthCheckProtocol: "TCP" }),
      "InvalidConfigurationRequestException",
      "TCP",
    ],
    [
      "attributes of a group of balancers",
      () =>
        balancing().send(
          new elb.ModifyTargetGroupAttributesCommand({
            TargetGroupArn: made.balancers,
            Attributes: [{ Key: "proxy_protocol_v2.enabled", Value: "true" }],
          }),
        ),
      "InvalidConfigurationRequestException",
      "cannot be modified",
    ],
  ])("%s", async (_, call, name, message) => {
    await expect(call()).rejects.toMatchObject(refused(name, message));
  });

  it("TCP for it, HTTPS in the sandbox, and a service of its own", async () => {
    const { LoadBalancers } = await createBalancer({ Name: "other" });
    const arn = LoadBalancers?.[0]?.LoadBalancerArn ?? "";
    // Without a choice it has the VPC's default group.
    expect(LoadBalancers?.[0]?.SecurityGroups).toHaveLength(1);
    await expect(listen(arn, "TCP", made.instances)).rejects.toMatchObject(
      refused("ValidationError", "Listener protocol 'TCP' must be one of 'HTTP, HTTPS'"),
    );
    await expect(listen(arn, "HTTPS", made.instances)).rejects.toMatchObject(
      refused("UnsupportedProtocolException"),
    );
    const service = new ec2.CreateVpcEndpointServiceConfigurationCommand({ NetworkLoadBalancerArns: [arn] });
    await expect(stage.provider.ec2.send(service)).rejects.toMatchObject(
      refused("InvalidParameter", "not a Network Load Balancer"),
    );
    const key = { LoadBalancerArn: arn };
    const { Attributes } = await balancing().send(new elb.DescribeLoadBalancerAttributesCommand(key));
    expect(Attributes).toContainEqual({ Key: "idle_timeout.timeout_seconds", Value: "60" });
    expect(Attributes).toContainEqual({ Key: "load_balancing.cross_zone.enabled", Value: "true" });
  });
});

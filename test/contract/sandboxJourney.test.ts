import * as ec2 from "@aws-sdk/client-ec2";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { greeting, port, userData } from "../support/sampleApplication.ts";
import { type Clients, clientsOf, eventually } from "../unit/sandbox/clients.ts";
import { curl, managedInstance } from "../unit/sandbox/remote.ts";

function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`AWS did not answer with ${what}.`);
  return value;
}

async function vpcNamed({ ec2: client }: Clients, name: string) {
  const filter = [{ Name: "tag:Name", Values: [name] }];
  const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({ Filters: filter }));
  const VpcId = given(Vpcs?.[0]?.VpcId, "a VPC");
  const { Subnets = [] } = await client.send(
    new ec2.DescribeSubnetsCommand({ Filters: [{ Name: "vpc-id", Values: [VpcId] }] }),
  );
  const inZone = (zone: string) =>
    given(
      Subnets.find(
        ({ AvailabilityZoneId, Tags = [] }) =>
          AvailabilityZoneId === zone && Tags.some(({ Value = "" }) => Value.includes("private")),
      )?.SubnetId,
      `a private subnet in ${zone}`,
    );
  return { VpcId, inZone };
}

async function groupIn({ ec2: client }: Clients, VpcId: string, GroupName: string) {
  const input = { VpcId, GroupName, Description: "test" };
  return given((await client.send(new ec2.CreateSecurityGroupCommand(input))).GroupId, "a group");
}

async function openGroup({ ec2: client }: Clients, GroupId: string, CidrIp: string) {
  const permission = { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp }] };
  await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
}

describe("the article journey, with stock SDK clients", () => {
  let sandbox: Sandbox;
  let provider: Clients;
  let consumer: Clients;
  const made: Record<"application" | "balancer" | "group" | "service" | "name" | "endpoint" | "dns", string> =
    {
      application: "",
      balancer: "",
      group: "",
      service: "",
      name: "",
      endpoint: "",
      dns: "",
    };

  beforeAll(async () => {
    sandbox = await startSandbox({ clock: "fast" });
    provider = clientsOf(sandbox, "provider");
    consumer = clientsOf(sandbox, "consumer");
  });

  afterAll(async () => {
    provider.destroy();
    consumer.destroy();
    await sandbox.close();
  });

  it("1: a Flask application runs on a private instance", async () => {
    const { VpcId, inZone } = await vpcNamed(provider, "platform");
    const groupId = await groupIn(provider, VpcId, "app");
    await openGroup(provider, groupId, "10.0.0.0/16");
    const Name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    const { Parameter } = await provider.ssm.send(new GetParameterCommand({ Name }));
    const { Instances } = await provider.ec2.send(
      new ec2.RunInstancesCommand({
        ImageId: Parameter?.Value,
        InstanceType: "t3.micro",
        MinCount: 1,
        MaxCount: 1,
        SubnetId: inZone("use1-az1"),
        SecurityGroupIds: [groupId],
        UserData: Buffer.from(userData).toString("base64"),
        ClientToken: "app-1",
      }),
    );
    made.application = given(Instances?.[0]?.InstanceId, "an instance");
    expect(Instances?.[0]?.State?.Name).toBe("pending");
    await eventually(async () => {
      const { Output = "" } = await provider.ec2.send(
        new ec2.GetConsoleOutputCommand({ InstanceId: made.application }),
      );
      return Buffer.from(Output, "base64").toString().includes("listens on 0.0.0.0:5000") || undefined;
    });
  });

  it("2: a load balancer with a healthy target listens", async () => {
    const { VpcId, inZone } = await vpcNamed(provider, "platform");
    made.group = await groupIn(provider, VpcId, "nlb");
    const group = await provider.elbv2.send(
      new elb.CreateTargetGroupCommand({ Name: "flask", Protocol: "TCP", Port: port, VpcId }),
    );
    const TargetGroupArn = given(group.TargetGroups?.[0]?.TargetGroupArn, "a target group");
    const Targets = [{ Id: made.application }];
    await provider.elbv2.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets }));
    const healthOf = async () => {
      const health = await provider.elbv2.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn }));
      return health.TargetHealthDescriptions?.[0]?.TargetHealth;
    };
    expect(await healthOf()).toMatchObject({ State: "unused", Reason: "Target.NotInUse" });

    const { LoadBalancers } = await provider.elbv2.send(
      new elb.CreateLoadBalancerCommand({
        Name: "flask-nlb",
        Type: "network",
        Scheme: "internal",
        Subnets: [inZone("use1-az1"), inZone("use1-az2")],
        SecurityGroups: [made.group],
      }),
    );
    made.balancer = given(LoadBalancers?.[0]?.LoadBalancerArn, "a load balancer");
    expect(LoadBalancers?.[0]).toMatchObject({
      State: { Code: "provisioning" },
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on",
    });
    expect(made.balancer).toMatch(/:loadbalancer\/net\/flask-nlb\/[0-9a-f]{16}$/);
    await provider.elbv2.send(
      new elb.CreateListenerCommand({
        LoadBalancerArn: made.balancer,
        Protocol: "TCP",
        Port: port,
        DefaultActions: [{ Type: "forward", TargetGroupArn }],
      }),
    );
    expect((await healthOf())?.State).toBe("initial");
    await eventually(async () => ((await healthOf())?.State === "healthy" ? true : undefined));
  });

  it("3: an endpoint service is published and the consumer is allowed", async () => {
    const { ServiceConfiguration } = await provider.ec2.send(
      new ec2.CreateVpcEndpointServiceConfigurationCommand({
        NetworkLoadBalancerArns: [made.balancer],
        AcceptanceRequired: true,
        ClientToken: "service-1",
      }),
    );
    made.service = given(ServiceConfiguration?.ServiceId, "a service");
    made.name = given(ServiceConfiguration?.ServiceName, "a service name");
    expect(made.service).toMatch(/^vpce-svc-[0-9a-f]{17}$/);
    expect(ServiceConfiguration?.AvailabilityZoneIds).toEqual(["use1-az1", "use1-az2"]);
    const seen = consumer.ec2.send(new ec2.DescribeVpcEndpointServicesCommand({ ServiceNames: [made.name] }));
    await expect(seen).rejects.toMatchObject({ name: "InvalidServiceName" });
    const allowed = await provider.ec2.send(
      new ec2.ModifyVpcEndpointServicePermissionsCommand({
        ServiceId: made.service,
        AddAllowedPrincipals: ["arn:aws:iam::444455556666:root"],
      }),
    );
    expect(allowed.AddedPrincipals?.[0]?.PrincipalType).toBe("Account");
  });

  it("4: the consumer's endpoint waits for acceptance, with its interfaces and names already there", async () => {
    const { VpcId, inZone } = await vpcNamed(consumer, "orders");
    const groupId = await groupIn(consumer, VpcId, "endpoint");
    await openGroup(consumer, groupId, "10.1.0.0/16");
    const { VpcEndpoint } = await consumer.ec2.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: "Interface",
        VpcId,
        ServiceName: made.name,
        SubnetIds: [inZone("use1-az1"), inZone("use1-az2")],
        SecurityGroupIds: [groupId],
        PrivateDnsEnabled: false,
      }),
    );
    made.endpoint = given(VpcEndpoint?.VpcEndpointId, "an endpoint");
    made.dns = given(VpcEndpoint?.DnsEntries?.[0]?.DnsName, "a DNS name");
    expect(VpcEndpoint?.State).toBe("pendingAcceptance");
    expect(VpcEndpoint?.DnsEntries).toHaveLength(3);
    const { NetworkInterfaces } = await consumer.ec2.send(
      new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: VpcEndpoint?.NetworkInterfaceIds }),
    );
    expect(NetworkInterfaces?.[0]).toMatchObject({
      InterfaceType: "vpc_endpoint",
      Description: `VPC Endpoint Interface ${made.endpoint}`,
      PrivateIpAddress: expect.stringMatching(/^10\.1\.1\./),
    });
    expect(await curl(consumer, await managedInstance(consumer), `http://${made.dns}:${port}/`)).toEqual({
      exitCode: 28,
      output: "",
    });
  });

  it("5: the provider sees the request and accepts it", async () => {
    const listed = await provider.ec2.send(
      new ec2.DescribeVpcEndpointConnectionsCommand({
        Filters: [{ Name: "vpc-endpoint-state", Values: ["pendingAcceptance"] }],
      }),
    );
    expect(listed.VpcEndpointConnections).toMatchObject([
      { ServiceId: made.service, VpcEndpointId: made.endpoint, VpcEndpointOwner: "444455556666" },
    ]);
    const accepted = await provider.ec2.send(
      new ec2.AcceptVpcEndpointConnectionsCommand({
        ServiceId: made.service,
        VpcEndpointIds: [made.endpoint],
      }),
    );
    expect(accepted.Unsuccessful).toEqual([]);
    // The SDK types the states capitalised; AWS does not write them so.
    const stateOf = async (): Promise<string | undefined> => {
      const input = { VpcEndpointIds: [made.endpoint] };
      return (await consumer.ec2.send(new ec2.DescribeVpcEndpointsCommand(input))).VpcEndpoints?.[0]?.State;
    };
    expect(await stateOf()).not.toBe("pendingAcceptance");
    await eventually(async () => ((await stateOf()) === "available" ? true : undefined));
  });

  it("6: the load balancer's security group has to let the consumer's network in", async () => {
    const tester = await managedInstance(consumer);
    expect((await curl(consumer, tester, `http://${made.dns}:${port}/`)).exitCode).toBe(28);
    await openGroup(provider, made.group, "10.1.0.0/16");
  });

  it("7: curl on a private instance of the consumer is greeted", async () => {
    const tester = await managedInstance(consumer);
    expect(await curl(consumer, tester, `http://${made.dns}:${port}/`)).toEqual({
      exitCode: 0,
      output: greeting,
    });
  });

  it("8: everything can be deleted, in the one order that works", async () => {
    const services = { ServiceIds: [made.service] };
    const early = await provider.ec2.send(new ec2.DeleteVpcEndpointServiceConfigurationsCommand(services));
    expect(early.Unsuccessful?.[0]?.Error?.Code).toBe("ExistingVpcEndpointConnections");
    const balancer = { LoadBalancerArn: made.balancer };
    const inUse = provider.elbv2.send(new elb.DeleteLoadBalancerCommand(balancer));
    await expect(inUse).rejects.toMatchObject({ name: "ResourceInUseException" });
    const group = { GroupId: made.group };
    const attached = provider.ec2.send(new ec2.DeleteSecurityGroupCommand(group));
    await expect(attached).rejects.toMatchObject({ name: "DependencyViolation" });

    const endpoints = { VpcEndpointIds: [made.endpoint] };
    await consumer.ec2.send(new ec2.DeleteVpcEndpointsCommand(endpoints));
    await eventually(async () =>
      consumer.ec2.send(new ec2.DescribeVpcEndpointsCommand(endpoints)).then(
        () => undefined,
        (error: Error) => (error.name === "InvalidVpcEndpointId.NotFound" ? true : undefined),
      ),
    );
    const deleted = await provider.ec2.send(new ec2.DeleteVpcEndpointServiceConfigurationsCommand(services));
    expect(deleted.Unsuccessful).toEqual([]);
    await eventually(async () =>
      provider.elbv2.send(new elb.DeleteLoadBalancerCommand(balancer)).then(
        () => true,
        () => undefined,
      ),
    );
    await provider.ec2.send(new ec2.DeleteSecurityGroupCommand(group));
    expect(sandbox.world.loadBalancers.size).toBe(0);
  });
});

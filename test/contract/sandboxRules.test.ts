import * as ec2 from "@aws-sdk/client-ec2";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { CancelCommandCommand, GetCommandInvocationCommand, SendCommandCommand } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type Clients, clientsOf, eventually } from "../unit/sandbox/clients.ts";
import { managedInstance, runRemotely } from "../unit/sandbox/remote.ts";

let sandbox: Sandbox;
let provider: Clients;
let consumer: Clients;

async function start(options: SandboxOptions): Promise<void> {
  sandbox = await startSandbox({ clock: "fast", scenario: "published", ...options });
  provider = clientsOf(sandbox, "provider");
  consumer = clientsOf(sandbox, "consumer");
}

async function stop(): Promise<void> {
  provider.destroy();
  consumer.destroy();
  await sandbox.close();
}

function only<T>(items: ReadonlyMap<string, T>): T {
  const [item] = items.values();
  if (item === undefined) throw new Error("There is none.");
  return item;
}

const service = () => only(sandbox.world.endpointServices);
const endpoint = () => only(sandbox.world.endpoints);
const balancer = () => only(sandbox.world.loadBalancers);
const refused = (name: string, message?: string) =>
  message === undefined ? { name } : { name, message: expect.stringContaining(message) };

/** A request for an endpoint that would be granted. */
function endpointRequest(change: Partial<ec2.CreateVpcEndpointCommandInput> = {}) {
  const { vpcId, subnetIds } = endpoint();
  return new ec2.CreateVpcEndpointCommand({
    VpcEndpointType: "Interface",
    VpcId: vpcId,
    ServiceName: service().name,
    SubnetIds: subnetIds,
    ...change,
  });
}

describe("the rules of PrivateLink", () => {
  beforeEach(() => start({}));
  afterEach(stop);

  it("accounts have identities and aliases, and zone names of their own", async () => {
    expect(await provider.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: "111122223333",
    });
    const { AccountAliases } = await consumer.iam.send(new ListAccountAliasesCommand({}));
    expect(AccountAliases).toEqual(["orders"]);
    const zoneOf = async ({ ec2: client }: Clients) => {
      const input = { ZoneNames: ["us-east-1a"] };
      return (await client.send(new ec2.DescribeAvailabilityZonesCommand(input))).AvailabilityZones?.[0]
        ?.ZoneId;
    };
    expect([await zoneOf(provider), await zoneOf(consumer)]).toEqual(["use1-az1", "use1-az4"]);
  });

  it("accounts and Regions do not see each other's resources", async () => {
    const vpcIds = async (clients: Clients) =>
      (await clients.ec2.send(new ec2.DescribeVpcsCommand({}))).Vpcs?.flatMap(({ VpcId }) => VpcId ?? []) ??
      [];
    const ireland = clientsOf(sandbox, "provider", "eu-west-1");
    const all = [...(await vpcIds(provider)), ...(await vpcIds(consumer)), ...(await vpcIds(ireland))];
    ireland.destroy();
    expect(new Set(all).size).toBe(3);
    const VpcIds = await vpcIds(consumer);
    const stolen = provider.ec2.send(new ec2.DescribeVpcsCommand({ VpcIds }));
    await expect(stolen).rejects.toMatchObject(refused("InvalidVpcID.NotFound"));
  });

  it("only the service's owner can accept; to anyone else the service does not exist", async () => {
    const decision = { ServiceId: service().id, VpcEndpointIds: [endpoint().id] };
    const foreign = consumer.ec2.send(new ec2.AcceptVpcEndpointConnectionsCommand(decision));
    await expect(foreign).rejects.toMatchObject(refused("InvalidVpcEndpointServiceId.NotFound"));
    expect(endpoint().state).toBe("pendingAcceptance");
  });

  it("what cannot be accepted is listed, and the call succeeds", async () => {
    const unknown = { ServiceId: service().id, VpcEndpointIds: ["vpce-00000000000000000", endpoint().id] };
    const accepted = await provider.ec2.send(new ec2.AcceptVpcEndpointConnectionsCommand(unknown));
    expect(accepted.Unsuccessful).toMatchObject([
      { ResourceId: "vpce-00000000000000000", Error: { Code: "InvalidVpcEndpoint.NotFound" } },
    ]);
    expect(endpoint().state).toBe("pending");
  });

  it("an available connection can be rejected, and states are in the wire's case", async () => {
    endpoint().state = "available";
    const decision = { ServiceId: service().id, VpcEndpointIds: [endpoint().id] };
    await provider.ec2.send(new ec2.RejectVpcEndpointConnectionsCommand(decision));
    const { VpcEndpoints } = await consumer.ec2.send(new ec2.DescribeVpcEndpointsCommand({}));
    expect(VpcEndpoints?.[0]?.State).toBe("rejected");
    const { ServiceConfigurations } = await provider.ec2.send(
      new ec2.DescribeVpcEndpointServiceConfigurationsCommand({}),
    );
    expect(ServiceConfigurations?.[0]?.ServiceState).toBe("Available");
  });

  it("a removed principal can make no more endpoints, but keeps those it has", async () => {
    const RemoveAllowedPrincipals = ["arn:aws:iam::444455556666:root"];
    const input = { ServiceId: service().id, RemoveAllowedPrincipals };
    await provider.ec2.send(new ec2.ModifyVpcEndpointServicePermissionsCommand(input));
    await expect(consumer.ec2.send(endpointRequest())).rejects.toMatchObject(
      refused("InvalidServiceName", `The Vpc Endpoint Service '${service().name}' does not exist`),
    );
    expect(endpoint().state).toBe("pendingAcceptance");
  });

  it("a principal with a path is refused", async () => {
    const AddAllowedPrincipals = ["arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/Admin"];
    const input = { ServiceId: service().id, AddAllowedPrincipals };
    const added = provider.ec2.send(new ec2.ModifyVpcEndpointServicePermissionsCommand(input));
    await expect(added).rejects.toMatchObject(refused("InvalidParameter"));
  });

  it("without acceptance an endpoint goes from pending to available by itself", async () => {
    const input = { ServiceId: service().id, AcceptanceRequired: false };
    await provider.ec2.send(new ec2.ModifyVpcEndpointServiceConfigurationCommand(input));
    const { VpcEndpoint } = await consumer.ec2.send(endpointRequest());
    expect(VpcEndpoint?.State).toBe("pending");
    const made = sandbox.world.endpoints.get(VpcEndpoint?.VpcEndpointId ?? "");
    await eventually(async () => (made?.state === "available" ? true : undefined));
  });

  it("without security groups an endpoint gets the VPC's default group", async () => {
    const { VpcEndpoint } = await consumer.ec2.send(endpointRequest());
    expect(VpcEndpoint?.Groups).toMatchObject([{ GroupName: "default" }]);
  });

  it("a subnet in a zone that the service does not have is refused by its zone's id", async () => {
    const { Subnets } = await consumer.ec2.send(
      new ec2.DescribeSubnetsCommand({ Filters: [{ Name: "availability-zone-id", Values: ["use1-az4"] }] }),
    );
    const SubnetIds = [Subnets?.[0]?.SubnetId ?? ""];
    await expect(consumer.ec2.send(endpointRequest({ SubnetIds }))).rejects.toMatchObject(
      refused("InvalidParameter", `does not support the availability zone of the subnet: ${SubnetIds[0]}`),
    );
  });

  it("two subnets in one zone are refused", async () => {
    const [first = ""] = endpoint().subnetIds;
    const twice = consumer.ec2.send(endpointRequest({ SubnetIds: [first, first] }));
    await expect(twice).rejects.toMatchObject(refused("DuplicateSubnetsInSameZone"));
  });

  it("private DNS needs a name, its verification and the acceptance, in that order", async () => {
    const attempt = () => consumer.ec2.send(endpointRequest({ PrivateDnsEnabled: true }));
    await expect(attempt()).rejects.toMatchObject(
      refused("InvalidParameter", "does not provide a private DNS name"),
    );
    service().privateDnsName = "hello.example";
    await expect(attempt()).rejects.toMatchObject(refused("InvalidParameter", "has not verified"));
    service().privateDnsNameState = "verified";
    await expect(attempt()).rejects.toMatchObject(refused("InvalidParameter", "can only be enabled after"));
    endpoint().state = "available";
    const input = { VpcEndpointId: endpoint().id, PrivateDnsEnabled: true };
    await consumer.ec2.send(new ec2.ModifyVpcEndpointCommand(input));
    expect(endpoint().privateDnsEnabled).toBe(true);
  });

  it("a client token makes one endpoint, and is refused for another request", async () => {
    const [one, two] = [
      await consumer.ec2.send(endpointRequest({ ClientToken: "t" })),
      await consumer.ec2.send(endpointRequest({ ClientToken: "t" })),
    ];
    expect(two.VpcEndpoint?.VpcEndpointId).toBe(one.VpcEndpoint?.VpcEndpointId);
    const other = consumer.ec2.send(endpointRequest({ ClientToken: "t", SubnetIds: [] }));
    await expect(other).rejects.toMatchObject(refused("IdempotentParameterMismatch"));
  });

  it("a dry run changes nothing", async () => {
    await expect(consumer.ec2.send(endpointRequest({ DryRun: true }))).rejects.toMatchObject({
      name: "DryRunOperation",
      $metadata: { httpStatusCode: 412 },
    });
    expect(sandbox.world.endpoints.size).toBe(1);
  });

  it("pages hold no more than was asked for, and together everything once", async () => {
    const ids: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await consumer.ec2.send(
        new ec2.DescribeVpcEndpointServicesCommand({ MaxResults: 5, NextToken }),
      );
      expect(page.ServiceDetails?.length).toBeLessThanOrEqual(5);
      ids.push(...(page.ServiceNames ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    const { ServiceNames } = await consumer.ec2.send(new ec2.DescribeVpcEndpointServicesCommand({}));
    expect(ids).toEqual(ServiceNames);
    expect(ids).toContain(service().name);
    const bad = consumer.ec2.send(new ec2.DescribeVpcEndpointServicesCommand({ NextToken: "x" }));
    await expect(bad).rejects.toMatchObject(refused("InvalidNextToken"));
  });

  it("an unknown filter is refused; tags of a create request can be filtered by", async () => {
    const describe = (Name: string, Value: string) =>
      consumer.ec2.send(new ec2.DescribeVpcEndpointsCommand({ Filters: [{ Name, Values: [Value] }] }));
    await expect(describe("colour", "red")).rejects.toMatchObject(refused("InvalidFilter", "colour"));
    expect((await describe("tag:Name", "orders-*")).VpcEndpoints).toHaveLength(1);
    expect((await describe("tag:Name", "other")).VpcEndpoints).toEqual([]);
  });

  it("the provider can tag a connection; the consumer's tags stay the consumer's", async () => {
    const Resources = [endpoint().connectionId];
    await provider.ec2.send(
      new ec2.CreateTagsCommand({ Resources, Tags: [{ Key: "Name", Value: "orders team" }] }),
    );
    const { VpcEndpointConnections } = await provider.ec2.send(
      new ec2.DescribeVpcEndpointConnectionsCommand({}),
    );
    expect(VpcEndpointConnections?.[0]?.Tags).toEqual([{ Key: "Name", Value: "orders team" }]);
    expect(endpoint().tags.get("Name")).toBe("orders-flask-hello");
  });

  it("a rule is added once, seen, and taken away again", async () => {
    const GroupId = endpoint().securityGroupIds[0] ?? "";
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "10.1.0.0/16" }] },
    ];
    const authorize = () =>
      consumer.ec2.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    const added = await authorize();
    await expect(authorize()).rejects.toMatchObject(refused("InvalidPermission.Duplicate"));
    const Filters = [{ Name: "group-id", Values: [GroupId] }];
    const { SecurityGroupRules } = await consumer.ec2.send(
      new ec2.DescribeSecurityGroupRulesCommand({ Filters }),
    );
    expect(SecurityGroupRules?.map((rule) => rule.SecurityGroupRuleId)).toContain(
      added.SecurityGroupRules?.[0]?.SecurityGroupRuleId,
    );
    const revoke = () =>
      consumer.ec2.send(new ec2.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await revoke();
    await expect(revoke()).rejects.toMatchObject(refused("InvalidPermission.NotFound"));
  });

  it("load balancing refuses what AWS refuses", async () => {
    const LoadBalancerArn = balancer().arn;
    const { targetGroupArn, port } = only(sandbox.world.listeners);
    const again = provider.elbv2.send(
      new elb.CreateListenerCommand({
        LoadBalancerArn,
        Protocol: "TCP",
        Port: port,
        DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
      }),
    );
    await expect(again).rejects.toMatchObject(refused("DuplicateListenerException"));
    const group = provider.elbv2.send(new elb.DeleteTargetGroupCommand({ TargetGroupArn: targetGroupArn }));
    await expect(group).rejects.toMatchObject(refused("ResourceInUseException"));
    balancer().securityGroupIds = [];
    const late = provider.elbv2.send(
      new elb.SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: ["sg-1"] }),
    );
    await expect(late).rejects.toMatchObject(
      refused("InvalidConfigurationRequestException", "without any security groups"),
    );
  });

  it("enforcement on PrivateLink traffic can be turned off and is shown", async () => {
    const LoadBalancerArn = balancer().arn;
    await provider.elbv2.send(
      new elb.SetSecurityGroupsCommand({
        LoadBalancerArn,
        SecurityGroups: balancer().securityGroupIds,
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      }),
    );
    const { LoadBalancers } = await provider.elbv2.send(new elb.DescribeLoadBalancersCommand({}));
    expect(LoadBalancers?.[0]?.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic).toBe("off");
  });

  it("a stopped instance takes its application with it; a systemd unit brings it back", async () => {
    const instance = [...sandbox.world.instances.values()].find(
      ({ application }) => application !== undefined,
    );
    const InstanceIds = [instance?.id ?? ""];
    await provider.ec2.send(new ec2.StopInstancesCommand({ InstanceIds }));
    await eventually(async () => (instance?.state === "stopped" ? true : undefined));
    expect(instance?.application?.listening).toBe(false);
    const TargetGroupArn = only(sandbox.world.targetGroups).arn;
    const health = await provider.elbv2.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(health.TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({
      State: "unused",
      Reason: "Target.InvalidState",
    });
    await provider.ec2.send(new ec2.StartInstancesCommand({ InstanceIds }));
    await eventually(async () => (instance?.application?.listening ? true : undefined));
  });

  it("a command is cancelled while curl waits, and only managed instances take one", async () => {
    endpoint().state = "pendingAcceptance";
    const tester = await managedInstance(consumer);
    const commands = [`curl -sS http://${endpoint().dnsNames[0]?.name}:5000/`];
    const input = { DocumentName: "AWS-RunShellScript", InstanceIds: [tester], Parameters: { commands } };
    const { Command } = await consumer.ssm.send(new SendCommandCommand(input));
    const invocation = () =>
      consumer.ssm.send(
        new GetCommandInvocationCommand({ CommandId: Command?.CommandId, InstanceId: tester }),
      );
    expect(Command?.Status).toBe("Pending");
    await eventually(async () => ((await invocation()).Status === "InProgress" ? true : undefined));
    await consumer.ssm.send(new CancelCommandCommand({ CommandId: Command?.CommandId }));
    await eventually(async () => ((await invocation()).Status === "Cancelled" ? true : undefined));

    const foreign = provider.ssm.send(new SendCommandCommand(input));
    await expect(foreign).rejects.toMatchObject(refused("InvalidInstanceId"));
    const unknown = { CommandId: "00000000-0000-0000-0000-000000000000", InstanceId: tester };
    const missing = consumer.ssm.send(new GetCommandInvocationCommand(unknown));
    await expect(missing).rejects.toMatchObject(refused("InvocationDoesNotExist"));
  });

  it("a command's outputs are cut as on AWS", async () => {
    const word = "x".repeat(1000);
    const tester = await managedInstance(consumer);
    const result = await runRemotely(consumer, tester, [
      ...Array(30).fill(`printf ${word}`),
      ...Array(30).fill(word),
    ]);
    expect(result.StandardOutputContent).toHaveLength(24_000);
    expect(result.StandardErrorContent).toHaveLength(8000);
    expect(result.ResponseCode).toBe(127);
  });
});

describe("faults and call records", () => {
  afterEach(stop);

  it("a fault strikes as often as it was told to, and calls are recorded with their errors", async () => {
    await start({
      faults: [
        { service: "ec2", operation: "DescribeVpcs", code: "RequestLimitExceeded", status: 503, times: 1 },
      ],
    });
    const describe = () => provider.ec2.send(new ec2.DescribeVpcsCommand({}));
    await expect(describe()).rejects.toMatchObject({
      name: "RequestLimitExceeded",
      $metadata: { httpStatusCode: 503 },
    });
    await describe();
    const record = {
      account: "111122223333",
      region: "us-east-1",
      service: "ec2",
      operation: "DescribeVpcs",
    };
    expect(sandbox.calls).toEqual([{ ...record, struck: true, errorCode: "RequestLimitExceeded" }, record]);
  });

  it("a fault after the call loses the answer, not the effect", async () => {
    await start({
      faults: [
        {
          service: "ec2",
          operation: "CreateVpcEndpoint",
          code: "InternalError",
          status: 500,
          times: 1,
          after: true,
        },
      ],
    });
    const request = () => consumer.ec2.send(endpointRequest({ ClientToken: "t" }));
    await expect(request()).rejects.toMatchObject(refused("InternalError"));
    expect(sandbox.world.endpoints.size).toBe(2);
    await request();
    expect(sandbox.world.endpoints.size).toBe(2);
  });

  it("a further account with known keys starts with default networks", async () => {
    await start({
      credentials: [{ accessKeyId: "test", secretAccessKey: "test", accountId: "123456789012" }],
    });
    const other = clientsOf(sandbox, sandbox.accounts[2]?.profile ?? "");
    const { Account } = await other.sts.send(new GetCallerIdentityCommand({}));
    const { Vpcs } = await other.ec2.send(new ec2.DescribeVpcsCommand({}));
    other.destroy();
    expect([Account, Vpcs?.[0]?.IsDefault]).toEqual(["123456789012", true]);
  });
});

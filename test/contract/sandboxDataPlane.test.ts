import * as ec2 from "@aws-sdk/client-ec2";
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { type Clients, clientsOf, eventually } from "../unit/sandbox/clients.ts";
import { managedInstance, runRemotely } from "../unit/sandbox/remote.ts";

let sandbox: Sandbox;
let provider: Clients;
let consumer: Clients;
let tester: string;
/** The endpoint's regional name. */
let host: string;
const made = { vpc: "", subnet: "", eni: "" };

beforeAll(async () => {
  sandbox = await startSandbox({ clock: "fast", scenario: "published" });
  provider = clientsOf(sandbox, "provider");
  consumer = clientsOf(sandbox, "consumer");
  tester = await managedInstance(consumer);
  const [endpoint] = sandbox.world.endpoints.values();
  const instance = sandbox.world.instances.get(tester);
  if (endpoint === undefined || instance === undefined)
    throw new Error("The scenario is not the published one.");
  endpoint.state = "available";
  host = endpoint.dnsNames[0]?.name ?? "";
  Object.assign(made, { vpc: endpoint.vpcId, subnet: instance.subnetId, eni: instance.networkInterfaceId });
});

afterAll(async () => {
  provider.destroy();
  consumer.destroy();
  await sandbox.close();
});

/** Runs a line on the tester: exit code and output. */
async function run(...lines: string[]) {
  const { ResponseCode, StandardOutputContent } = await runRemotely(consumer, tester, lines);
  return { exitCode: ResponseCode, output: StandardOutputContent };
}
const curl = (zone = "") => run(`curl -sS --connect-timeout 0.2 http://${zone || host}:5000/`);
const works = { exitCode: 0, output: "Hello, PrivateLink World!" };
const timesOut = { exitCode: 28, output: "" };
const ofVpc = () => [{ Name: "vpc-id", Values: [made.vpc] }];

describe("network ACLs", () => {
  /** The endpoint's zone that the tester is not in, so that both subnets' borders are crossed. */
  const across = () => {
    for (const balancer of sandbox.world.loadBalancers.values()) balancer.crossZone = true;
    const [endpoint] = sandbox.world.endpoints.values();
    return curl(endpoint?.dnsNames.find(({ zoneId }) => zoneId === "use1-az2")?.name);
  };

  it("every VPC has a default one, which guards every subnet and lets everything pass", async () => {
    const { NetworkAcls = [] } = await consumer.ec2.send(
      new ec2.DescribeNetworkAclsCommand({ Filters: ofVpc() }),
    );
    expect(NetworkAcls).toMatchObject([{ IsDefault: true, OwnerId: "444455556666" }]);
    expect(NetworkAcls[0]?.Associations).toHaveLength(3);
    expect(NetworkAcls[0]?.Entries).toMatchObject([
      { Egress: true, RuleNumber: 100, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0" },
      { Egress: true, RuleNumber: 32767, RuleAction: "deny" },
      { Egress: false, RuleNumber: 100, RuleAction: "allow" },
      { Egress: false, RuleNumber: 32767, RuleAction: "deny" },
    ]);
    const NetworkAclId = NetworkAcls[0]?.NetworkAclId;
    const deleted = consumer.ec2.send(new ec2.DeleteNetworkAclCommand({ NetworkAclId }));
    await expect(deleted).rejects.toMatchObject({ name: "InvalidParameterValue" });
    expect(await across()).toEqual(works);
  });

  it("a new one lets nothing pass, until both directions are open", async () => {
    const created = await consumer.ec2.send(
      new ec2.CreateNetworkAclCommand({ VpcId: made.vpc, ClientToken: "acl" }),
    );
    const NetworkAclId = created.NetworkAcl?.NetworkAclId;
    expect(created.NetworkAcl).toMatchObject({ IsDefault: false, Associations: [] });
    const { NetworkAcls = [] } = await consumer.ec2.send(
      new ec2.DescribeNetworkAclsCommand({
        Filters: [{ Name: "association.subnet-id", Values: [made.subnet] }],
      }),
    );
    const before = NetworkAcls[0]?.Associations?.find(({ SubnetId }) => SubnetId === made.subnet);
    const { NewAssociationId } = await consumer.ec2.send(
      new ec2.ReplaceNetworkAclAssociationCommand({
        AssociationId: before?.NetworkAclAssociationId,
        NetworkAclId,
      }),
    );
    expect(NewAssociationId).not.toBe(before?.NetworkAclAssociationId);
    expect(await across()).toEqual(timesOut);

    const entry = {
      NetworkAclId,
      RuleNumber: 10,
      Protocol: "6",
      RuleAction: "allow",
      CidrBlock: "10.1.0.0/16",
    } as const;
    const out = { ...entry, Egress: true, PortRange: { From: 5000, To: 5000 } };
    await consumer.ec2.send(new ec2.CreateNetworkAclEntryCommand(out));
    const twice = consumer.ec2.send(new ec2.CreateNetworkAclEntryCommand(out));
    await expect(twice).rejects.toMatchObject({ name: "NetworkAclEntryAlreadyExists" });
    expect(await across()).toEqual(timesOut);
    const back = { ...entry, Egress: false, PortRange: { From: 1024, To: 65_535 } };
    await consumer.ec2.send(new ec2.CreateNetworkAclEntryCommand(back));
    expect(await across()).toEqual(works);

    await consumer.ec2.send(new ec2.ReplaceNetworkAclEntryCommand({ ...back, RuleAction: "deny" }));
    expect(await across()).toEqual(timesOut);
    await consumer.ec2.send(
      new ec2.DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 10, Egress: false }),
    );
    const inUse = consumer.ec2.send(new ec2.DeleteNetworkAclCommand({ NetworkAclId }));
    await expect(inUse).rejects.toMatchObject({ name: "DependencyViolation" });
    const first = { AssociationId: NewAssociationId, NetworkAclId: before?.NetworkAclId };
    await consumer.ec2.send(new ec2.ReplaceNetworkAclAssociationCommand(first));
    await consumer.ec2.send(new ec2.DeleteNetworkAclCommand({ NetworkAclId }));
    expect(await across()).toEqual(works);
  });
});

describe("route tables", () => {
  it("lead a subnet's traffic, or into a black hole", async () => {
    const { RouteTable } = await consumer.ec2.send(new ec2.CreateRouteTableCommand({ VpcId: made.vpc }));
    const RouteTableId = RouteTable?.RouteTableId;
    expect(RouteTable?.Routes).toMatchObject([
      { GatewayId: "local", State: "active", Origin: "CreateRouteTable" },
    ]);
    const target = { SubnetId: made.subnet, RouteTableId };
    const taken = consumer.ec2.send(new ec2.AssociateRouteTableCommand(target));
    await expect(taken).rejects.toMatchObject({ name: "Resource.AlreadyAssociated" });

    const { RouteTables = [] } = await consumer.ec2.send(
      new ec2.DescribeRouteTablesCommand({
        Filters: [{ Name: "association.subnet-id", Values: [made.subnet] }],
      }),
    );
    const old = RouteTables[0]?.Associations?.find(({ SubnetId }) => SubnetId === made.subnet);
    await consumer.ec2.send(
      new ec2.DisassociateRouteTableCommand({ AssociationId: old?.RouteTableAssociationId }),
    );
    const { AssociationId } = await consumer.ec2.send(new ec2.AssociateRouteTableCommand(target));
    expect(AssociationId).toMatch(/^rtbassoc-[0-9a-f]{17}$/);

    const route = { RouteTableId, DestinationCidrBlock: "0.0.0.0/0" };
    await consumer.ec2.send(new ec2.CreateRouteCommand({ ...route, NetworkInterfaceId: made.eni }));
    const again = consumer.ec2.send(new ec2.CreateRouteCommand({ ...route, TransitGatewayId: "tgw-1" }));
    await expect(again).rejects.toMatchObject({ name: "RouteAlreadyExists" });
    await consumer.ec2.send(new ec2.ReplaceRouteCommand({ ...route, TransitGatewayId: "tgw-1" }));
    const missing = { ...route, NatGatewayId: "nat-00000000000000000" };
    const gone = consumer.ec2.send(new ec2.ReplaceRouteCommand(missing));
    await expect(gone).rejects.toMatchObject({ name: "InvalidNatGatewayID.NotFound" });
    for (const table of sandbox.world.routeTables.values()) {
      for (const each of table.routes) if (each.target === "tgw-1") each.target = "nat-gone";
    }
    const described = await consumer.ec2.send(
      new ec2.DescribeRouteTablesCommand({ Filters: [{ Name: "route.state", Values: ["blackhole"] }] }),
    );
    expect(described.RouteTables?.map((table) => table.RouteTableId)).toEqual([RouteTableId]);

    const inUse = consumer.ec2.send(new ec2.DeleteRouteTableCommand({ RouteTableId }));
    await expect(inUse).rejects.toMatchObject({ name: "DependencyViolation" });
    await consumer.ec2.send(new ec2.DeleteRouteCommand(route));
    const local = { RouteTableId, DestinationCidrBlock: "10.1.0.0/16" };
    const kept = consumer.ec2.send(new ec2.DeleteRouteCommand(local));
    await expect(kept).rejects.toMatchObject({ name: "InvalidParameterValue" });
    const back = { AssociationId, RouteTableId: old?.RouteTableId };
    await consumer.ec2.send(new ec2.ReplaceRouteTableAssociationCommand(back));
    await consumer.ec2.send(new ec2.DeleteRouteTableCommand({ RouteTableId }));
    expect(await curl()).toEqual(works);
  });
});

describe("DNS in a VPC", () => {
  const attribute = async (Attribute: "enableDnsSupport" | "enableDnsHostnames") => {
    const input = { VpcId: made.vpc, Attribute };
    const { EnableDnsSupport, EnableDnsHostnames } = await consumer.ec2.send(
      new ec2.DescribeVpcAttributeCommand(input),
    );
    return (EnableDnsSupport ?? EnableDnsHostnames)?.Value;
  };
  const modify = (change: Omit<ec2.ModifyVpcAttributeCommandInput, "VpcId">) =>
    consumer.ec2.send(new ec2.ModifyVpcAttributeCommand({ VpcId: made.vpc, ...change }));

  it("obeys the VPC's attributes, one per call", async () => {
    expect([await attribute("enableDnsSupport"), await attribute("enableDnsHostnames")]).toEqual([
      true,
      true,
    ]);
    await modify({ EnableDnsSupport: { Value: false } });
    expect(await run(`dig +short ${host}`)).toMatchObject({ exitCode: 9 });
    expect(await curl()).toMatchObject({ exitCode: 6 });
    const both = { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } };
    await expect(modify(both)).rejects.toMatchObject({ name: "InvalidParameterCombination" });
    await modify({ EnableDnsSupport: { Value: true } });
    expect(await run(`getent hosts ${host}`)).toMatchObject({ exitCode: 0 });
  });

  it("asks the servers that the DHCP options name, which know no private name", async () => {
    const [service] = sandbox.world.endpointServices.values();
    const [endpoint] = sandbox.world.endpoints.values();
    if (service === undefined || endpoint === undefined) throw new Error("The scenario has changed.");
    Object.assign(service, { privateDnsName: "api.example.com", privateDnsNameState: "verified" });
    endpoint.privateDnsEnabled = true;
    const asked = () => run("dig +short api.example.com CNAME");
    expect((await asked()).output).toBe(`${host}.\n`);

    const born = (await consumer.ec2.send(new ec2.DescribeVpcsCommand({ VpcIds: [made.vpc] }))).Vpcs?.[0];
    const DhcpConfigurations = [{ Key: "domain-name-servers", Values: ["10.1.0.53"] }];
    const { DhcpOptions } = await consumer.ec2.send(new ec2.CreateDhcpOptionsCommand({ DhcpConfigurations }));
    const DhcpOptionsId = DhcpOptions?.DhcpOptionsId;
    await consumer.ec2.send(new ec2.AssociateDhcpOptionsCommand({ DhcpOptionsId, VpcId: made.vpc }));
    expect((await asked()).output).toBe("");
    expect((await run("dig @169.254.169.253 +short api.example.com CNAME")).output).toBe(`${host}.\n`);
    const inUse = consumer.ec2.send(new ec2.DeleteDhcpOptionsCommand({ DhcpOptionsId }));
    await expect(inUse).rejects.toMatchObject({ name: "DependencyViolation" });

    const back = { DhcpOptionsId: born?.DhcpOptionsId, VpcId: made.vpc };
    await consumer.ec2.send(new ec2.AssociateDhcpOptionsCommand(back));
    await consumer.ec2.send(new ec2.DeleteDhcpOptionsCommand({ DhcpOptionsId }));
    const listed = await consumer.ec2.send(new ec2.DescribeDhcpOptionsCommand({}));
    expect(listed.DhcpOptions).toMatchObject([
      {
        DhcpOptionsId: born?.DhcpOptionsId,
        DhcpConfigurations: [
          { Key: "domain-name", Values: [{ Value: "ec2.internal" }] },
          { Key: "domain-name-servers", Values: [{ Value: "AmazonProvidedDNS" }] },
        ],
      },
    ]);
    expect((await asked()).output).toBe(`${host}.\n`);
  });
});

describe("instances", () => {
  it("other security groups hold from the next connection on", async () => {
    const { GroupId } = await consumer.ec2.send(
      new ec2.CreateSecurityGroupCommand({
        VpcId: made.vpc,
        GroupName: "mute",
        Description: "lets nothing out",
      }),
    );
    const [rule] = sandbox.world.securityGroups.get(GroupId ?? "")?.rules ?? [];
    const IpPermissions = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: rule?.cidr }] }];
    await consumer.ec2.send(new ec2.RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    const before = sandbox.world.instances.get(tester)?.securityGroupIds;
    const mute = { InstanceId: tester, Groups: [GroupId ?? ""] };
    await consumer.ec2.send(new ec2.ModifyInstanceAttributeCommand(mute));
    expect(await curl()).toEqual(timesOut);
    const open = { NetworkInterfaceId: made.eni, Groups: before };
    await consumer.ec2.send(new ec2.ModifyNetworkInterfaceAttributeCommand(open));
    expect(await curl()).toEqual(works);
    const [endpoint] = sandbox.world.endpoints.values();
    const foreign = { ...open, NetworkInterfaceId: endpoint?.networkInterfaceIds[0] };
    const refused = consumer.ec2.send(new ec2.ModifyNetworkInterfaceAttributeCommand(foreign));
    await expect(refused).rejects.toMatchObject({ name: "OperationNotPermitted" });
  });

  it("a reboot interrupts the application, which an enabled unit starts again", async () => {
    const target = [...sandbox.world.instances.values()].find(
      ({ tags }) => tags.get("Name") === "flask-hello",
    );
    const InstanceIds = [target?.id ?? ""];
    await provider.ec2.send(new ec2.RebootInstancesCommand({ InstanceIds }));
    expect(target).toMatchObject({ state: "running", application: { listening: false } });
    await eventually(async () => target?.application?.listening || undefined);
    expect(await curl()).toEqual(works);
  });

  it("a target that stops is out of use, and starts again as an unknown one", async () => {
    const InstanceIds = [...sandbox.world.instances.values()].flatMap(({ id, tags }) =>
      tags.get("Name") === "flask-hello" ? [id] : [],
    );
    const [group] = sandbox.world.targetGroups.values();
    const reason = async () => {
      const input = { TargetGroupArn: group?.arn };
      const { TargetHealthDescriptions } = await provider.elbv2.send(new DescribeTargetHealthCommand(input));
      return TargetHealthDescriptions?.[0]?.TargetHealth?.Reason ?? "none";
    };
    const until = (wanted: string) => eventually(async () => (await reason()) === wanted || undefined);
    expect(await reason()).toBe("none");
    await provider.ec2.send(new ec2.StopInstancesCommand({ InstanceIds }));
    await until("Target.InvalidState");
    expect(await curl()).toEqual(timesOut);
    await eventually(
      async () => sandbox.world.instances.get(InstanceIds[0] ?? "")?.state === "stopped" || undefined,
    );
    // Long enough for the first checks to be seen.
    Object.assign(group?.healthCheck ?? {}, { intervalSeconds: 300, healthyThreshold: 10 });
    await provider.ec2.send(new ec2.StartInstancesCommand({ InstanceIds }));
    await until("Elb.InitialHealthChecking");
    Object.assign(group?.healthCheck ?? {}, { intervalSeconds: 5, healthyThreshold: 2 });
    for (const target of group?.targets ?? []) target.checks.nextAt = new Date();
    await until("none");
    expect(await curl()).toEqual(works);
  });
});

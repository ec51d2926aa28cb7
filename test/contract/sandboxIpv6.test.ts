import * as ec2 from "@aws-sdk/client-ec2";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { first, named, openStage, refused, type Stage } from "../unit/sandbox/stage.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const world = () => stage.sandbox.world;
const subnetIds = (...names: string[]) => names.map((name) => named(world().subnets, name).id);
const providerSubnets = () => subnetIds("platform-private-1", "platform-private-2");

const createBalancer = (change: Partial<elb.CreateLoadBalancerCommandInput> = {}) =>
  stage.provider.elbv2.send(
    new elb.CreateLoadBalancerCommand({
      Name: "both",
      Type: "network",
      Scheme: "internal",
      Subnets: providerSubnets(),
      IpAddressType: "dualstack",
      ...change,
    }),
  );

/** The IPv6 addresses of the interfaces whose description begins so. */
async function addressesOf(client: ec2.EC2Client, description: string): Promise<(string | undefined)[]> {
  const Filters = [{ Name: "description", Values: [`${description}*`] }];
  const { NetworkInterfaces = [] } = await client.send(new ec2.DescribeNetworkInterfacesCommand({ Filters }));
  return NetworkInterfaces.map(({ Ipv6Addresses }) => Ipv6Addresses?.[0]?.Ipv6Address).sort();
}

/** Makes the scenario's service take both families. */
async function openService(): Promise<void> {
  const LoadBalancerArn = first(world().loadBalancers).arn;
  const request = { LoadBalancerArn, IpAddressType: "dualstack" } as const;
  await stage.provider.elbv2.send(new elb.SetIpAddressTypeCommand(request));
  const change = { ServiceId: first(world().endpointServices).id, AddSupportedIpAddressTypes: ["ipv6"] };
  await stage.provider.ec2.send(new ec2.ModifyVpcEndpointServiceConfigurationCommand(change));
}

describe("networks with IPv6", () => {
  it("show the blocks that AWS gave them", async () => {
    const { Vpcs } = await stage.provider.ec2.send(
      new ec2.DescribeVpcsCommand({ Filters: [{ Name: "tag:Name", Values: ["platform"] }] }),
    );
    expect(Vpcs?.[0]?.Ipv6CidrBlockAssociationSet).toMatchObject([
      {
        Ipv6CidrBlock: "2001:db8:1:100::/56",
        Ipv6CidrBlockState: { State: "associated" },
        Ipv6Pool: "Amazon",
      },
    ]);
    const Filters = [
      { Name: "ipv6-cidr-block-association.ipv6-cidr-block", Values: ["2001:db8:1:101::/64"] },
    ];
    const { Subnets } = await stage.provider.ec2.send(new ec2.DescribeSubnetsCommand({ Filters }));
    expect(Subnets).toMatchObject([{ CidrBlock: "10.0.1.0/24", Ipv6Native: false }]);
  });

  it("are made on request, with blocks of subnets within the VPC's own", async () => {
    const client = stage.provider.ec2;
    const { Vpc } = await client.send(
      new ec2.CreateVpcCommand({ CidrBlock: "10.7.0.0/16", AmazonProvidedIpv6CidrBlock: true }),
    );
    const block = Vpc?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? "";
    expect(block).toMatch(/^2001:db8:.*00::\/56$/);
    const subnet = (CidrBlock: string, Ipv6CidrBlock: string) =>
      client.send(new ec2.CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock, Ipv6CidrBlock }));
    const own = block.replace("00::/56", "07::/64");
    const { Subnet } = await subnet("10.7.1.0/24", own);
    expect(Subnet?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock).toBe(own);
    await expect(subnet("10.7.2.0/24", own)).rejects.toMatchObject(refused("InvalidSubnet.Conflict"));
    await expect(subnet("10.7.2.0/24", "2001:db8:9:100::/64")).rejects.toMatchObject(
      refused("InvalidSubnet.Range"),
    );
  });

  it("security groups keep and show IPv6 ranges", async () => {
    const GroupId = first(world().endpoints).securityGroupIds[0] ?? "";
    const allow = (CidrIpv6: string) =>
      stage.consumer.ec2.send(
        new ec2.AuthorizeSecurityGroupIngressCommand({
          GroupId,
          IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, Ipv6Ranges: [{ CidrIpv6 }] }],
        }),
      );
    await allow("2001:db8:2:100::/56");
    const { SecurityGroups } = await stage.consumer.ec2.send(
      new ec2.DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
    );
    const ranges = SecurityGroups?.[0]?.IpPermissions?.flatMap(({ Ipv6Ranges = [] }) => Ipv6Ranges);
    expect(ranges).toEqual([{ CidrIpv6: "2001:db8:2:100::/56" }]);
    await expect(allow("10.0.0.0/8")).rejects.toMatchObject(refused("InvalidParameterValue", "malformed"));
  });
});

describe("a dualstack load balancer", () => {
  it("has an IPv6 address in every subnet, or is not made", async () => {
    const { LoadBalancers } = await createBalancer();
    expect(LoadBalancers?.[0]?.IpAddressType).toBe("dualstack");
    expect(await addressesOf(stage.provider.ec2, "ELB net/both/")).toEqual([
      "2001:db8:1:101::4",
      "2001:db8:1:102::4",
    ]);
    const bare = createBalancer({ Name: "bare", Subnets: subnetIds("platform-public") });
    await expect(bare).rejects.toMatchObject(
      refused("InvalidConfigurationRequestException", "subnets with an associated IPv6 CIDR block"),
    );
    const [SubnetId] = providerSubnets();
    const SubnetMappings = [{ SubnetId, IPv6Address: "2001:db8:1:101::beef" }];
    const fixed = { Name: "fixed", Subnets: undefined, SubnetMappings };
    const created = (await createBalancer(fixed)).LoadBalancers?.[0];
    expect(created?.AvailabilityZones?.[0]?.LoadBalancerAddresses).toEqual([
      { IPv6Address: "2001:db8:1:101::beef" },
    ]);
    const single = createBalancer({ ...fixed, Name: "single", IpAddressType: "ipv4" });
    await expect(single).rejects.toMatchObject(
      refused("InvalidConfigurationRequestException", "dualstack only"),
    );
  });

  it("is what a service with IPv6 needs, and stays it", async () => {
    const create = (arn: string, ...SupportedIpAddressTypes: string[]) =>
      stage.provider.ec2.send(
        new ec2.CreateVpcEndpointServiceConfigurationCommand({
          NetworkLoadBalancerArns: [arn],
          SupportedIpAddressTypes,
        }),
      );
    const single = (await createBalancer({ Name: "single", IpAddressType: "ipv4" })).LoadBalancers?.[0];
    const ipv4 = create(single?.LoadBalancerArn ?? "", "ipv4", "ipv6");
    await expect(ipv4).rejects.toMatchObject(refused("InvalidParameter", "dualstack"));
    const LoadBalancerArn = (await createBalancer()).LoadBalancers?.[0]?.LoadBalancerArn ?? "";
    const { ServiceConfiguration } = await create(LoadBalancerArn, "ipv4", "ipv6");
    expect(ServiceConfiguration?.SupportedIpAddressTypes).toEqual(["ipv4", "ipv6"]);
    const back = new elb.SetIpAddressTypeCommand({ LoadBalancerArn, IpAddressType: "ipv4" });
    await expect(stage.provider.elbv2.send(back)).rejects.toMatchObject(
      refused("InvalidConfigurationRequestException", "supports IPv6"),
    );
  });

  it("gets and loses its addresses when its type changes", async () => {
    const LoadBalancerArn = first(world().loadBalancers).arn;
    const set = (IpAddressType: "ipv4" | "dualstack") =>
      stage.provider.elbv2.send(new elb.SetIpAddressTypeCommand({ LoadBalancerArn, IpAddressType }));
    const addresses = () => addressesOf(stage.provider.ec2, "ELB net/flask-hello/");
    expect(await addresses()).toEqual([undefined, undefined]);
    await set("dualstack");
    expect(await addresses()).toEqual(["2001:db8:1:101::4", "2001:db8:1:102::4"]);
    await set("ipv4");
    expect(await addresses()).toEqual([undefined, undefined]);
  });

  it("is what forwards to targets by IPv6", async () => {
    const VpcId = named(world().vpcs, "platform").id;
    const request = {
      Name: "six",
      Protocol: "TCP",
      Port: 80,
      VpcId,
      TargetType: "ip",
      IpAddressType: "ipv6",
    } as const;
    const { TargetGroups } = await stage.provider.elbv2.send(new elb.CreateTargetGroupCommand(request));
    expect(TargetGroups?.[0]?.IpAddressType).toBe("ipv6");
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? "";
    const register = (Id: string) =>
      stage.provider.elbv2.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id }] }));
    await register("2001:db8:1:101::80");
    for (const id of ["10.0.1.80", "2001:db8:9::1"])
      await expect(register(id)).rejects.toMatchObject(refused("ValidationError", "IPv6"));
    const listen = (LoadBalancerArn: string) =>
      stage.provider.elbv2.send(
        new elb.CreateListenerCommand({
          LoadBalancerArn,
          Protocol: "TCP",
          Port: 80,
          DefaultActions: [{ Type: "forward", TargetGroupArn }],
        }),
      );
    await expect(listen(first(world().loadBalancers).arn)).rejects.toMatchObject(
      refused("InvalidConfigurationRequestException", "dualstack"),
    );
    await listen((await createBalancer()).LoadBalancers?.[0]?.LoadBalancerArn ?? "");
  });
});

describe("an endpoint with IPv6", () => {
  const create = (change: Partial<ec2.CreateVpcEndpointCommandInput>) =>
    stage.consumer.ec2.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: "Interface",
        VpcId: named(world().vpcs, "orders").id,
        ServiceName: first(world().endpointServices).name,
        SubnetIds: subnetIds("orders-private-1", "orders-private-2"),
        PrivateDnsEnabled: false,
        IpAddressType: "dualstack",
        ...change,
      }),
    );

  it("needs a service and subnets with both families", async () => {
    await expect(create({})).rejects.toMatchObject(
      refused("InvalidParameter", "does not support the IP address type dualstack"),
    );
    await openService();
    const SubnetConfigurations = [
      { SubnetId: subnetIds("orders-private-1")[0], Ipv6: "2001:db8:2:101::cafe" },
    ];
    const { VpcEndpoint } = await create({ SubnetConfigurations });
    expect(VpcEndpoint).toMatchObject({
      IpAddressType: "dualstack",
      DnsOptions: { DnsRecordIpType: "dualstack" },
    });
    const description = `VPC Endpoint Interface ${VpcEndpoint?.VpcEndpointId}`;
    expect(await addressesOf(stage.consumer.ec2, description)).toEqual([
      "2001:db8:2:101::cafe",
      "2001:db8:2:102::4",
    ]);
    const taken = create({ SubnetConfigurations });
    await expect(taken).rejects.toMatchObject(refused("InvalidIPAddress.InUse"));
    delete named(world().subnets, "orders-private-2").ipv6Cidr;
    await expect(create({})).rejects.toMatchObject(
      refused("InvalidParameter", `The subnet ${subnetIds("orders-private-2")[0]} does not support`),
    );
  });

  it("alone is for subnets with IPv6 alone, which are for no others", async () => {
    await openService();
    const [subnet] = subnetIds("orders-private-1");
    const only = { SubnetIds: [subnet ?? ""] };
    const six = () => create({ ...only, IpAddressType: "ipv6" });
    await expect(six()).rejects.toMatchObject(refused("InvalidParameter", "does not support"));
    named(world().subnets, "orders-private-1").ipv6Only = true;
    const { Subnets } = await stage.consumer.ec2.send(
      new ec2.DescribeSubnetsCommand({ SubnetIds: only.SubnetIds }),
    );
    expect(Subnets?.[0]).toMatchObject({ Ipv6Native: true, AvailableIpAddressCount: 0 });
    expect(Subnets?.[0]?.CidrBlock).toBeUndefined();
    const { VpcEndpoint } = await six();
    const { NetworkInterfaces } = await stage.consumer.ec2.send(
      new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: VpcEndpoint?.NetworkInterfaceIds }),
    );
    expect(NetworkInterfaces?.[0]?.Ipv6Address).toMatch(/^2001:db8:2:101::/);
    expect(NetworkInterfaces?.[0]?.PrivateIpAddress).toBeUndefined();
    await expect(create(only)).rejects.toMatchObject(refused("InvalidParameter", "does not support"));
  });

  it("can be changed to and from it", async () => {
    const { id } = first(world().endpoints);
    const modify = (IpAddressType: "ipv4" | "dualstack") =>
      stage.consumer.ec2.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId: id, IpAddressType }));
    await expect(modify("dualstack")).rejects.toMatchObject(refused("InvalidParameter", "does not support"));
    await openService();
    await modify("dualstack");
    const addresses = () => addressesOf(stage.consumer.ec2, `VPC Endpoint Interface ${id}`);
    expect(await addresses()).toEqual(["2001:db8:2:101::4", "2001:db8:2:102::4"]);
    await modify("ipv4");
    expect(await addresses()).toEqual([undefined, undefined]);
  });
});

describe("targets by address", () => {
  const group = async (): Promise<string> => {
    const VpcId = named(world().vpcs, "platform").id;
    const request = { Name: "ips", Protocol: "TCP", Port: 80, VpcId, TargetType: "ip" } as const;
    const { TargetGroups } = await stage.provider.elbv2.send(new elb.CreateTargetGroupCommand(request));
    return TargetGroups?.[0]?.TargetGroupArn ?? "";
  };
  const register = (TargetGroupArn: string, Id: string, AvailabilityZone?: string) =>
    stage.provider.elbv2.send(
      new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id, AvailabilityZone }] }),
    );

  it.each<[string, string, string | undefined, string | undefined]>([
    ["of the VPC", "10.0.1.80", undefined, undefined],
    ["of the VPC, with its zone", "10.0.1.80", "us-east-1a", undefined],
    ["of the VPC, with another zone", "10.0.1.80", "all", "overridden to 'all' from 'us-east-1a'"],
    ["outside, of RFC 1918", "192.168.1.1", "all", undefined],
    ["outside, of RFC 6598", "100.64.0.1", "all", undefined],
    ["outside, with a zone", "10.99.0.1", "us-east-1b", undefined],
    ["outside, without a zone", "10.99.0.1", undefined, "select 'all'"],
    ["outside, with an unknown zone", "10.99.0.1", "mars-1a", "select 'all'"],
    ["that is public", "198.51.100.1", "all", "is not within"],
    ["that is none", "10.0.1", undefined, "not a valid IPv4 address"],
  ])("%s", async (_, id, zone, refusal) => {
    const arn = await group();
    if (refusal === undefined) {
      await register(arn, id, zone);
      const health = new elb.DescribeTargetHealthCommand({ TargetGroupArn: arn });
      const { TargetHealthDescriptions } = await stage.provider.elbv2.send(health);
      const shown = id.startsWith("10.0.") ? undefined : zone;
      expect(TargetHealthDescriptions?.[0]?.Target).toEqual({
        Id: id,
        Port: 80,
        ...(shown && { AvailabilityZone: shown }),
      });
    } else await expect(register(arn, id, zone)).rejects.toMatchObject(refused("ValidationError", refusal));
  });
});

import * as ec2 from "@aws-sdk/client-ec2";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { first, named, openStage, refused, type Stage, until } from "../unit/sandbox/stage.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const world = () => stage.sandbox.world;
const api = () => stage.provider.ec2;

const createVpc = async (CidrBlock = "10.50.0.0/16") => {
  const TagSpecifications: ec2.TagSpecification[] = [
    { ResourceType: "vpc", Tags: [{ Key: "Name", Value: "mine" }] },
  ];
  const answer = await stage.provider.ec2.send(new ec2.CreateVpcCommand({ CidrBlock, TagSpecifications }));
  return answer.Vpc?.VpcId ?? "";
};
const createSubnet = async (VpcId: string, CidrBlock: string, AvailabilityZone = "us-east-1a") => {
  const input = { VpcId, CidrBlock, AvailabilityZone };
  return (await stage.provider.ec2.send(new ec2.CreateSubnetCommand(input))).Subnet?.SubnetId ?? "";
};

describe("a network made by hand", () => {
  it("begins with a main route table and a default security group, and ends when it is empty", async () => {
    const VpcId = await createVpc();
    const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
    const groups = await api().send(new ec2.DescribeSecurityGroupsCommand({ Filters }));
    expect(groups.SecurityGroups).toMatchObject([{ GroupName: "default" }]);
    const tables = await api().send(new ec2.DescribeRouteTablesCommand({ Filters }));
    expect(tables.RouteTables?.[0]?.Associations).toMatchObject([{ Main: true }]);
    const SubnetId = await createSubnet(VpcId, "10.50.1.0/24");
    const remove = () => api().send(new ec2.DeleteVpcCommand({ VpcId }));
    await expect(remove()).rejects.toMatchObject(refused("DependencyViolation"));
    await api().send(new ec2.DeleteSubnetCommand({ SubnetId }));
    const { GroupId } = await api().send(
      new ec2.CreateSecurityGroupCommand({ VpcId, GroupName: "own", Description: "own" }),
    );
    await expect(remove()).rejects.toMatchObject(refused("DependencyViolation"));
    await api().send(new ec2.DeleteSecurityGroupCommand({ GroupId }));
    await remove();
    expect(
      (await api().send(new ec2.DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups ?? [],
    ).toEqual([]);
    await expect(remove()).rejects.toMatchObject(refused("InvalidVpcID.NotFound"));
  });

  it.each<[string, string, string]>([
    ["outside the VPC", "10.51.0.0/24", "InvalidSubnet.Range"],
    ["too small", "10.50.9.0/29", "InvalidSubnet.Range"],
    ["overlapping", "10.50.1.128/25", "InvalidSubnet.Conflict"],
    ["no network", "10.50.1", "InvalidParameterValue"],
  ])("refuses a subnet that is %s", async (_, cidr, code) => {
    const VpcId = await createVpc();
    await createSubnet(VpcId, "10.50.1.0/24");
    await expect(createSubnet(VpcId, cidr)).rejects.toMatchObject(refused(code));
  });

  it("knows zones by the caller's names", async () => {
    const VpcId = await createVpc();
    const SubnetId = await createSubnet(VpcId, "10.50.1.0/24", "us-east-1b");
    expect(world().subnets.get(SubnetId)?.zoneId).toBe("use1-az2");
    const nowhere = createSubnet(VpcId, "10.50.2.0/24", "us-east-1z");
    await expect(nowhere).rejects.toMatchObject(refused("InvalidParameterValue", "us-east-1z"));
    await expect(createVpc("10.0.0.0/8")).rejects.toMatchObject(refused("InvalidVpc.Range"));
  });

  it("a subnet with an interface of anybody stays", async () => {
    const SubnetId = named(world().subnets, "platform-private-1").id;
    const removed = api().send(new ec2.DeleteSubnetCommand({ SubnetId }));
    await expect(removed).rejects.toMatchObject(refused("DependencyViolation"));
  });
});

describe("gateways", () => {
  it("an internet gateway is in one VPC at a time, and stays while something public needs it", async () => {
    const VpcId = await createVpc();
    const { InternetGateway } = await api().send(new ec2.CreateInternetGatewayCommand({}));
    const InternetGatewayId = InternetGateway?.InternetGatewayId ?? "";
    const target = { InternetGatewayId, VpcId };
    const attach = () => api().send(new ec2.AttachInternetGatewayCommand(target));
    const detach = () => api().send(new ec2.DetachInternetGatewayCommand(target));
    await expect(detach()).rejects.toMatchObject(refused("Gateway.NotAttached"));
    await attach();
    await expect(attach()).rejects.toMatchObject(refused("Resource.AlreadyAssociated"));
    const second = await api().send(new ec2.CreateInternetGatewayCommand({}));
    const again = { InternetGatewayId: second.InternetGateway?.InternetGatewayId, VpcId };
    await expect(api().send(new ec2.AttachInternetGatewayCommand(again))).rejects.toMatchObject(
      refused("InvalidParameterValue", "already has an internet gateway"),
    );
    const Filters = [{ Name: "attachment.vpc-id", Values: [VpcId] }];
    const listed = await api().send(new ec2.DescribeInternetGatewaysCommand({ Filters }));
    expect(listed.InternetGateways).toMatchObject([{ InternetGatewayId, Attachments: [{ VpcId }] }]);
    const remove = () => api().send(new ec2.DeleteInternetGatewayCommand({ InternetGatewayId }));
    await expect(remove()).rejects.toMatchObject(refused("DependencyViolation"));
    await detach();
    await remove();
    await expect(remove()).rejects.toMatchObject(refused("InvalidInternetGatewayID.NotFound"));
  });

  it("a NAT gateway takes an address and an interface, and gives them back", async () => {
    const SubnetId = named(world().subnets, "platform-public").id;
    const { AllocationId = "" } = await api().send(new ec2.AllocateAddressCommand({}));
    const input = { SubnetId, AllocationId, ClientToken: "t" };
    const create = () => api().send(new ec2.CreateNatGatewayCommand(input));
    const { NatGateway } = await create();
    const NatGatewayId = NatGateway?.NatGatewayId ?? "";
    expect(NatGateway?.State).toBe("pending");
    expect((await create()).NatGateway?.NatGatewayId).toBe(NatGatewayId);
    await until(() => world().natGateways.get(NatGatewayId)?.state === "available");
    const Filters = [{ Name: "interface-type", Values: ["nat_gateway"] }];
    const enis = await api().send(new ec2.DescribeNetworkInterfacesCommand({ Filters }));
    const descriptions = enis.NetworkInterfaces?.map(({ Description }) => Description);
    expect(descriptions).toContain(`Interface for NAT Gateway ${NatGatewayId}`);
    const release = () => api().send(new ec2.ReleaseAddressCommand({ AllocationId }));
    await expect(release()).rejects.toMatchObject(refused("InvalidIPAddress.InUse"));
    await api().send(new ec2.DeleteNatGatewayCommand({ NatGatewayId }));
    await until(() => !world().natGateways.has(NatGatewayId));
    await release();
    const { Addresses } = await api().send(new ec2.DescribeAddressesCommand({}));
    expect(Addresses?.map((address) => address.AllocationId)).not.toContain(AllocationId);
  });

  it("a public NAT gateway fails in a VPC without internet gateway", async () => {
    const SubnetId = await createSubnet(await createVpc(), "10.50.1.0/24");
    const without = api().send(new ec2.CreateNatGatewayCommand({ SubnetId }));
    await expect(without).rejects.toMatchObject(refused("MissingParameter"));
    const { AllocationId } = await api().send(new ec2.AllocateAddressCommand({}));
    const { NatGateway } = await api().send(new ec2.CreateNatGatewayCommand({ SubnetId, AllocationId }));
    const NatGatewayIds = [NatGateway?.NatGatewayId ?? ""];
    await until(() => world().natGateways.get(NatGatewayIds[0] ?? "")?.state === "failed");
    const described = await api().send(new ec2.DescribeNatGatewaysCommand({ NatGatewayIds }));
    expect(described.NatGateways?.[0]).toMatchObject({ State: "failed", FailureCode: "Gateway.NotAttached" });
  });
});

describe("security group rules and interfaces", () => {
  it("a rule is replaced under its id", async () => {
    const group = [...world().securityGroups.values()].find(({ name }) => name === "flask-hello-nlb");
    const GroupId = group?.id ?? "";
    const rule = group?.rules.find(({ egress }) => !egress);
    const modify = (SecurityGroupRuleId: string, SecurityGroupRule: ec2.SecurityGroupRuleRequest) =>
      api().send(
        new ec2.ModifySecurityGroupRulesCommand({
          GroupId,
          SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
        }),
      );
    const port = { IpProtocol: "tcp", FromPort: 5000, ToPort: 5000 };
    await modify(rule?.id ?? "", { ...port, CidrIpv4: "10.9.0.0/16", Description: "Ireland" });
    const SecurityGroupRuleIds = [rule?.id ?? ""];
    const { SecurityGroupRules } = await api().send(
      new ec2.DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds }),
    );
    expect(SecurityGroupRules).toMatchObject([
      { CidrIpv4: "10.9.0.0/16", Description: "Ireland", IsEgress: false },
    ]);
    const unknown = modify("sgr-0", { ...port, CidrIpv4: "10.9.0.0/16" });
    await expect(unknown).rejects.toMatchObject(refused("InvalidSecurityGroupRuleId.NotFound"));
  });

  it("interfaces are found by what load balancers and endpoints write on them", async () => {
    const balancer = first(world().loadBalancers);
    const count = async (Name: string, Value: string) => {
      const Filters = [{ Name, Values: [Value] }];
      const answer = await api().send(new ec2.DescribeNetworkInterfacesCommand({ Filters }));
      return answer.NetworkInterfaces?.length ?? 0;
    };
    expect(await count("description", `ELB ${balancer.arn.split("loadbalancer/")[1]}`)).toBe(2);
    expect(await count("interface-type", "network_load_balancer")).toBe(2);
    expect(await count("availability-zone", "us-east-1b")).toBe(1);
    expect(await count("group-name", "flask-hello-nlb")).toBe(2);
    expect(await count("attachment.instance-owner-id", "amazon-aws")).toBe(3);
    await expect(count("colour", "red")).rejects.toMatchObject(refused("InvalidParameterValue"));
  });
});

describe("load balancing", () => {
  const balancing = () => stage.provider.elbv2;
  const LoadBalancerArn = () => first(world().loadBalancers).arn;
  const TargetGroupArn = () => first(world().targetGroups).arn;

  it("subnets change, unless endpoints rest on those that go", async () => {
    const subnets = ["platform-private-1", "platform-private-2"].map(
      (name) => named(world().subnets, name).id,
    );
    const set = (Subnets: string[]) =>
      balancing().send(new elb.SetSubnetsCommand({ LoadBalancerArn: LoadBalancerArn(), Subnets }));
    const [one = "", two = ""] = subnets;
    await expect(set([one])).rejects.toMatchObject(refused("InvalidConfigurationRequestException"));
    first(world().endpoints).state = "rejected";
    const interfaces = world().networkInterfaces.size;
    expect((await set([one])).AvailabilityZones).toMatchObject([{ ZoneName: "us-east-1a", SubnetId: one }]);
    expect(world().networkInterfaces.size).toBe(interfaces - 1);
    expect((await set([one, two])).AvailabilityZones).toHaveLength(2);
    expect(world().networkInterfaces.size).toBe(interfaces);
    await expect(set([one, one])).rejects.toMatchObject(refused("InvalidConfigurationRequestException"));
    await expect(set(["subnet-0"])).rejects.toMatchObject(refused("SubnetNotFoundException"));
  });

  it("dualstack needs IPv6 in every subnet", async () => {
    const set = () =>
      balancing().send(
        new elb.SetIpAddressTypeCommand({ LoadBalancerArn: LoadBalancerArn(), IpAddressType: "dualstack" }),
      );
    const subnet = named(world().subnets, "platform-private-2");
    const block = subnet.ipv6Cidr ?? "";
    delete subnet.ipv6Cidr;
    await expect(set()).rejects.toMatchObject(refused("InvalidConfigurationRequestException", "IPv6"));
    subnet.ipv6Cidr = block;
    expect((await set()).IpAddressType).toBe("dualstack");
  });

  it("attributes have AWS's defaults, take AWS's values, and nothing else", async () => {
    const group = { TargetGroupArn: TargetGroupArn() };
    const { Attributes } = await balancing().send(new elb.DescribeTargetGroupAttributesCommand(group));
    expect(Attributes).toContainEqual({ Key: "preserve_client_ip.enabled", Value: "true" });
    const modify = (Key: string, Value: string) =>
      balancing().send(
        new elb.ModifyTargetGroupAttributesCommand({ ...group, Attributes: [{ Key, Value }] }),
      );
    const changed = await modify("proxy_protocol_v2.enabled", "true");
    expect(changed.Attributes).toContainEqual({ Key: "proxy_protocol_v2.enabled", Value: "true" });
    const refusal = refused("InvalidConfigurationRequestException");
    await expect(modify("proxy_protocol_v2.enabled", "perhaps")).rejects.toMatchObject(refusal);
    await expect(modify("colour", "red")).rejects.toMatchObject(refusal);
    const addresses = (Value: string) =>
      balancing().send(
        new elb.ModifyLoadBalancerAttributesCommand({
          LoadBalancerArn: LoadBalancerArn(),
          Attributes: [{ Key: "secondary_ips.auto_assigned.per_subnet", Value }],
        }),
      );
    await addresses("3");
    await expect(addresses("2")).rejects.toMatchObject(
      refused("InvalidConfigurationRequestException", "decreased"),
    );
  });

  it.each([
    ["60", true],
    ["6000", true],
    ["59", false],
    ["6001", false],
  ])("a listener takes an idle timeout of %s seconds: %s", async (Value, taken) => {
    const { arn: ListenerArn } = first(world().listeners);
    const Attributes = [{ Key: "tcp.idle_timeout.seconds", Value }];
    const modified = balancing().send(new elb.ModifyListenerAttributesCommand({ ListenerArn, Attributes }));
    if (!taken) await expect(modified).rejects.toMatchObject(refused("InvalidConfigurationRequestException"));
    else await modified;
    const described = await balancing().send(new elb.DescribeListenerAttributesCommand({ ListenerArn }));
    expect(described.Attributes?.[0]?.Value).toBe(taken ? Value : "350");
  });

  it("health checks change member by member, in AWS's ranges", async () => {
    const modify = (change: Partial<elb.ModifyTargetGroupCommandInput>) =>
      balancing().send(new elb.ModifyTargetGroupCommand({ TargetGroupArn: TargetGroupArn(), ...change }));
    const http = { HealthCheckProtocol: "HTTP", HealthCheckPath: "/health" } as const;
    expect((await modify(http)).TargetGroups?.[0]).toMatchObject({
      ...http,
      Matcher: { HttpCode: "200-399" },
    });
    const slower = await modify({ HealthCheckIntervalSeconds: 60 });
    expect(slower.TargetGroups?.[0]).toMatchObject({ ...http, HealthCheckIntervalSeconds: 60 });
    const back = (await modify({ HealthCheckProtocol: "TCP" })).TargetGroups?.[0];
    expect([back?.HealthCheckPath, back?.Matcher]).toEqual([undefined, undefined]);
    await expect(modify({ HealthCheckIntervalSeconds: 1 })).rejects.toMatchObject(refused("ValidationError"));
    await expect(modify({ HealthCheckPath: "/x" })).rejects.toMatchObject(
      refused("InvalidConfigurationRequestException"),
    );
  });

  it("a listener keeps its ARN when its port changes", async () => {
    const { arn: ListenerArn } = first(world().listeners);
    const modify = (Port: number) => balancing().send(new elb.ModifyListenerCommand({ ListenerArn, Port }));
    expect((await modify(5001)).Listeners).toMatchObject([{ ListenerArn, Port: 5001 }]);
    await expect(modify(0)).rejects.toMatchObject(refused("ValidationError"));
    const twin = { ...first(world().listeners), arn: `${ListenerArn}0`, port: 6000 };
    world().listeners.set(twin.arn, twin);
    await expect(modify(6000)).rejects.toMatchObject(refused("DuplicateListenerException"));
  });

  it("a load balancer can be given addresses, and needs room where it is not", async () => {
    const create = (Name: string, SubnetMappings: elb.SubnetMapping[]) =>
      balancing().send(
        new elb.CreateLoadBalancerCommand({ Name, Type: "network", Scheme: "internal", SubnetMappings }),
      );
    const subnet = named(world().subnets, "platform-private-1");
    const fixed = [{ SubnetId: subnet.id, PrivateIPv4Address: "10.0.1.200" }];
    const { LoadBalancers } = await create("fixed", fixed);
    expect(LoadBalancers?.[0]?.AvailabilityZones?.[0]?.LoadBalancerAddresses).toEqual([
      { PrivateIPv4Address: "10.0.1.200" },
    ]);
    expect((await create("fixed", fixed)).LoadBalancers?.[0]?.LoadBalancerArn).toBe(
      LoadBalancers?.[0]?.LoadBalancerArn,
    );
    subnet.cidr = "10.0.1.0/29";
    const full = create("free", [{ SubnetId: subnet.id }]);
    await expect(full).rejects.toMatchObject(refused("InvalidSubnetException", "at least 8 free"));
  });

  it("tags come and go", async () => {
    const ResourceArns = [LoadBalancerArn(), TargetGroupArn()];
    await balancing().send(new elb.AddTagsCommand({ ResourceArns, Tags: [{ Key: "team", Value: "a" }] }));
    const tags = async () => {
      const answer = await balancing().send(new elb.DescribeTagsCommand({ ResourceArns }));
      return answer.TagDescriptions?.map((each) => each.Tags?.some(({ Key }) => Key === "team"));
    };
    expect(await tags()).toEqual([true, true]);
    await balancing().send(new elb.RemoveTagsCommand({ ResourceArns, TagKeys: ["team"] }));
    expect(await tags()).toEqual([false, false]);
    const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}` }));
    const many = balancing().send(new elb.AddTagsCommand({ ResourceArns, Tags }));
    await expect(many).rejects.toMatchObject(refused("TooManyTagsException"));
  });
});

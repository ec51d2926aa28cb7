import * as ec2 from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Endpoint } from "../../src/sandbox/state/privateLink.ts";
import { first, named, openStage, refused, type Stage, until } from "../unit/sandbox/stage.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const world = () => stage.sandbox.world;
const service = () => first(world().endpointServices);
const endpoint = () => first(world().endpoints);
const subnet = (name: string) => named(world().subnets, name);

const create = async (change: Partial<ec2.CreateVpcEndpointCommandInput> = {}) => {
  const { vpcId, subnetIds } = endpoint();
  const input = { VpcEndpointType: "Interface", VpcId: vpcId, ServiceName: service().name } as const;
  const request = new ec2.CreateVpcEndpointCommand({ ...input, SubnetIds: subnetIds, ...change });
  return (await stage.consumer.ec2.send(request)).VpcEndpoint ?? {};
};

const modify = (change: Partial<ec2.ModifyVpcEndpointCommandInput>, VpcEndpointId = endpoint().id) =>
  stage.consumer.ec2.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));

const described = async (VpcEndpointId = endpoint().id) => {
  const request = new ec2.DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] });
  return (await stage.consumer.ec2.send(request)).VpcEndpoints?.[0] ?? {};
};

/** Opens the service to the consumer's other Region, and makes an endpoint there. */
async function openToIreland(): Promise<void> {
  const input = { ServiceId: service().id, AddSupportedRegions: ["eu-west-1"] };
  await stage.provider.ec2.send(new ec2.ModifyVpcEndpointServiceConfigurationCommand(input));
  await until(() => service().supportedRegions[0]?.state === "Available");
}

describe("CreateVpcEndpoint", () => {
  it("takes fixed addresses, and refuses those that cannot be had", async () => {
    const SubnetId = subnet("orders-private-1").id;
    const at = (Ipv4: string, SubnetIds = [SubnetId]) =>
      create({ SubnetIds, SubnetConfigurations: [{ SubnetId, Ipv4 }] });
    const { NetworkInterfaceIds = [] } = await at("10.1.1.77");
    expect(world().networkInterfaces.get(NetworkInterfaceIds[0] ?? "")?.privateIp).toBe("10.1.1.77");
    await expect(at("10.1.1.77")).rejects.toMatchObject(refused("InvalidIPAddress.InUse"));
    await expect(at("10.1.1.3")).rejects.toMatchObject(refused("InvalidParameterValue", "reserved"));
    await expect(at("10.9.1.9")).rejects.toMatchObject(refused("InvalidParameterValue", "range"));
    await expect(at("10.1.1.9", [])).rejects.toMatchObject(refused("InvalidParameter", "configuration"));
  });

  it("leaves nothing behind when a subnet is full", async () => {
    subnet("orders-private-2").cidr = "10.1.2.0/29";
    const taken = world().networkInterfaces.size;
    for (let address = 4; address < 7; address += 1) {
      const eni = { ...first(world().networkInterfaces), privateIp: `10.1.2.${address}` };
      world().networkInterfaces.set(`eni-${address}`, { ...eni, subnetId: subnet("orders-private-2").id });
    }
    await expect(create()).rejects.toMatchObject(refused("InsufficientFreeAddressesInSubnet"));
    expect(world().networkInterfaces.size).toBe(taken + 3);
    expect(world().endpoints.size).toBe(1);
  });

  it("stops at the quota of the VPC, which does not count what is being deleted", async () => {
    const [original] = world().endpoints.values();
    if (original === undefined) throw new Error("There is no endpoint.");
    for (let count = 1; count < 50; count += 1) {
      const id = `vpce-${count}`;
      world().endpoints.set(id, { ...original, id });
    }
    await expect(create()).rejects.toMatchObject(refused("VpcEndpointLimitExceeded"));
    original.state = "deleting";
    expect((await create()).State).toBe("pendingAcceptance");
  });

  it("makes endpoints to AWS's own services, with private DNS and a policy", async () => {
    const ServiceName = "com.amazonaws.us-east-1.ssm";
    const { VpcEndpointId, ...made } = await create({ ServiceName, PrivateDnsEnabled: true });
    expect(made.State).toBe("pending");
    expect(made.DnsEntries?.at(-1)?.DnsName).toBe("ssm.us-east-1.amazonaws.com");
    expect(made.PolicyDocument).toContain('"Allow"');
    const rival = create({ ServiceName, PrivateDnsEnabled: true });
    await expect(rival).rejects.toMatchObject(refused("InvalidParameter", "conflicting DNS domain for ssm."));
    const policy = '{"Statement":[]}';
    await modify({ PolicyDocument: policy }, VpcEndpointId);
    expect((await described(VpcEndpointId)).PolicyDocument).toBe(policy);
    await modify({ ResetPolicy: true }, VpcEndpointId);
    expect((await described(VpcEndpointId)).PolicyDocument).toBe(made.PolicyDocument);
    const bad = modify({ PolicyDocument: "{" }, VpcEndpointId);
    await expect(bad).rejects.toMatchObject(refused("InvalidPolicyDocument"));
    const shared = modify({ PolicyDocument: policy });
    await expect(shared).rejects.toMatchObject(
      refused("InvalidParameter", "does not support endpoint policies"),
    );
  });

  it("makes gateway endpoints with route tables, and only where the service has that type", async () => {
    const table = named(world().routeTables, "orders-private").id;
    const gateway = { VpcEndpointType: "Gateway", SubnetIds: undefined } as const;
    const ServiceName = "com.amazonaws.us-east-1.s3";
    const { VpcEndpointId, ...made } = await create({ ...gateway, ServiceName, RouteTableIds: [table] });
    expect(made).toMatchObject({ State: "available", VpcEndpointType: "Gateway", RouteTableIds: [table] });
    await modify({ RemoveRouteTableIds: [table] }, VpcEndpointId);
    expect((await described(VpcEndpointId)).RouteTableIds ?? []).toEqual([]);
    await expect(modify({ AddSubnetIds: ["subnet-1"] }, VpcEndpointId)).rejects.toMatchObject(
      refused("InvalidParameter"),
    );
    await expect(create(gateway)).rejects.toMatchObject(
      refused(
        "InvalidParameter",
        "Endpoint type (Gateway) does not match available service types ([Interface])",
      ),
    );
    const missing = create({ ...gateway, ServiceName, RouteTableIds: ["rtb-0"] });
    await expect(missing).rejects.toMatchObject(refused("InvalidRouteTableID.NotFound"));
  });

  it.each<[string, Partial<ec2.CreateVpcEndpointCommandInput>, string]>([
    ["an IPv6 endpoint to an IPv4 service", { IpAddressType: "ipv6" }, "InvalidParameter"],
    ["no known address type", { IpAddressType: "ipv5" as "ipv6" }, "InvalidParameterValue"],
    ["records that do not fit", { DnsOptions: { DnsRecordIpType: "ipv6" } }, "InvalidParameter"],
    ["another Region that the service is not open to", { ServiceRegion: "eu-west-1" }, "InvalidServiceName"],
    ["no service", { ServiceName: undefined }, "MissingParameter"],
    [
      "tags of another type",
      { TagSpecifications: [{ ResourceType: "vpc", Tags: [] }] },
      "InvalidParameterValue",
    ],
  ])("refuses %s", async (_, change, code) => {
    await expect(create(change)).rejects.toMatchObject(refused(code));
    expect(world().endpoints.size).toBe(1);
  });
});

describe("ModifyVpcEndpoint", () => {
  it("moves an endpoint into and out of subnets, with interfaces and zonal names, through pending", async () => {
    endpoint().state = "available";
    service().zoneIds.push("use1-az4");
    const [one = ""] = endpoint().subnetIds;
    const added = subnet("orders-private-4").id;
    const interfaces = world().networkInterfaces.size;
    await modify({ AddSubnetIds: [added], RemoveSubnetIds: [one] });
    const { SubnetIds, NetworkInterfaceIds, DnsEntries } = await described();
    expect(SubnetIds).toContain(added);
    expect(SubnetIds).not.toContain(one);
    expect(world().networkInterfaces.size).toBe(interfaces);
    expect(NetworkInterfaceIds).toHaveLength(2);
    const names = DnsEntries?.map(({ DnsName = "" }) => DnsName.split(".")[0]?.split("-").slice(3).join("-"));
    expect(names).toEqual(["", "us-east-1d", "us-east-1a"]);
    await until(() => endpoint().state === "available");
    const twice = modify({ AddSubnetIds: [added] });
    await expect(twice).rejects.toMatchObject(refused("DuplicateSubnetsInSameZone"));
    await expect(modify({ RemoveSubnetIds: [one] })).rejects.toMatchObject(refused("InvalidParameter"));
  });

  it("changes security groups on the interfaces too, and keeps at least one", async () => {
    const tester = [...world().securityGroups.values()].find(({ name }) => name === "tester")?.id ?? "";
    const [own = ""] = endpoint().securityGroupIds;
    await modify({ AddSecurityGroupIds: [tester], RemoveSecurityGroupIds: [own] });
    const eni = world().networkInterfaces.get(endpoint().networkInterfaceIds[0] ?? "");
    expect(eni?.securityGroupIds).toEqual([tester]);
    const none = modify({ RemoveSecurityGroupIds: [tester] });
    await expect(none).rejects.toMatchObject(refused("InvalidParameter"));
  });

  it("private DNS needs both DNS attributes of the VPC", async () => {
    endpoint().state = "available";
    Object.assign(service(), { privateDnsName: "hello.example.com", privateDnsNameState: "verified" });
    world().vpcDns.set(endpoint().vpcId, { support: true, hostnames: false });
    await expect(modify({ PrivateDnsEnabled: true })).rejects.toMatchObject(
      refused("InvalidParameter", "requires both enableDnsSupport and enableDnsHostnames"),
    );
    world().vpcDns.set(endpoint().vpcId, { support: true, hostnames: true });
    await modify({ PrivateDnsEnabled: true });
    expect((await described()).DnsEntries?.at(-1)).toMatchObject({ DnsName: "hello.example.com" });
  });

  it("is refused as a whole, and for what is gone", async () => {
    const mixed = modify({ PrivateDnsEnabled: true, AddSecurityGroupIds: ["sg-0"] });
    await expect(mixed).rejects.toMatchObject({ name: "InvalidParameter" });
    endpoint().state = "deleting";
    const gone = modify({ PrivateDnsEnabled: false });
    await expect(gone).rejects.toMatchObject(refused("InvalidVpcEndpointId.NotFound"));
    await expect(modify({}, "endpoint")).rejects.toMatchObject(refused("InvalidVpcEndpointId.Malformed"));
  });
});

describe("cross-Region access", () => {
  const visible = (ServiceRegions?: string[]) =>
    stage.ireland.ec2.send(
      new ec2.DescribeVpcEndpointServicesCommand({
        ServiceNames: [service().name],
        ...(ServiceRegions && { ServiceRegions }),
      }),
    );

  it("is there once the service supports the Region, and shows no zones", async () => {
    await expect(visible(["us-east-1"])).rejects.toMatchObject(refused("InvalidServiceName"));
    await openToIreland();
    await expect(visible()).rejects.toMatchObject(refused("InvalidServiceName"));
    const [detail] = (await visible(["us-east-1"])).ServiceDetails ?? [];
    expect(detail).toMatchObject({ ServiceRegion: "us-east-1", Owner: "111122223333" });
    expect(detail?.AvailabilityZones ?? []).toEqual([]);
  });

  it("gives endpoints whose connections the provider can tell", async () => {
    await openToIreland();
    const { VpcEndpoint } = await stage.ireland.ec2.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: "Interface",
        VpcId: named(world().vpcs, "orders-eu").id,
        SubnetIds: [subnet("orders-eu-private-1").id],
        ServiceName: service().name,
        ServiceRegion: "us-east-1",
        PrivateDnsEnabled: false,
      }),
    );
    expect(VpcEndpoint).toMatchObject({ State: "pendingAcceptance", ServiceRegion: "us-east-1" });
    expect(VpcEndpoint?.DnsEntries?.[0]?.DnsName).toContain(`${service().id}.us-east-1.vpce.amazonaws.com`);
    const list = async (value: string) => {
      const Filters = [{ Name: "vpc-endpoint-region", Values: [value] }];
      const request = new ec2.DescribeVpcEndpointConnectionsCommand({ Filters });
      return (await stage.provider.ec2.send(request)).VpcEndpointConnections ?? [];
    };
    const ids = { VpcEndpointId: VpcEndpoint?.VpcEndpointId, VpcEndpointRegion: "eu-west-1" };
    expect(await list("cross-region")).toMatchObject([ids]);
    expect(await list("eu-west-1")).toMatchObject([ids]);
    expect(await list("us-east-1")).toHaveLength(1);
    const VpcEndpointIds = [VpcEndpoint?.VpcEndpointId ?? ""];
    const decision = { ServiceId: service().id, VpcEndpointIds };
    const accepted = await stage.provider.ec2.send(new ec2.AcceptVpcEndpointConnectionsCommand(decision));
    expect(accepted.Unsuccessful ?? []).toEqual([]);
    await until(() => world().endpoints.get(VpcEndpointIds[0] ?? "")?.state === "available");
  });

  it("is not for a few zones", async () => {
    Object.assign(service(), { region: "eu-west-1" });
    Object.assign(service(), { supportedRegions: [{ region: "us-east-1", state: "Available" }] });
    subnet("orders-private-4").zoneId = "use1-az3";
    const SubnetIds = [subnet("orders-private-4").id];
    await expect(create({ SubnetIds, ServiceRegion: "eu-west-1" })).rejects.toMatchObject(
      refused(
        "InvalidParameter",
        "Only the following availability zones are supported for remote access: use1-az1, use1-az2, use1-az4, use1-az6",
      ),
    );
  });
});

describe("lists of a consumer", () => {
  it("services show only the zones that the caller has too, under the caller's names", async () => {
    const zones = async () => {
      const ServiceNames = [service().name];
      const request = new ec2.DescribeVpcEndpointServicesCommand({ ServiceNames });
      return (await stage.consumer.ec2.send(request)).ServiceDetails?.[0];
    };
    expect(await zones()).toMatchObject({
      AvailabilityZoneIds: ["use1-az1", "use1-az2"],
      AvailabilityZones: ["us-east-1c", "us-east-1d"],
    });
    const consumer = world().accounts.find(({ profile }) => profile === "consumer");
    Object.assign(consumer ?? {}, { closedZoneIds: ["use1-az2"] });
    expect(await zones()).toMatchObject({
      AvailabilityZoneIds: ["use1-az1"],
      AvailabilityZones: ["us-east-1c"],
    });
  });

  it("services can be filtered by all that AWS filters by", async () => {
    const count = async (Name: string, Value: string) => {
      const Filters = [{ Name, Values: [Value] }];
      const request = new ec2.DescribeVpcEndpointServicesCommand({ Filters });
      return (await stage.consumer.ec2.send(request)).ServiceNames?.length ?? 0;
    };
    expect(await count("owner", "111122223333")).toBe(1);
    expect(await count("service-type", "Gateway")).toBe(2);
    expect(await count("service-name", "com.amazonaws.us-east-1.s3")).toBe(2);
    expect(await count("service-region", "us-east-1")).toBeGreaterThan(10);
    expect(await count("supported-ip-address-types", "ipv6")).toBe(0);
    expect(await count("tag-key", "Name")).toBe(1);
    await expect(count("vpc-id", "vpc-0")).rejects.toMatchObject(refused("InvalidFilter"));
  });

  it("endpoints of types and states that only scenarios make are listed with what they have", async () => {
    const resource: Endpoint = {
      ...endpoint(),
      id: "vpce-0aaaaaaaaaaaaaaaa",
      type: "Resource",
      serviceName: "",
      state: "failed",
      resourceConfigurationArn: "arn:aws:vpc-lattice:us-east-1:111122223333:resourceconfiguration/rcfg-1",
      lastError: { code: "Boom", message: "It did not work." },
      failureReason: "It did not work.",
      tags: new Map(),
    };
    delete resource.serviceId;
    world().endpoints.set(resource.id, resource);
    const Filters = [
      { Name: "vpc-endpoint-type", Values: ["Resource"] },
      { Name: "vpc-endpoint-state", Values: ["failed"] },
      { Name: "vpc-id", Values: [endpoint().vpcId] },
      { Name: "ip-address-type", Values: ["ipv4"] },
    ];
    const listed = await stage.consumer.ec2.send(new ec2.DescribeVpcEndpointsCommand({ Filters }));
    expect(listed.VpcEndpoints).toMatchObject([
      { VpcEndpointId: resource.id, LastError: { Code: "Boom" }, FailureReason: "It did not work." },
    ]);
    expect(listed.VpcEndpoints?.[0]?.ServiceName).toBeUndefined();
  });

  it("associations come from the world, in pages of their own size", async () => {
    const list = (input: ec2.DescribeVpcEndpointAssociationsCommandInput = {}) =>
      stage.consumer.ec2.send(new ec2.DescribeVpcEndpointAssociationsCommand(input));
    expect((await list()).VpcEndpointAssociations ?? []).toEqual([]);
    for (const id of ["vpce-rsc-asc-1", "vpce-rsc-asc-2"]) {
      world().endpointAssociations.set(id, {
        account: endpoint().account,
        region: "us-east-1",
        tags: new Map(),
        id,
        endpointId: endpoint().id,
        associatedResourceArn: `arn:aws:vpc-lattice:us-east-1:111122223333:resourceconfiguration/${id}`,
        accessibility: "Accessible",
        dnsName: "x.example.com",
      });
    }
    const page = await list({ MaxResults: 1 });
    expect(page.VpcEndpointAssociations).toMatchObject([
      {
        Id: "vpce-rsc-asc-1",
        AssociatedResourceAccessibility: "Accessible",
        DnsEntry: { DnsName: "x.example.com" },
      },
    ]);
    const rest = await list({ NextToken: page.NextToken });
    expect(rest.VpcEndpointAssociations).toHaveLength(1);
    const Filters = [{ Name: "association-id", Values: ["vpce-rsc-asc-2"] }];
    expect((await list({ Filters })).VpcEndpointAssociations).toHaveLength(1);
    await expect(list({ MaxResults: 101 })).rejects.toMatchObject(refused("InvalidParameterValue"));
  });

  it("pages refuse tokens that are none", async () => {
    const bad = new ec2.DescribeVpcEndpointsCommand({ NextToken: "x", MaxResults: 5 });
    await expect(stage.consumer.ec2.send(bad)).rejects.toMatchObject(refused("InvalidNextToken"));
  });
});

describe("tags", () => {
  const tag = (Resources: string[], Tags: ec2.Tag[]) =>
    stage.consumer.ec2.send(new ec2.CreateTagsCommand({ Resources, Tags }));

  it("are limited in number and cannot pretend to be AWS's", async () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
    await expect(tag([endpoint().id], many)).rejects.toMatchObject(refused("TagLimitExceeded"));
    const own = [{ Key: "aws:name", Value: "" }];
    await expect(tag([endpoint().id], own)).rejects.toMatchObject(
      refused("InvalidParameterValue", "reserved"),
    );
    await expect(tag([endpoint().id, "vpce-0"], [{ Key: "a", Value: "b" }])).rejects.toMatchObject(
      refused("InvalidID"),
    );
    expect(endpoint().tags.has("a")).toBe(false);
  });
});

describe("DryRun", () => {
  it.each<[string, object]>([
    ["CreateVpcEndpointServiceConfiguration", { NetworkLoadBalancerArns: ["arn"] }],
    ["ModifyVpcEndpointServicePayerResponsibility", { ServiceId: "s", PayerResponsibility: "ServiceOwner" }],
    ["StartVpcEndpointServicePrivateDnsVerification", { ServiceId: "s" }],
    ["DescribeVpcEndpointAssociations", {}],
    ["DeleteVpcEndpointConnectionNotifications", { ConnectionNotificationIds: ["n"] }],
    ["CreateVpc", { CidrBlock: "10.0.0.0/16" }],
    ["CreateNatGateway", { SubnetId: "s" }],
    ["ReleaseAddress", { AllocationId: "a" }],
    ["ModifySecurityGroupRules", { GroupId: "g", SecurityGroupRules: [{ SecurityGroupRuleId: "r" }] }],
  ])("%s would have succeeded, whatever it names", async (operation, input) => {
    const Command: new (input: object) => ec2.DescribeVpcsCommand = Reflect.get(ec2, `${operation}Command`);
    const dry = stage.provider.ec2.send(new Command({ ...input, DryRun: true }));
    await expect(dry).rejects.toMatchObject(refused("DryRunOperation"));
  });
});

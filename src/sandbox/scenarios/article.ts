import { resourceId } from "../state/ids.ts";
import { amiParameters } from "../state/images.ts";
import type { Subnet, Vpc } from "../state/network.ts";
import { regionNames, regionOf } from "../state/regions.ts";
import type { ScenarioBuilder } from "./builder.ts";
import { addNatGateway, addRouteTable, addSubnet, addVpc, type Site } from "./network.ts";

/** The two accounts of every scenario. */
export const providerAccount = "111122223333";
export const consumerAccount = "444455556666";

/**
 * The networks of a provider and a consumer before anything of PrivateLink exists, with a managed instance in the
 * consumer's network to test from.
 */
export async function buildArticle(builder: ScenarioBuilder): Promise<void> {
  buildProvider({ world: builder.world, account: providerAccount, region: "us-east-1" });
  const orders = buildConsumer({ world: builder.world, account: consumerAccount, region: "us-east-1" });
  await addTester(builder, orders.vpc, orders.testerSubnet);
  buildIreland(
    { world: builder.world, account: providerAccount, region: "eu-west-1" },
    "platform-eu",
    "10.8",
  );
  buildIreland({ world: builder.world, account: consumerAccount, region: "eu-west-1" }, "orders-eu", "10.9");
}

/** What every new AWS account starts with: a default VPC in each Region, with a public subnet in each zone. */
export function buildDefaultNetworks(builder: ScenarioBuilder, account: string): void {
  for (const region of regionNames) {
    const site: Site = { world: builder.world, account, region };
    const vpc = addVpc(site, "default", "172.31.0.0/16", true);
    const subnets = regionOf(region).zoneIds.map((zoneId, index) =>
      addSubnet(site, vpc, `default-${index + 1}`, `172.31.${index * 16}.0/20`, zoneId),
    );
    addRouteTable(site, vpc, "default-public", subnets, [resourceId("igw")]);
  }
}

function buildProvider(site: Site): void {
  const vpc = addVpc(site, "platform", "10.0.0.0/16");
  const publicSubnet = addSubnet(site, vpc, "platform-public", "10.0.0.0/24", "use1-az1");
  const privateSubnets = [
    addSubnet(site, vpc, "platform-private-1", "10.0.1.0/24", "use1-az1"),
    addSubnet(site, vpc, "platform-private-2", "10.0.2.0/24", "use1-az2"),
  ];
  addRouteTable(site, vpc, "platform-public", [publicSubnet], [resourceId("igw")]);
  const nat = addNatGateway(site, publicSubnet, "platform");
  addRouteTable(site, vpc, "platform-private", privateSubnets, [nat.id]);
}

/** The consumer's subnets reach the internet through the company's transit gateway, which is not part of the VPC. */
function buildConsumer(site: Site): { vpc: Vpc; testerSubnet: Subnet } {
  const vpc = addVpc(site, "orders", "10.1.0.0/16");
  const testerSubnet = addSubnet(site, vpc, "orders-private-1", "10.1.1.0/24", "use1-az1");
  const others = [
    addSubnet(site, vpc, "orders-private-2", "10.1.2.0/24", "use1-az2"),
    addSubnet(site, vpc, "orders-private-4", "10.1.4.0/24", "use1-az4"),
  ];
  addRouteTable(site, vpc, "orders-private", [testerSubnet, ...others], [resourceId("tgw")]);
  return { vpc, testerSubnet };
}

function buildIreland(site: Site, name: string, prefix: string): void {
  const vpc = addVpc(site, name, `${prefix}.0.0/16`);
  const subnets = [
    addSubnet(site, vpc, `${name}-private-1`, `${prefix}.1.0/24`, "euw1-az1"),
    addSubnet(site, vpc, `${name}-private-2`, `${prefix}.2.0/24`, "euw1-az2"),
  ];
  addRouteTable(site, vpc, `${name}-private`, subnets, [resourceId("tgw")]);
}

async function addTester(builder: ScenarioBuilder, vpc: Vpc, subnet: Subnet): Promise<void> {
  const account = builder.account(consumerAccount);
  const tags = (ResourceType: string) => [{ ResourceType, Tags: [{ Key: "Name", Value: "tester" }] }];
  const { GroupId } = (await builder.call(account, "us-east-1", "ec2", "CreateSecurityGroup", {
    GroupName: "tester",
    Description: "Test instance of the orders team",
    VpcId: vpc.id,
    TagSpecifications: tags("security-group"),
  })) as { GroupId: string };
  await builder.call(account, "us-east-1", "ec2", "RunInstances", {
    ImageId: amiParameters("us-east-1")[0]?.id,
    InstanceType: "t3.micro",
    MinCount: 1,
    MaxCount: 1,
    SubnetId: subnet.id,
    SecurityGroupIds: [GroupId],
    IamInstanceProfile: { Name: "orders-ssm" },
    TagSpecifications: tags("instance"),
  });
}

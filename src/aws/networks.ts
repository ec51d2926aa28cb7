import {
  DescribeVpcAttributeCommand,
  paginateDescribeInstances,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type Instance as SdkInstance,
  type RouteTable as SdkRouteTable,
  type Subnet as SdkSubnet,
  type Vpc as SdkVpc,
} from "@aws-sdk/client-ec2";
import type { Instance, Network, RouteTable, Subnet, Vpc, VpcDns } from "../core/model/network.ts";
import type { Scope } from "../core/model/scope.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { DefaultRoutes } from "./defaultRoutes.ts";
import { optional, toTags } from "./mapping.ts";
import { toSecurityGroup } from "./securityGroups.ts";

const pageSize = 1000;

export async function listVpcs(clients: Clients, attempt: Attempt, scope: Scope, abortSignal: AbortSignal) {
  const client = await clients.ec2(scope);
  const vpcs = await attempt(scope, "ec2:DescribeVpcs", () =>
    collect(paginateDescribeVpcs({ client, pageSize }, {}, { abortSignal }), (page) => page.Vpcs),
  );
  return vpcs.map(toVpc);
}

/** VPCs, subnets with their way out, and instances of a scope, read together. */
export async function readNetwork(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
): Promise<Network> {
  const client = await clients.ec2(scope);
  const [vpcs, subnets, reservations, tables, groups] = await Promise.all([
    listVpcs(clients, attempt, scope, abortSignal),
    attempt(scope, "ec2:DescribeSubnets", () =>
      collect(paginateDescribeSubnets({ client, pageSize }, {}, { abortSignal }), (page) => page.Subnets),
    ),
    attempt(scope, "ec2:DescribeInstances", () =>
      collect(
        paginateDescribeInstances({ client, pageSize }, {}, { abortSignal }),
        (page) => page.Reservations,
      ),
    ),
    attempt(scope, "ec2:DescribeRouteTables", () =>
      // The one list that AWS caps at 100.
      collect(
        paginateDescribeRouteTables({ client, pageSize: 100 }, {}, { abortSignal }),
        (page) => page.RouteTables,
      ),
    ),
    attempt(scope, "ec2:DescribeSecurityGroups", () =>
      collect(
        paginateDescribeSecurityGroups({ client, pageSize }, {}, { abortSignal }),
        (page) => page.SecurityGroups,
      ),
    ),
  ]);
  const defaultRoutes = new DefaultRoutes(tables);
  const instances = reservations.flatMap(({ Instances }) => Instances ?? []).map(toInstance);
  return {
    vpcs,
    subnets: subnets.map((subnet) => ({ ...toSubnet(subnet), wayOut: defaultRoutes.wayOut(subnet) })),
    instances,
    securityGroups: groups.map(toSecurityGroup),
    routeTables: tables.map(toRouteTable),
  };
}

/** Whether the VPC resolves names, and gives them: one call for each, as the API has it. */
export async function readVpcDns(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  VpcId: string,
  abortSignal: AbortSignal,
): Promise<VpcDns> {
  const client = await clients.ec2(scope);
  const read = (Attribute: "enableDnsSupport" | "enableDnsHostnames") =>
    attempt(scope, "ec2:DescribeVpcAttribute", () =>
      client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }), { abortSignal }),
    );
  const [support, hostnames] = await Promise.all([read("enableDnsSupport"), read("enableDnsHostnames")]);
  return {
    support: support.EnableDnsSupport?.Value ?? true,
    hostnames: hostnames.EnableDnsHostnames?.Value ?? false,
  };
}

export function toVpc(vpc: SdkVpc): Vpc {
  const associated = (vpc.CidrBlockAssociationSet ?? [])
    .filter(({ CidrBlockState }) => CidrBlockState?.State === "associated")
    .flatMap(({ CidrBlock }) => CidrBlock ?? []);
  const main = vpc.CidrBlock === undefined ? [] : [vpc.CidrBlock];
  return { id: vpc.VpcId ?? "", cidrs: [...new Set([...main, ...associated])], tags: toTags(vpc.Tags) };
}

/** A subnet but for where its default route leads. */
export function toSubnet(subnet: SdkSubnet): Omit<Subnet, "wayOut"> {
  return {
    id: subnet.SubnetId ?? "",
    vpcId: subnet.VpcId ?? "",
    cidr: subnet.CidrBlock ?? "",
    ...optional("ipv6Cidr", subnet.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock),
    zoneName: subnet.AvailabilityZone ?? "",
    zoneId: subnet.AvailabilityZoneId ?? "",
    freeAddresses: subnet.AvailableIpAddressCount ?? 0,
    tags: toTags(subnet.Tags),
  };
}

function toRouteTable(table: SdkRouteTable): RouteTable {
  const associations = table.Associations ?? [];
  return {
    id: table.RouteTableId ?? "",
    vpcId: table.VpcId ?? "",
    main: associations.some(({ Main }) => Main === true),
    subnetIds: associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    tags: toTags(table.Tags),
  };
}

export function toInstance(instance: SdkInstance): Instance {
  return {
    id: instance.InstanceId ?? "",
    vpcId: instance.VpcId ?? "",
    subnetId: instance.SubnetId ?? "",
    ip: instance.PrivateIpAddress ?? "",
    state: instance.State?.Name ?? "unknown",
    zoneName: instance.Placement?.AvailabilityZone ?? "",
    securityGroupIds: (instance.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    ...optional("profileArn", instance.IamInstanceProfile?.Arn),
    tags: toTags(instance.Tags),
  };
}

import {
  type NetworkAcl,
  type NetworkAclEntry,
  paginateDescribeDhcpOptions,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type Route,
  type RouteTable,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { VpcFacts } from "../app/aws.ts";
import type {
  NetworkAclEntry as AclEntry,
  NetworkAclFacts,
  RouteFacts,
  RouteTableFacts,
  RuleFacts,
  SecurityGroupFacts,
  SubnetFacts,
} from "../core/diagnose/evidence/network.ts";
import { optional } from "./mapping.ts";
import { toSubnet, toVpc } from "./networks.ts";
import { listEc2, type Reading } from "./reading.ts";

const pageSize = 1000;
/** The one list that AWS caps lower. */
const routeTablePage = 100;

export async function readVpcs(reading: Reading, ids: readonly string[]): Promise<readonly VpcFacts[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeVpcs",
    { "vpc-id": ids },
    (client, input, abortSignal) => paginateDescribeVpcs({ client, pageSize }, input, { abortSignal }),
    (page) => page.Vpcs,
  );
  return found.map((vpc) => ({ ...toVpc(vpc), dhcpOptionsId: vpc.DhcpOptionsId ?? "default" }));
}

/** The name servers that a set of DHCP options gives; none for `default`, which is AWS's word for having no options. */
export async function readNameServers(reading: Reading, id: string): Promise<readonly string[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeDhcpOptions",
    { "dhcp-options-id": id === "default" ? [] : [id] },
    (client, input, abortSignal) => paginateDescribeDhcpOptions({ client, pageSize }, input, { abortSignal }),
    (page) => page.DhcpOptions,
  );
  return found
    .flatMap(({ DhcpConfigurations }) => DhcpConfigurations ?? [])
    .filter(({ Key }) => Key === "domain-name-servers")
    .flatMap(({ Values }) => Values ?? [])
    .flatMap(({ Value }) => Value ?? []);
}

export async function readSubnets(
  reading: Reading,
  vpcIds: readonly string[],
): Promise<readonly SubnetFacts[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeSubnets",
    { "vpc-id": vpcIds },
    (client, input, abortSignal) => paginateDescribeSubnets({ client, pageSize }, input, { abortSignal }),
    (page) => page.Subnets,
  );
  return found.map((subnet) => ({ ...toSubnet(subnet), ownerId: subnet.OwnerId ?? "" }));
}

export async function readNetworkAcls(
  reading: Reading,
  vpcIds: readonly string[],
): Promise<readonly NetworkAclFacts[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeNetworkAcls",
    { "vpc-id": vpcIds },
    (client, input, abortSignal) => paginateDescribeNetworkAcls({ client, pageSize }, input, { abortSignal }),
    (page) => page.NetworkAcls,
  );
  return found.map(toAcl);
}

export async function readRouteTables(
  reading: Reading,
  vpcIds: readonly string[],
): Promise<readonly RouteTableFacts[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeRouteTables",
    { "vpc-id": vpcIds },
    (client, input, abortSignal) =>
      paginateDescribeRouteTables({ client, pageSize: routeTablePage }, input, { abortSignal }),
    (page) => page.RouteTables,
  );
  return found.map(toRouteTable);
}

/** Two lists: the groups, and the rules of all of them. */
export async function readSecurityGroups(
  reading: Reading,
  ids: readonly string[],
): Promise<readonly SecurityGroupFacts[]> {
  const filters = { "group-id": ids };
  const [groups, rules] = await Promise.all([
    listEc2(
      reading,
      "ec2:DescribeSecurityGroups",
      filters,
      (client, input, abortSignal) =>
        paginateDescribeSecurityGroups({ client, pageSize }, input, { abortSignal }),
      (page) => page.SecurityGroups,
    ),
    listEc2(
      reading,
      "ec2:DescribeSecurityGroupRules",
      filters,
      (client, input, abortSignal) =>
        paginateDescribeSecurityGroupRules({ client, pageSize }, input, { abortSignal }),
      (page) => page.SecurityGroupRules,
    ),
  ]);
  return groups.map(({ GroupId = "", GroupName = "", VpcId = "" }) => ({
    id: GroupId,
    name: GroupName,
    vpcId: VpcId,
    rules: rules.filter((rule) => rule.GroupId === GroupId).flatMap(toRule),
  }));
}

function toRule(rule: SecurityGroupRule): readonly RuleFacts[] {
  const peer = toPeer(rule);
  if (peer === undefined) return [];
  return [
    {
      id: rule.SecurityGroupRuleId ?? "",
      egress: rule.IsEgress ?? false,
      protocol: rule.IpProtocol ?? "",
      // Rules for every port have -1 there.
      ...optional("fromPort", rule.FromPort === -1 ? undefined : rule.FromPort),
      ...optional("toPort", rule.ToPort === -1 ? undefined : rule.ToPort),
      peer,
    },
  ];
}

function toPeer({
  CidrIpv4,
  CidrIpv6,
  PrefixListId,
  ReferencedGroupInfo: group,
}: SecurityGroupRule): RuleFacts["peer"] | undefined {
  const cidr = CidrIpv4 ?? CidrIpv6;
  if (cidr !== undefined) return { kind: "cidr", cidr };
  if (PrefixListId !== undefined) return { kind: "prefixList", id: PrefixListId };
  if (group?.GroupId === undefined) return undefined;
  return { kind: "group", groupId: group.GroupId, ...optional("vpcId", group.VpcId) };
}

function toAcl({ NetworkAclId = "", Associations = [], Entries = [] }: NetworkAcl): NetworkAclFacts {
  return {
    id: NetworkAclId,
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    entries: Entries.map(toEntry).toSorted((a, b) => a.number - b.number),
  };
}

function toEntry(entry: NetworkAclEntry): AclEntry {
  return {
    number: entry.RuleNumber ?? 0,
    egress: entry.Egress ?? false,
    allow: entry.RuleAction === "allow",
    protocol: entry.Protocol ?? "",
    cidr: entry.CidrBlock ?? entry.Ipv6CidrBlock ?? "",
    ...optional("fromPort", entry.PortRange?.From),
    ...optional("toPort", entry.PortRange?.To),
  };
}

function toRouteTable({ RouteTableId = "", VpcId = "", Associations = [], Routes = [] }: RouteTable) {
  return {
    id: RouteTableId,
    vpcId: VpcId,
    main: Associations.some(({ Main }) => Main === true),
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    routes: Routes.map(toRoute),
  };
}

function toRoute(route: Route): RouteFacts {
  return {
    destination:
      route.DestinationCidrBlock ?? route.DestinationPrefixListId ?? route.DestinationIpv6CidrBlock ?? "",
    target:
      route.NatGatewayId ??
      route.TransitGatewayId ??
      route.VpcPeeringConnectionId ??
      route.NetworkInterfaceId ??
      route.LocalGatewayId ??
      route.CarrierGatewayId ??
      route.EgressOnlyInternetGatewayId ??
      route.CoreNetworkArn ??
      // Internet and virtual private gateways, endpoints, and `local`.
      route.GatewayId ??
      "",
    blackhole: route.State === "blackhole",
  };
}

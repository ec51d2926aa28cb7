import type { NatGateway, Route, RouteTable } from "../../state/network.ts";
import { tagList } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";

interface DescribeRouteTables extends PageRequest {
  RouteTableIds?: string[];
  Filters?: Filter[];
}

interface DescribeNatGateways extends PageRequest {
  NatGatewayIds?: string[];
  /** The one Describe operation whose filters are called `Filter`. */
  Filter?: Filter[];
}

const tableReaders: FilterReaders<RouteTable> = {
  "route-table-id": (table) => table.id,
  "vpc-id": (table) => table.vpcId,
  "owner-id": (table) => table.account,
  "association.main": (table) => String(table.main),
  "association.subnet-id": (table) => table.subnetIds,
  "association.route-table-id": (table) => table.id,
  "route.destination-cidr-block": (table) => table.routes.map((route) => route.destination),
  "route.nat-gateway-id": (table) => table.routes.map((route) => route.target),
  "route.gateway-id": (table) => table.routes.map((route) => route.target),
};

const natReaders: FilterReaders<NatGateway> = {
  "nat-gateway-id": (nat) => nat.id,
  "vpc-id": (nat) => nat.vpcId,
  "subnet-id": (nat) => nat.subnetId,
  state: () => "available",
};

export function describeRouteTables(input: DescribeRouteTables, call: Call): object {
  const chosen =
    input.RouteTableIds?.map((id) => ownRouteTable(id, call)) ?? owned(call.world.routeTables, call);
  const { items, next } = page(applyFilters(chosen, input.Filters, tableReaders), input);
  return { RouteTables: items.map(routeTableOutput), ...next };
}

export function describeNatGateways(input: DescribeNatGateways, call: Call): object {
  const chosen =
    input.NatGatewayIds?.map((id) => ownNatGateway(id, call)) ?? owned(call.world.natGateways, call);
  const { items, next } = page(applyFilters(chosen, input.Filter, natReaders), input);
  return { NatGateways: items.map((nat) => natGatewayOutput(nat, call)), ...next };
}

function ownRouteTable(id: string, call: Call): RouteTable {
  const table = find(call.world.routeTables, id, call);
  if (table !== undefined) return table;
  throw new AwsError("InvalidRouteTableID.NotFound", `The routeTable ID '${id}' does not exist`);
}

function ownNatGateway(id: string, call: Call): NatGateway {
  const nat = find(call.world.natGateways, id, call);
  if (nat !== undefined) return nat;
  throw new AwsError("NatGatewayNotFound", `The Nat Gateway ${id} was not found`);
}

function routeTableOutput(table: RouteTable): object {
  const association = (suffix: string, rest: object) => ({
    RouteTableAssociationId: `rtbassoc-${table.id.slice("rtb-".length)}${suffix}`,
    RouteTableId: table.id,
    AssociationState: { State: "associated" },
    ...rest,
  });
  return {
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: table.account,
    Associations: [
      ...(table.main ? [association("", { Main: true })] : []),
      ...table.subnetIds.map((SubnetId, index) => association(String(index), { Main: false, SubnetId })),
    ],
    PropagatingVgws: [],
    Routes: table.routes.map(routeOutput),
    Tags: tagList(table.tags),
  };
}

function routeOutput({ destination, target }: Route): object {
  return {
    DestinationCidrBlock: destination,
    Origin: target === "local" ? "CreateRouteTable" : "CreateRoute",
    State: "active",
    ...targetMember(target),
  };
}

function targetMember(target: string): object {
  if (target.startsWith("nat-")) return { NatGatewayId: target };
  return target.startsWith("tgw-") ? { TransitGatewayId: target } : { GatewayId: target };
}

function natGatewayOutput(nat: NatGateway, call: Call): object {
  const networkInterface = call.world.networkInterfaces.get(nat.networkInterfaceId);
  return {
    NatGatewayId: nat.id,
    VpcId: nat.vpcId,
    SubnetId: nat.subnetId,
    State: "available",
    ConnectivityType: "public",
    CreateTime: nat.createdAt,
    NatGatewayAddresses: [
      {
        NetworkInterfaceId: nat.networkInterfaceId,
        PrivateIp: networkInterface?.privateIp,
        PublicIp: nat.publicIp,
        IsPrimary: true,
        Status: "succeeded",
      },
    ],
    Tags: tagList(nat.tags),
  };
}

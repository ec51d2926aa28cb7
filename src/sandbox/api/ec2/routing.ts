import { routeState } from "../../network/routes.ts";
import { derivedId } from "../../state/ids.ts";
import type { Route, RouteTable } from "../../state/network.ts";
import { tagList } from "../../state/tags.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";

interface DescribeRouteTables extends PageRequest {
  RouteTableIds?: string[];
  Filters?: Filter[];
}

/** Route tables come in smaller pages than everything else. */
const maximumPage = 100;

export function describeRouteTables(input: DescribeRouteTables, call: Call): object {
  const { world } = call;
  const chosen = input.RouteTableIds?.map((id) => ownRouteTable(id, call)) ?? owned(world.routeTables, call);
  const limited = { ...input, MaxResults: Math.min(input.MaxResults ?? maximumPage, maximumPage) };
  const { items, next } = page(applyFilters(chosen, input.Filters, readersFor(world)), limited);
  return { RouteTables: items.map((table) => routeTableOutput(table, world)), ...next };
}

/** The caller's route table; throws `InvalidRouteTableID.NotFound`. */
export function ownRouteTable(id: string, call: Call): RouteTable {
  const table = find(call.world.routeTables, id, call);
  if (table !== undefined) return table;
  throw new AwsError("InvalidRouteTableID.NotFound", `The routeTable ID '${id}' does not exist`);
}

/** The id of a table's association with a subnet, or with its VPC, whose main table it is. */
export function tableAssociation(table: RouteTable, member: string): string {
  return derivedId("rtbassoc", table.id, member);
}

/** A route table as the API shows it. */
export function routeTableOutput(table: RouteTable, world: World): object {
  const association = (member: string, rest: object) => ({
    RouteTableAssociationId: tableAssociation(table, member),
    RouteTableId: table.id,
    AssociationState: { State: "associated" },
    ...rest,
  });
  return {
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: table.account,
    Associations: [
      ...(table.main ? [association(table.vpcId, { Main: true })] : []),
      ...table.subnetIds.map((SubnetId) => association(SubnetId, { Main: false, SubnetId })),
    ],
    PropagatingVgws: [],
    Routes: table.routes.map((route) => routeOutput(route, world)),
    Tags: tagList(table.tags),
  };
}

function readersFor(world: World): FilterReaders<RouteTable> {
  const targets = (prefix: RegExp) => (table: RouteTable) =>
    table.routes.map(({ target }) => target).filter((target) => prefix.test(target));
  const destinations = (lists: boolean) => (table: RouteTable) =>
    table.routes
      .map(({ destination }) => destination)
      .filter((destination) => destination.startsWith("pl-") === lists);
  const members = (table: RouteTable) => [...(table.main ? [table.vpcId] : []), ...table.subnetIds];
  return {
    "route-table-id": (table) => table.id,
    "vpc-id": (table) => table.vpcId,
    "owner-id": (table) => table.account,
    "association.main": (table) => String(table.main),
    "association.subnet-id": (table) => table.subnetIds,
    "association.route-table-id": (table) => table.id,
    "association.route-table-association-id": (table) =>
      members(table).map((member) => tableAssociation(table, member)),
    "route.destination-cidr-block": destinations(false),
    "route.destination-prefix-list-id": destinations(true),
    "route.gateway-id": targets(/^(igw-|vpce-|local)/),
    "route.instance-id": targets(/^i-/),
    "route.nat-gateway-id": targets(/^nat-/),
    "route.transit-gateway-id": targets(/^tgw-/),
    "route.vpc-peering-connection-id": targets(/^pcx-/),
    "route.state": (table) => table.routes.map((route) => routeState(world, route)),
    "route.origin": (table) => table.routes.map(origin),
  };
}

function origin({ target }: Route): string {
  return target === "local" ? "CreateRouteTable" : "CreateRoute";
}

function routeOutput(route: Route, world: World): object {
  const { destination } = route;
  const member = destination.startsWith("pl-") ? "DestinationPrefixListId" : "DestinationCidrBlock";
  return {
    [member]: destination,
    Origin: origin(route),
    State: routeState(world, route),
    ...targetMember(route.target, world),
  };
}

function targetMember(target: string, world: World): object {
  if (target.startsWith("nat-")) return { NatGatewayId: target };
  if (target.startsWith("tgw-")) return { TransitGatewayId: target };
  if (target.startsWith("pcx-")) return { VpcPeeringConnectionId: target };
  if (target.startsWith("eni-")) return { NetworkInterfaceId: target };
  if (!target.startsWith("i-")) return { GatewayId: target };
  return { InstanceId: target, NetworkInterfaceId: world.instances.get(target)?.networkInterfaceId };
}

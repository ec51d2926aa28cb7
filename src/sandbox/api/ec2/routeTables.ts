import { resourceId } from "../../state/ids.ts";
import type { RouteTable } from "../../state/network.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { ownRouteTable, routeTableOutput, tableAssociation } from "./routing.ts";
import { ownSubnet } from "./subnets.ts";
import { ownVpc } from "./vpcs.ts";

interface CreateRouteTable {
  VpcId: string;
  TagSpecifications?: TagSpecification[];
  ClientToken?: string;
}

interface AssociateRouteTable {
  RouteTableId: string;
  SubnetId?: string;
}

const associated = { State: "associated" };

export function createRouteTable(input: CreateRouteTable, call: Call): object {
  const table = once(input.ClientToken, input, call, () => {
    const vpc = ownVpc(input.VpcId, call);
    const created: RouteTable = {
      ...ownedBy(call, specifiedTags(input.TagSpecifications, "route-table")),
      id: resourceId("rtb"),
      vpcId: vpc.id,
      main: false,
      subnetIds: [],
      routes: [{ destination: vpc.cidr, target: "local" }],
    };
    call.world.routeTables.set(created.id, created);
    return created;
  });
  return { RouteTable: routeTableOutput(table, call.world), ClientToken: input.ClientToken };
}

export function deleteRouteTable(input: { RouteTableId: string }, call: Call): object {
  const table = ownRouteTable(input.RouteTableId, call);
  if (table.main || table.subnetIds.length > 0) {
    const message = `The routeTable '${table.id}' has dependencies and cannot be deleted.`;
    throw new AwsError("DependencyViolation", message);
  }
  call.world.routeTables.delete(table.id);
  // Gateway endpoints forget the table; whether AWS refuses instead is not said (ledger: deleted-table-forgotten).
  for (const endpoint of owned(call.world.endpoints, call))
    endpoint.routeTableIds = endpoint.routeTableIds.filter((id) => id !== table.id);
  return {};
}

/** A subnet that has a table of its own must give that up first. */
export function associateRouteTable(input: AssociateRouteTable, call: Call): object {
  const table = ownRouteTable(input.RouteTableId, call);
  if (input.SubnetId === undefined) {
    throw new AwsError("UnsupportedOperation", "The sandbox associates route tables with subnets only.");
  }
  const subnet = ownSubnet(input.SubnetId, call);
  if (subnet.vpcId !== table.vpcId) {
    const message = `route table ${table.id} and subnet ${subnet.id} belong to different networks`;
    throw new AwsError("InvalidParameterValue", message);
  }
  const taken = owned(call.world.routeTables, call).find(({ subnetIds }) => subnetIds.includes(subnet.id));
  if (taken !== undefined && taken !== table) {
    const message = `the specified association for route table ${table.id} conflicts with an existing association`;
    throw new AwsError("Resource.AlreadyAssociated", message);
  }
  if (taken === undefined) table.subnetIds.push(subnet.id);
  return { AssociationId: tableAssociation(table, subnet.id), AssociationState: associated };
}

/** Without a table of its own, a subnet uses the VPC's main one. */
export function disassociateRouteTable(input: { AssociationId: string }, call: Call): object {
  const { table, subnetId } = association(input.AssociationId, call);
  table.subnetIds = table.subnetIds.filter((id) => id !== subnetId);
  return {};
}

export function replaceRouteTableAssociation(
  input: { AssociationId: string; RouteTableId: string },
  call: Call,
): object {
  const next = ownRouteTable(input.RouteTableId, call);
  const main = owned(call.world.routeTables, call).find((table) =>
    isMainAssociation(table, input.AssociationId),
  );
  if (main !== undefined) {
    main.main = false;
    next.main = true;
    return { NewAssociationId: tableAssociation(next, next.vpcId), AssociationState: associated };
  }
  const { table, subnetId } = association(input.AssociationId, call);
  table.subnetIds = table.subnetIds.filter((id) => id !== subnetId);
  next.subnetIds.push(subnetId);
  return { NewAssociationId: tableAssociation(next, subnetId), AssociationState: associated };
}

function association(id: string, call: Call): { table: RouteTable; subnetId: string } {
  const tables = owned(call.world.routeTables, call);
  if (tables.some((table) => isMainAssociation(table, id))) {
    const message = `cannot disassociate the main route table association ${id}`;
    throw new AwsError("InvalidParameterValue", message);
  }
  for (const table of tables) {
    const subnetId = table.subnetIds.find((member) => tableAssociation(table, member) === id);
    if (subnetId !== undefined) return { table, subnetId };
  }
  throw new AwsError("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
}

function isMainAssociation(table: RouteTable, id: string): boolean {
  return table.main && tableAssociation(table, table.vpcId) === id;
}

import { isCidr } from "../../state/addresses.ts";
import type { Route, RouteTable } from "../../state/network.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { ownRouteTable } from "./routing.ts";
import { refuseMembers } from "./unsuccessful.ts";

interface RouteKey {
  RouteTableId: string;
  DestinationCidrBlock?: string;
}

interface RouteRequest extends RouteKey {
  GatewayId?: string;
  InstanceId?: string;
  NatGatewayId?: string;
  NetworkInterfaceId?: string;
  TransitGatewayId?: string;
  VpcPeeringConnectionId?: string;
}

/** Destinations and targets that AWS has and the sandbox has not. */
const unsupported = [
  "CarrierGatewayId",
  "CoreNetworkArn",
  "DestinationIpv6CidrBlock",
  "DestinationPrefixListId",
  "EgressOnlyInternetGatewayId",
  "LocalGatewayId",
  "VpcEndpointId",
];

export function createRoute(input: RouteRequest, call: Call): object {
  const table = ownRouteTable(input.RouteTableId, call);
  const route = { destination: destinationOf(input), target: targetOf(input, table, call) };
  if (table.routes.some(({ destination }) => destination === route.destination)) {
    const message = `The route identified by ${route.destination} already exists.`;
    throw new AwsError("RouteAlreadyExists", message);
  }
  table.routes.push(route);
  return { Return: true };
}

export function replaceRoute(input: RouteRequest, call: Call): object {
  const table = ownRouteTable(input.RouteTableId, call);
  const route = routeIn(table, input);
  route.target = targetOf(input, table, call);
  return {};
}

export function deleteRoute(input: RouteKey, call: Call): object {
  const table = ownRouteTable(input.RouteTableId, call);
  const route = routeIn(table, input);
  if (route.target === "local") {
    const message = `cannot remove local route ${route.destination} in route table ${table.id}`;
    throw new AwsError("InvalidParameterValue", message);
  }
  table.routes = table.routes.filter((candidate) => candidate !== route);
  return {};
}

function routeIn(table: RouteTable, input: RouteKey): Route {
  const wanted = destinationOf(input);
  const route = table.routes.find(({ destination }) => destination === wanted);
  if (route !== undefined) return route;
  const message = `no route with destination-cidr-block ${wanted} in route table ${table.id}`;
  throw new AwsError("InvalidRoute.NotFound", message);
}

function destinationOf(input: RouteKey): string {
  refuseMembers(input, unsupported);
  const { DestinationCidrBlock: cidr } = input;
  if (cidr === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter destinationCidrBlock");
  }
  if (isCidr(cidr)) return cidr;
  const message = `Value (${cidr}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`;
  throw new AwsError("InvalidParameterValue", message);
}

/** The one target of a route. It must exist when the route is made; once it is gone, the route is a black hole. */
function targetOf(input: RouteRequest, table: RouteTable, call: Call): string {
  const { world } = call;
  const { GatewayId, InstanceId, NatGatewayId, NetworkInterfaceId, TransitGatewayId } = input;
  const targets = [GatewayId, InstanceId, NatGatewayId, NetworkInterfaceId, TransitGatewayId].concat(
    input.VpcPeeringConnectionId,
  );
  const [target, ...more] = targets.filter((id) => id !== undefined);
  if (target === undefined || more.length > 0) {
    throw new AwsError("InvalidParameterCombination", "A route needs exactly one target.");
  }
  if (target === GatewayId) {
    const gateway = world.internetGateways.get(target);
    if (gateway?.account !== call.account.id) throw missing("InvalidGatewayID.NotFound", "gateway", target);
    if (gateway.vpcId === table.vpcId) return target;
    const message = `route table ${table.id} and network gateway ${target} belong to different networks`;
    throw new AwsError("InvalidParameterValue", message);
  }
  const kinds = [
    { id: NatGatewayId, code: "InvalidNatGatewayID.NotFound", exists: world.natGateways.has(target) },
    { id: InstanceId, code: "InvalidInstanceID.NotFound", exists: world.instances.has(target) },
    {
      id: NetworkInterfaceId,
      code: "InvalidNetworkInterfaceID.NotFound",
      exists: world.networkInterfaces.has(target),
    },
    // Transit gateways are outside the sandbox, so any may exist.
    { id: TransitGatewayId, code: "InvalidTransitGatewayID.NotFound", exists: target.startsWith("tgw-") },
    { id: input.VpcPeeringConnectionId, code: "InvalidVpcPeeringConnectionID.NotFound", exists: false },
  ];
  const kind = kinds.find(({ id }) => id === target);
  if (kind?.exists) return target;
  throw missing(kind?.code ?? "InvalidParameterValue", "target", target);
}

function missing(code: string, what: string, id: string): AwsError {
  return new AwsError(code, `The ${what} ID '${id}' does not exist`);
}

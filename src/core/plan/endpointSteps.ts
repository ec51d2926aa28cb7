import type { GatewayPlacement, InterfacePlacement } from "./connectIntent.ts";
import { clientToken, type PlanContext, tagSpecifications } from "./context.ts";
import { findTagged } from "./finds.ts";
import {
  from,
  type Input,
  type Inverse,
  type Reference,
  type Step,
  type Wait,
  type WaitReason,
} from "./step.ts";
import { absent } from "./wait.ts";

/** The step that makes the endpoint, in plans that make one. */
const only = "endpoint";

const describe = { service: "ec2", operation: "DescribeVpcEndpoints" } as const;

/** States from which an endpoint never becomes available. */
const deadStates = ["failed", "rejected", "expired", "deleting", "deleted"] as const;

/** What an endpoint is for, besides where it is placed. */
interface Wanted {
  readonly name: string;
  /** The Region is present when it is another one than the endpoint's. */
  readonly service: { readonly name: string; readonly region?: string };
  readonly vpc: { readonly id: string };
}

/** An interface in each zone, with a security group. */
export function interfaceEndpointStep(
  context: PlanContext,
  intent: Wanted,
  placement: InterfacePlacement,
  groupIds: readonly (string | Reference)[],
  id = only,
): Step {
  const { subnets } = placement;
  return {
    ...endpointStep(context, id, intent.name),
    input: {
      // The API's own default is Gateway.
      VpcEndpointType: "Interface",
      ...serviceInput(intent),
      SubnetIds: subnets.map(({ id }) => id),
      ...fixedAddresses(placement),
      SecurityGroupIds: groupIds,
      ...(placement.ipAddressType !== "ipv4" && { IpAddressType: placement.ipAddressType }),
      ...(placement.recordType !== undefined && { DnsOptions: { DnsRecordIpType: placement.recordType } }),
      // AWS refuses private DNS while acceptance is pending; left out, it may be taken as true.
      PrivateDnsEnabled: placement.privateDns.when === "atOnce",
      ...identity(context, id, intent.name),
    },
    subject: { code: "endpoint", zoneIds: subnets.map(({ zoneId }) => zoneId) },
    // Waiting for acceptance is a wait for a person; a step that needs it waits for it itself.
    wait: {
      ...endpointState("endpointCreated", ["pendingAcceptance", "available"], id),
      timeoutSeconds: 600,
    },
    permissions: [
      ...endpointPermissions,
      ...(intent.service.region === undefined ? [] : ["vpce:AllowMultiRegion"]),
    ],
    cost: { interfaceEndpointZones: subnets.length },
  };
}

/** Routes to S3 or DynamoDB in route tables of the VPC. */
export function gatewayEndpointStep(
  context: PlanContext,
  intent: Wanted,
  { routeTableIds }: GatewayPlacement,
): Step {
  return {
    ...endpointStep(context, only, intent.name),
    input: {
      VpcEndpointType: "Gateway",
      ...serviceInput(intent),
      RouteTableIds: routeTableIds,
      ...identity(context, only, intent.name),
    },
    subject: { code: "gatewayEndpoint", routeTables: routeTableIds.length },
    wait: { ...endpointState("gatewayAvailable", ["available"]), timeoutSeconds: 600 },
    permissions: endpointPermissions,
  };
}

export const endpointPermissions = ["ec2:CreateVpcEndpoint", "ec2:CreateTags"];

const found = {
  operation: "DescribeVpcEndpoints",
  path: "VpcEndpoints.*",
  outputs: { endpointId: "VpcEndpointId" },
} as const;

/** What every step that makes an endpoint has in common. */
export function endpointStep(context: PlanContext, id: string, name: string) {
  return {
    id,
    scope: context.scope,
    service: "ec2",
    operation: "CreateVpcEndpoint",
    outputs: { endpointId: "VpcEndpoint.VpcEndpointId" },
    find: findTagged(context, { ...found, name }),
    inverse: inverseOf(id),
  } as const;
}

function serviceInput({ service, vpc }: Wanted): Input {
  return {
    VpcId: vpc.id,
    ServiceName: service.name,
    ...(service.region !== undefined && { ServiceRegion: service.region }),
  };
}

export function identity(context: PlanContext, id: string, name: string): Input {
  return {
    ClientToken: clientToken(context, id),
    TagSpecifications: tagSpecifications("vpc-endpoint", name, context),
  };
}

/** Each subnet with an address is named a second time, beside `SubnetIds`, as the API has it. */
function fixedAddresses({ subnets }: InterfacePlacement): Input {
  const fixed = subnets.flatMap(({ id, address }) =>
    address === undefined ? [] : [{ SubnetId: id, Ipv4: address }],
  );
  return fixed.length === 0 ? {} : { SubnetConfigurations: fixed };
}

/** A wait for the endpoint that a step has made to be in one of these states; without a time limit. */
export function endpointState(reason: WaitReason, until: readonly string[], step = only): Wait {
  return {
    ...describe,
    input: { VpcEndpointIds: [from(step, "endpointId")] },
    reason,
    path: "VpcEndpoints.*.State",
    until,
    failWhen: deadStates,
  };
}

function inverseOf(step: string): Inverse {
  const endpointIds = [from(step, "endpointId")];
  return {
    service: "ec2",
    operation: "DeleteVpcEndpoints",
    input: { VpcEndpointIds: endpointIds },
    goneWhen: ["InvalidVpcEndpointId.NotFound", "InvalidVpcEndpoint.NotFound"],
    retryOn: [],
    wait: {
      ...describe,
      // By filter: asked by id, AWS answers with an error once the endpoint is gone.
      input: { Filters: [{ Name: "vpc-endpoint-id", Values: endpointIds }] },
      reason: "endpointDeleted",
      path: "VpcEndpoints.*.State",
      until: [absent, "deleted"],
      failWhen: [],
      timeoutSeconds: 600,
    },
  };
}

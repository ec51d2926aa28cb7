import {
  paginateDescribeVpcEndpointConnections,
  paginateDescribeVpcEndpointServiceConfigurations,
  type ServiceConfiguration,
  type VpcEndpointConnection,
} from "@aws-sdk/client-ec2";
import type { Connection } from "../core/model/connection.ts";
import type { Scope } from "../core/model/scope.ts";
import type { EndpointService, PrivateDnsProof } from "../core/model/service.ts";
import {
  type EndpointState,
  endpointStates,
  parseState,
  privateDnsStates,
  serviceStates,
  supportedRegionStates,
} from "../core/model/states.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { optional, toTags } from "./mapping.ts";

const pageSize = 1000;

export async function listServices(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
) {
  const client = await clients.ec2(scope);
  const found = await attempt(scope, "ec2:DescribeVpcEndpointServiceConfigurations", () =>
    collect(
      paginateDescribeVpcEndpointServiceConfigurations({ client, pageSize }, {}, { abortSignal }),
      (page) => page.ServiceConfigurations,
    ),
  );
  return found.map(toService);
}

export function toService(service: ServiceConfiguration): EndpointService {
  return {
    id: service.ServiceId ?? "",
    name: service.ServiceName ?? "",
    state: parseState(serviceStates, service.ServiceState),
    acceptanceRequired: service.AcceptanceRequired ?? true,
    zoneIds: service.AvailabilityZoneIds ?? [],
    zoneNames: service.AvailabilityZones ?? [],
    supportedRegions: (service.SupportedRegions ?? []).map(({ Region = "", ServiceState }) => ({
      region: Region,
      state: parseState(supportedRegionStates, ServiceState),
    })),
    ownerPays: service.PayerResponsibility === "ServiceOwner",
    loadBalancerArns: service.NetworkLoadBalancerArns ?? [],
    tags: toTags(service.Tags),
    ...((service.GatewayLoadBalancerArns ?? []).length > 0 && { isGateway: true as const }),
    ...optional("ipTypes", service.SupportedIpAddressTypes?.flatMap(toIpType)),
    ...optional("privateDnsName", service.PrivateDnsName),
    ...optional("privateDnsProof", toProof(service)),
  };
}

function toIpType(type: string): readonly ("ipv4" | "ipv6")[] {
  return type === "ipv4" || type === "ipv6" ? [type] : [];
}

function toProof({ PrivateDnsNameConfiguration: proof }: ServiceConfiguration): PrivateDnsProof | undefined {
  if (proof === undefined) return undefined;
  const { State, Type = "TXT", Name = "", Value = "" } = proof;
  return { state: parseState(privateDnsStates, State), type: Type, name: Name, value: Value };
}

/** @param state Lists only connections in this state. */
export async function listConnections(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
  state?: EndpointState,
) {
  const client = await clients.ec2(scope);
  const input = state === undefined ? {} : { Filters: [{ Name: "vpc-endpoint-state", Values: [state] }] };
  const found = await attempt(scope, "ec2:DescribeVpcEndpointConnections", () =>
    collect(
      paginateDescribeVpcEndpointConnections({ client, pageSize }, input, { abortSignal }),
      (page) => page.VpcEndpointConnections,
    ),
  );
  return found.map(toConnection);
}

export function toConnection(connection: VpcEndpointConnection): Connection {
  return {
    serviceId: connection.ServiceId ?? "",
    endpointId: connection.VpcEndpointId ?? "",
    owner: connection.VpcEndpointOwner ?? "",
    state: parseState(endpointStates, connection.VpcEndpointState),
    tags: toTags(connection.Tags),
    ...optional("connectionId", connection.VpcEndpointConnectionId),
    ...optional("region", connection.VpcEndpointRegion),
    ...optional("createdAt", connection.CreationTimestamp?.getTime()),
  };
}

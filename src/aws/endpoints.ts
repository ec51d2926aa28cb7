import {
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  paginateDescribeVpcEndpoints,
  type VpcEndpoint as SdkEndpoint,
} from "@aws-sdk/client-ec2";
import type { NetworkInterface, VpcEndpoint } from "../core/model/endpoint.ts";
import type { Scope } from "../core/model/scope.ts";
import { endpointStates, endpointTypes, parseState } from "../core/model/states.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { optional, toTags } from "./mapping.ts";

/** AWS caps a page of these lists at 1,000 items. */
const pageSize = 1000;

export async function listEndpoints(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
) {
  const client = await clients.ec2(scope);
  const found = await attempt(scope, "ec2:DescribeVpcEndpoints", () =>
    collect(
      paginateDescribeVpcEndpoints({ client, pageSize }, {}, { abortSignal }),
      (page) => page.VpcEndpoints,
    ),
  );
  return found.map(toEndpoint);
}

export function toEndpoint(endpoint: SdkEndpoint): VpcEndpoint {
  return {
    id: endpoint.VpcEndpointId ?? "",
    type: parseState(endpointTypes, endpoint.VpcEndpointType),
    vpcId: endpoint.VpcId ?? "",
    serviceName: endpoint.ServiceName ?? "",
    state: parseState(endpointStates, endpoint.State),
    subnetIds: endpoint.SubnetIds ?? [],
    routeTableIds: endpoint.RouteTableIds ?? [],
    networkInterfaceIds: endpoint.NetworkInterfaceIds ?? [],
    securityGroups: (endpoint.Groups ?? []).map(({ GroupId = "", GroupName = "" }) => ({
      id: GroupId,
      name: GroupName,
    })),
    dnsNames: (endpoint.DnsEntries ?? []).flatMap(({ DnsName }) => (DnsName === undefined ? [] : [DnsName])),
    privateDnsEnabled: endpoint.PrivateDnsEnabled ?? false,
    tags: toTags(endpoint.Tags),
    ...optional("ipAddressType", endpoint.IpAddressType),
    ...optional("recordType", endpoint.DnsOptions?.DnsRecordIpType),
    ...optional("policy", endpoint.PolicyDocument),
    ...(endpoint.RequesterManaged === true && { managedByAws: true }),
    ...optional("createdAt", endpoint.CreationTimestamp?.getTime()),
    ...optional("failure", endpoint.LastError?.Message ?? endpoint.FailureReason),
  };
}

/** The interfaces of one endpoint with the ids of their zones: two calls. */
export async function listNetworkInterfaces(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  endpoint: VpcEndpoint,
  abortSignal: AbortSignal,
): Promise<readonly NetworkInterface[]> {
  if (endpoint.networkInterfaceIds.length === 0) return [];
  const client = await clients.ec2(scope);
  const [interfaces, subnets] = await Promise.all([
    attempt(scope, "ec2:DescribeNetworkInterfaces", () => {
      const command = new DescribeNetworkInterfacesCommand({
        NetworkInterfaceIds: [...endpoint.networkInterfaceIds],
      });
      return client.send(command, { abortSignal });
    }),
    attempt(scope, "ec2:DescribeSubnets", () =>
      client.send(new DescribeSubnetsCommand({ SubnetIds: [...endpoint.subnetIds] }), { abortSignal }),
    ),
  ]);
  const zoneIds = new Map(
    (subnets.Subnets ?? []).map((subnet) => [subnet.SubnetId, subnet.AvailabilityZoneId]),
  );
  return (interfaces.NetworkInterfaces ?? []).map((each) => ({
    id: each.NetworkInterfaceId ?? "",
    ip: each.PrivateIpAddress ?? "",
    subnetId: each.SubnetId ?? "",
    zoneName: each.AvailabilityZone ?? "",
    ...optional("zoneId", zoneIds.get(each.SubnetId)),
  }));
}

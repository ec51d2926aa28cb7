import type { Endpoint } from "../../state/privateLink.ts";
import { regionOf } from "../../state/regions.ts";
import { tagList } from "../../state/tags.ts";
import type { Call } from "../call.ts";
import { groupIdentifiers } from "./networkInterfaces.ts";

/** An endpoint as its owner sees it. */
export function endpointOutput(endpoint: Endpoint, call: Call): object {
  return {
    VpcEndpointId: endpoint.id,
    VpcEndpointType: "Interface",
    VpcId: endpoint.vpcId,
    ServiceName: endpoint.serviceName,
    ServiceRegion: endpoint.region,
    State: endpoint.state,
    SubnetIds: endpoint.subnetIds,
    Groups: groupIdentifiers(call.world, endpoint.securityGroupIds),
    IpAddressType: "ipv4",
    DnsOptions: { DnsRecordIpType: "ipv4" },
    PrivateDnsEnabled: endpoint.privateDnsEnabled,
    RequesterManaged: false,
    NetworkInterfaceIds: endpoint.networkInterfaceIds,
    DnsEntries: dnsEntries(endpoint, call),
    RouteTableIds: [],
    CreationTimestamp: endpoint.createdAt,
    OwnerId: endpoint.account,
    Tags: tagList(endpoint.tags),
  };
}

/** The same endpoint as the service's owner sees it: without VPC, subnets, groups and interfaces. */
export function connectionOutput(endpoint: Endpoint, call: Call): object {
  const service = call.world.endpointServices.get(endpoint.serviceId ?? "");
  return {
    ServiceId: endpoint.serviceId,
    VpcEndpointId: endpoint.id,
    VpcEndpointOwner: endpoint.account,
    VpcEndpointRegion: endpoint.region,
    VpcEndpointState: endpoint.state,
    VpcEndpointConnectionId: endpoint.connectionId,
    CreationTimestamp: endpoint.createdAt,
    DnsEntries: dnsEntries(endpoint, call),
    IpAddressType: "ipv4",
    NetworkLoadBalancerArns: service?.loadBalancerArns,
    Tags: tagList(endpoint.connectionTags),
  };
}

function dnsEntries(endpoint: Endpoint, call: Call): object[] {
  const HostedZoneId = regionOf(endpoint.region).endpointHostedZone;
  const entries: object[] = endpoint.dnsNames.map(({ name }) => ({ DnsName: name, HostedZoneId }));
  const privateName = call.world.endpointServices.get(endpoint.serviceId ?? "")?.privateDnsName;
  if (endpoint.privateDnsEnabled && privateName !== undefined) entries.push({ DnsName: privateName });
  return entries;
}

import { privateDnsNameOf } from "../../state/awsServices.ts";
import type { Endpoint } from "../../state/privateLink.ts";
import { regionOf } from "../../state/regions.ts";
import { tagList } from "../../state/tags.ts";
import { described } from "../../wire/keptXml.ts";
import type { Call } from "../call.ts";
import { groupIdentifiers } from "./networkInterfaces.ts";

/** What an endpoint to an AWS service has without a policy of its own. */
const fullAccess = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** An endpoint as its owner sees it. */
export function endpointOutput(endpoint: Endpoint, call: Call): object {
  const { lastError, resourceConfigurationArn, serviceNetworkArn } = endpoint;
  return {
    [described]: endpoint,
    VpcEndpointId: endpoint.id,
    VpcEndpointType: endpoint.type,
    VpcId: endpoint.vpcId,
    ServiceName: endpoint.serviceName || undefined,
    ResourceConfigurationArn: resourceConfigurationArn,
    ServiceNetworkArn: serviceNetworkArn,
    ServiceRegion: endpoint.serviceRegion,
    State: endpoint.state,
    SubnetIds: endpoint.subnetIds,
    Groups: groupIdentifiers(call.world, endpoint.securityGroupIds),
    IpAddressType: endpoint.ipAddressType,
    DnsOptions: { DnsRecordIpType: endpoint.dnsRecordIpType },
    PrivateDnsEnabled: endpoint.privateDnsEnabled,
    RequesterManaged: endpoint.requesterManaged ?? false,
    PolicyDocument: policyDocument(endpoint),
    NetworkInterfaceIds: endpoint.networkInterfaceIds,
    DnsEntries: dnsEntries(endpoint, call),
    RouteTableIds: endpoint.routeTableIds,
    CreationTimestamp: endpoint.createdAt,
    OwnerId: endpoint.account,
    FailureReason: endpoint.failureReason,
    LastError: lastError && { Code: lastError.code, Message: lastError.message },
    Tags: tagList(endpoint.tags),
  };
}

/** The same endpoint as the service's owner sees it: without VPC, subnets, groups and interfaces. */
export function connectionOutput(endpoint: Endpoint, call: Call): object {
  const service = call.world.endpointServices.get(endpoint.serviceId ?? "");
  return {
    [described]: endpoint,
    ServiceId: endpoint.serviceId,
    VpcEndpointId: endpoint.id,
    VpcEndpointOwner: endpoint.account,
    VpcEndpointRegion: endpoint.region,
    VpcEndpointState: endpoint.state,
    VpcEndpointConnectionId: endpoint.connectionId,
    CreationTimestamp: endpoint.createdAt,
    DnsEntries: dnsEntries(endpoint, call),
    IpAddressType: endpoint.ipAddressType,
    NetworkLoadBalancerArns: service?.loadBalancerArns,
    Tags: tagList(endpoint.connectionTags),
  };
}

function policyDocument(endpoint: Endpoint): string | undefined {
  const isAws = endpoint.serviceName !== "" && endpoint.serviceId === undefined;
  if (endpoint.policyDocument !== undefined) return endpoint.policyDocument;
  return isAws && endpoint.type !== "GatewayLoadBalancer" ? fullAccess : undefined;
}

function dnsEntries(endpoint: Endpoint, call: Call): object[] {
  const HostedZoneId = regionOf(endpoint.region).endpointHostedZone;
  const entries: object[] = endpoint.dnsNames.map(({ name }) => ({ DnsName: name, HostedZoneId }));
  const privateName = endpoint.privateDnsEnabled ? privateDnsNameOf(call.world, endpoint) : undefined;
  if (privateName !== undefined) entries.push({ DnsName: privateName });
  return entries;
}

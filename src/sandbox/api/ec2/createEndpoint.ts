import { randomLabel, resourceId } from "../../state/ids.ts";
import type { Subnet } from "../../state/network.ts";
import { createNetworkInterface } from "../../state/networkInterfaces.ts";
import type { Endpoint, EndpointDnsName } from "../../state/privateLink.ts";
import { zoneName } from "../../state/regions.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { endpointOutput } from "./endpointOutput.ts";
import { becomeAvailable, checkPrivateDns } from "./endpointRules.ts";
import { attachableGroups } from "./securityGroups.ts";
import { ownSubnet } from "./subnets.ts";
import { refuseMembers } from "./unsuccessful.ts";
import { type VisibleService, visibleService } from "./visibleServices.ts";
import { ownVpc } from "./vpcs.ts";

interface CreateEndpoint {
  VpcId: string;
  VpcEndpointType?: string;
  ServiceName?: string;
  ServiceRegion?: string;
  SubnetIds?: string[];
  SecurityGroupIds?: string[];
  PrivateDnsEnabled?: boolean;
  IpAddressType?: string;
  TagSpecifications?: TagSpecification[];
  ClientToken?: string;
}

/** AWS's default quota of interface endpoints per VPC. */
const endpointsPerVpc = 50;

export function createEndpoint(input: CreateEndpoint, call: Call): object {
  refuseMembers(input, [
    "SubnetConfigurations",
    "ResourceConfigurationArn",
    "ServiceNetworkArn",
    "PolicyDocument",
  ]);
  // The API's default type is Gateway, so a request has to say Interface.
  if (input.VpcEndpointType !== "Interface") {
    const type = input.VpcEndpointType ?? "Gateway";
    throw new AwsError("UnsupportedOperation", `The sandbox does not have endpoints of the type ${type}.`);
  }
  if ((input.IpAddressType ?? "ipv4") !== "ipv4") {
    throw new AwsError(
      "InvalidParameter",
      `The service does not support the IP address type ${input.IpAddressType}.`,
    );
  }
  const endpoint = once(input.ClientToken, input, call, () => newEndpoint(input, call));
  return { VpcEndpoint: endpointOutput(endpoint, call), ClientToken: input.ClientToken };
}

function newEndpoint(input: CreateEndpoint, call: Call): Endpoint {
  const vpc = ownVpc(input.VpcId, call);
  const name = input.ServiceName ?? "";
  if ((input.ServiceRegion ?? call.region) !== call.region) {
    throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${name}' does not exist`);
  }
  const service = visibleService(name, call);
  const subnets = (input.SubnetIds ?? []).map((id) => ownSubnet(id, call));
  checkSubnets(subnets, vpc.id, service);
  const privateDnsEnabled = input.PrivateDnsEnabled ?? false;
  const needsAcceptance = service.acceptanceRequired;
  if (privateDnsEnabled) checkPrivateDns(service, { accepted: !needsAcceptance, vpcId: vpc.id }, call);
  if (owned(call.world.endpoints, call).filter((other) => other.vpcId === vpc.id).length >= endpointsPerVpc) {
    throw new AwsError("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.");
  }
  const groups = attachableGroups(input.SecurityGroupIds, vpc.id, call);
  const id = resourceId("vpce");
  const endpoint: Endpoint = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "vpc-endpoint")),
    id,
    connectionId: resourceId("vpce-conn"),
    vpcId: vpc.id,
    serviceName: service.name,
    ...(service.service === undefined ? {} : { serviceId: service.service.id }),
    state: needsAcceptance ? "pendingAcceptance" : "pending",
    subnetIds: subnets.map((subnet) => subnet.id),
    // Interfaces and names exist from the start, so neither proves that the connection was accepted.
    networkInterfaceIds: subnets.map((subnet) => endpointInterface(id, subnet, groups, call)),
    securityGroupIds: groups,
    privateDnsEnabled,
    dnsNames: dnsNames(id, service, subnets, call),
    createdAt: call.clock.now(),
    connectionTags: new Map(),
  };
  call.world.endpoints.set(id, endpoint);
  if (!needsAcceptance) becomeAvailable(endpoint, call.clock);
  return endpoint;
}

function checkSubnets(subnets: Subnet[], vpcId: string, service: VisibleService): void {
  const stranger = subnets.find((subnet) => subnet.vpcId !== vpcId);
  if (stranger !== undefined) {
    throw new AwsError("InvalidParameter", `The subnet ${stranger.id} does not belong to the VPC ${vpcId}.`);
  }
  if (new Set(subnets.map((subnet) => subnet.zoneId)).size < subnets.length) {
    throw new AwsError(
      "DuplicateSubnetsInSameZone",
      "Found another VPC endpoint subnet in the availability zone.",
    );
  }
  // Zones are compared by id: their names mean different zones in different accounts.
  const outside = subnets.find((subnet) => !service.zoneIds.includes(subnet.zoneId));
  if (outside === undefined) return;
  const reason = `does not support the availability zone of the subnet: ${outside.id}.`;
  throw new AwsError("InvalidParameter", `The VPC endpoint service ${service.name} ${reason}`);
}

function endpointInterface(id: string, subnet: Subnet, securityGroupIds: string[], call: Call): string {
  const description = `VPC Endpoint Interface ${id}`;
  return createNetworkInterface(call.world, subnet, { type: "vpc_endpoint", description, securityGroupIds })
    .id;
}

function dnsNames(id: string, service: VisibleService, subnets: Subnet[], call: Call): EndpointDnsName[] {
  const label = `${id}-${randomLabel(8)}`;
  const middle = service.service?.id ?? service.name.split(".").at(-1);
  const domain = `${middle}.${call.region}.vpce.amazonaws.com`;
  const zonal = subnets.map(({ zoneId }) => ({
    name: `${label}-${zoneName(call.account, call.region, zoneId)}.${domain}`,
    zoneId,
  }));
  return [{ name: `${label}.${domain}` }, ...zonal];
}

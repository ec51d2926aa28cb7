import { randomLabel, resourceId } from "../../state/ids.ts";
import type { Vpc } from "../../state/network.ts";
import type { Endpoint, EndpointDnsName } from "../../state/privateLink.ts";
import { isRegionName, type RegionName } from "../../state/regions.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { once } from "../clientTokens.ts";
import { checkedPolicy, checkedRecordType, type DnsOptions, ipAddressTypeOf } from "./endpointOptions.ts";
import { endpointOutput } from "./endpointOutput.ts";
import { awaitAcceptance, becomeAvailable, checkPrivateDns, exists } from "./endpointRules.ts";
import {
  type Placement,
  placeInterfaces,
  placements,
  type SubnetConfiguration,
  zonalName,
} from "./endpointSubnets.ts";
import { newGatewayEndpoint } from "./gatewayEndpoints.ts";
import { attachableGroups } from "./securityGroups.ts";
import { refuseMembers } from "./unsuccessful.ts";
import { type VisibleService, visibleService } from "./visibleServices.ts";
import { ownVpc } from "./vpcs.ts";

interface CreateEndpoint {
  VpcId: string;
  VpcEndpointType?: string;
  ServiceName?: string;
  ServiceRegion?: string;
  SubnetIds?: string[];
  SubnetConfigurations?: SubnetConfiguration[];
  SecurityGroupIds?: string[];
  RouteTableIds?: string[];
  PolicyDocument?: string;
  PrivateDnsEnabled?: boolean;
  IpAddressType?: string;
  DnsOptions?: DnsOptions;
  TagSpecifications?: TagSpecification[];
  ClientToken?: string;
}

const endpointTypes: readonly string[] = [
  "Interface",
  "Gateway",
  "GatewayLoadBalancer",
  "Resource",
  "ServiceNetwork",
];

/** AWS's default quota of interface endpoints per VPC. */
const endpointsPerVpc = 50;

export function createEndpoint(input: CreateEndpoint, call: Call): object {
  refuseMembers(input, ["ResourceConfigurationArn", "ServiceNetworkArn"]);
  const endpoint = once(input.ClientToken, input, call, () => newEndpoint(input, call));
  return { VpcEndpoint: endpointOutput(endpoint, call), ClientToken: input.ClientToken };
}

function newEndpoint(input: CreateEndpoint, call: Call): Endpoint {
  const vpc = ownVpc(input.VpcId, call);
  if (input.ServiceName === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter ServiceName");
  }
  // The API's default type is Gateway, so a request has to say Interface.
  const type = input.VpcEndpointType ?? "Gateway";
  if (!endpointTypes.includes(type)) {
    throw new AwsError("InvalidParameterValue", `Value (${type}) for parameter VpcEndpointType is invalid.`);
  }
  if (type !== "Interface" && type !== "Gateway") {
    throw new AwsError("UnsupportedOperation", `The sandbox makes no endpoints of the type ${type}.`);
  }
  const service = visibleService(input.ServiceName, type, serviceRegion(input, call), call);
  const endpoint =
    type === "Gateway"
      ? newGatewayEndpoint(input, vpc, service, call)
      : newInterfaceEndpoint(input, vpc, service, call);
  call.world.endpoints.set(endpoint.id, endpoint);
  return endpoint;
}

function serviceRegion(input: CreateEndpoint, call: Call): RegionName {
  const name = input.ServiceRegion ?? call.region;
  if (isRegionName(name)) return name;
  const message = `The Vpc Endpoint Service '${input.ServiceName}' does not exist`;
  throw new AwsError("InvalidServiceName", message);
}

function newInterfaceEndpoint(
  input: CreateEndpoint,
  vpc: Vpc,
  service: VisibleService,
  call: Call,
): Endpoint {
  const settings = checkedSettings(input, vpc, service, call);
  const places = placements(input, { vpcId: vpc.id, subnetIds: [], ...settings }, service, call);
  const siblings = owned(call.world.endpoints, call).filter(
    (other) => other.vpcId === vpc.id && other.type !== "Gateway" && exists(other),
  );
  if (siblings.length >= endpointsPerVpc) {
    throw new AwsError("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.");
  }
  const securityGroupIds = attachableGroups(input.SecurityGroupIds, vpc.id, call);
  const id = resourceId("vpce");
  const endpoint: Endpoint = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "vpc-endpoint")),
    id,
    connectionId: resourceId("vpce-conn"),
    type: "Interface",
    vpcId: vpc.id,
    serviceName: service.name,
    serviceRegion: service.region,
    ...(service.service === undefined ? {} : { serviceId: service.service.id }),
    state: "pending",
    subnetIds: places.map(({ subnet }) => subnet.id),
    // Interfaces and names exist from the start, so neither proves that the connection was accepted.
    networkInterfaceIds: placeInterfaces(id, places, securityGroupIds, call),
    securityGroupIds,
    routeTableIds: [],
    ...settings,
    dnsNames: dnsNames(id, service, places, call),
    createdAt: call.clock.now(),
    connectionTags: new Map(),
  };
  if (service.acceptanceRequired) awaitAcceptance(endpoint, call.clock);
  else becomeAvailable(endpoint, call);
  return endpoint;
}

type Settings = Pick<Endpoint, "ipAddressType" | "dnsRecordIpType" | "privateDnsEnabled" | "policyDocument">;

function checkedSettings(input: CreateEndpoint, vpc: Vpc, service: VisibleService, call: Call): Settings {
  refuseMembers(input, ["RouteTableIds"]);
  const ipAddressType = ipAddressTypeOf(input.IpAddressType);
  const dnsRecordIpType = checkedRecordType(input.DnsOptions, ipAddressType);
  // For AWS's own services private DNS is on unless the request says otherwise (ledger: private-dns-default).
  const privateDnsEnabled = input.PrivateDnsEnabled ?? service.service === undefined;
  const accepted = !service.acceptanceRequired;
  if (privateDnsEnabled) checkPrivateDns(service, { accepted, vpcId: vpc.id }, call);
  const policy =
    input.PolicyDocument === undefined
      ? {}
      : { policyDocument: checkedPolicy(input.PolicyDocument, service) };
  return { ipAddressType, dnsRecordIpType, privateDnsEnabled, ...policy };
}

/** A zone of the consumer's Region says nothing about the service in another: such endpoints have no zonal names. */
function dnsNames(
  id: string,
  service: VisibleService,
  places: readonly Placement[],
  call: Call,
): EndpointDnsName[] {
  const label = `${id}-${randomLabel(8)}`;
  const regional = { name: `${label}.${service.baseDnsName}` };
  if (service.region !== call.region) return [regional];
  return [
    regional,
    ...places.map(({ subnet }) => zonalName(label, service.baseDnsName, subnet.zoneId, call)),
  ];
}

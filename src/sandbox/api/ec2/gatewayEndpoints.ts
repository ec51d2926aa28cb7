import { resourceId } from "../../state/ids.ts";
import type { Vpc } from "../../state/network.ts";
import type { Endpoint } from "../../state/privateLink.ts";
import { specifiedTags, type TagSpecification } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned, ownedBy } from "../call.ts";
import { checkedPolicy } from "./endpointOptions.ts";
import { exists } from "./endpointRules.ts";
import { checkedRouteTables, setRouteTables } from "./gatewayRoutes.ts";
import type { VisibleService } from "./visibleServices.ts";

interface GatewayRequest {
  RouteTableIds?: string[];
  SubnetIds?: string[];
  SecurityGroupIds?: string[];
  PolicyDocument?: string;
  PrivateDnsEnabled?: boolean;
  TagSpecifications?: TagSpecification[];
}

/** AWS's default quota of gateway endpoints per Region. */
const gatewaysPerRegion = 20;

/** A gateway endpoint is a target of routes: no interfaces, no names, no acceptance. */
export function newGatewayEndpoint(
  input: GatewayRequest,
  vpc: Vpc,
  service: VisibleService,
  call: Call,
): Endpoint {
  checkRequest(input, call);
  const policy =
    input.PolicyDocument === undefined
      ? {}
      : { policyDocument: checkedPolicy(input.PolicyDocument, service) };
  const endpoint: Endpoint = {
    ...ownedBy(call, specifiedTags(input.TagSpecifications, "vpc-endpoint")),
    id: resourceId("vpce"),
    connectionId: resourceId("vpce-conn"),
    type: "Gateway",
    vpcId: vpc.id,
    serviceName: service.name,
    serviceRegion: service.region,
    state: "available",
    subnetIds: [],
    networkInterfaceIds: [],
    securityGroupIds: [],
    routeTableIds: [],
    ipAddressType: "ipv4",
    dnsRecordIpType: "service-defined",
    privateDnsEnabled: false,
    ...policy,
    dnsNames: [],
    createdAt: call.clock.now(),
    connectionTags: new Map(),
  };
  setRouteTables(endpoint, checkedRouteTables(input.RouteTableIds ?? [], endpoint, call), call.world);
  return endpoint;
}

/** Throws for members of other types, and above the quota. */
function checkRequest(input: GatewayRequest, call: Call): void {
  const misplaced = input.SubnetIds ?? input.SecurityGroupIds;
  if (misplaced !== undefined || input.PrivateDnsEnabled === true) {
    const message = "Subnets, security groups and private DNS are not for gateway endpoints.";
    throw new AwsError("InvalidParameter", message);
  }
  const siblings = owned(call.world.endpoints, call).filter(
    (other) => other.type === "Gateway" && exists(other),
  );
  if (siblings.length >= gatewaysPerRegion) {
    throw new AwsError("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.");
  }
}

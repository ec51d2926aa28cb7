import type { Endpoint } from "./privateLink.ts";
import { type RegionName, regionOf } from "./regions.ts";
import type { World } from "./world.ts";

/** A service of AWS itself that endpoints of one type can be made to. */
export interface AwsService {
  name: string;
  type: "Interface" | "Gateway";
  /** Below it an interface endpoint's names are made; a gateway endpoint has none. */
  baseDnsName: string;
  privateDnsName?: string;
  zoneIds: readonly string[];
}

const interfaceNames = [
  "dynamodb",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "elasticloadbalancing",
  "execute-api",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
];

/** These two have gateway endpoints too, under the same service name. */
const gatewayNames = ["dynamodb", "s3"];

/** AWS's own services in a Region: enough to tell them from services that accounts share. */
export function awsServices(region: RegionName): AwsService[] {
  const { zoneIds } = regionOf(region);
  const gateways = gatewayNames.map(
    (name): AwsService => ({
      name: `com.amazonaws.${region}.${name}`,
      type: "Gateway",
      baseDnsName: `${name}.${region}.amazonaws.com`,
      zoneIds,
    }),
  );
  const interfaces = interfaceNames.map(
    (name): AwsService => ({
      name: `com.amazonaws.${region}.${name}`,
      type: "Interface",
      baseDnsName: `${name}.${region}.vpce.amazonaws.com`,
      // The service name `ecr.api` stands for the host name `api.ecr`.
      privateDnsName: `${name.split(".").reverse().join(".")}.${region}.amazonaws.com`,
      zoneIds,
    }),
  );
  return [...gateways, ...interfaces];
}

/** The name that resolves to an endpoint inside its own VPC, if its service has one. */
export function privateDnsNameOf(world: World, endpoint: Endpoint): string | undefined {
  if (endpoint.serviceId !== undefined) return world.endpointServices.get(endpoint.serviceId)?.privateDnsName;
  const services = awsServices(endpoint.serviceRegion);
  return services.find(({ name, type }) => name === endpoint.serviceName && type === endpoint.type)
    ?.privateDnsName;
}

import { type RegionName, regionOf } from "./regions.ts";

/** A service of AWS itself that interface endpoints can be made to. */
export interface AwsService {
  name: string;
  privateDnsName: string;
  zoneIds: readonly string[];
}

const names = [
  "ec2",
  "ec2messages",
  "kms",
  "logs",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
];

/** AWS's own services in a Region: enough to tell them from services that accounts share. */
export function awsServices(region: RegionName): AwsService[] {
  return names.map((name) => ({
    name: `com.amazonaws.${region}.${name}`,
    privateDnsName: `${name}.${region}.amazonaws.com`,
    zoneIds: regionOf(region).zoneIds,
  }));
}

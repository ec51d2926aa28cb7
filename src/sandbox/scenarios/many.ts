import type { Account } from "../state/account.ts";
import { type RegionName, regionNames, regionOf } from "../state/regions.ts";
import type { ServiceName } from "../wire/operations.ts";
import type { ScenarioBuilder } from "./builder.ts";
import { addSubnet, addVpc } from "./network.ts";
import type { ManyCounts } from "./scenario.ts";

/** AWS's default quota: a further VPC is begun when it is reached. */
const endpointsPerVpc = 50;

/** Of ten connections, this many are left waiting, and then this many are rejected; the others are accepted. */
const waiting = 2;
const rejected = 1;

/** Makes services of the first account and endpoints of the second, evenly over the first Regions. */
export async function buildMany(
  builder: ScenarioBuilder,
  counts: ManyCounts,
  [provider, consumer]: readonly Account[],
): Promise<void> {
  if (provider === undefined || consumer === undefined) throw new Error("`many` needs two accounts.");
  for (const [index, region] of regionNames.slice(0, counts.regions).entries()) {
    const shareOf = (all: number) => Math.floor((all + counts.regions - 1 - index) / counts.regions);
    const services = await addServices(builder, provider, consumer, region, shareOf(counts.services));
    if (services.length > 0)
      await addEndpoints(builder, provider, consumer, region, services, shareOf(counts.endpoints));
  }
}

interface MadeService {
  ServiceId: string;
  ServiceName: string;
}

/** Calls an operation as one account; the type argument is what the caller reads of the output. */
function callsOf(builder: ScenarioBuilder, account: Account, region: RegionName) {
  return async <T extends object>(service: ServiceName, operation: string, input: object) =>
    (await builder.call(account, region, service, operation, input)) as T;
}

async function addServices(
  builder: ScenarioBuilder,
  provider: Account,
  consumer: Account,
  region: RegionName,
  count: number,
): Promise<MadeService[]> {
  const call = callsOf(builder, provider, region);
  const { subnetIds } = addNetwork(builder, provider, region, "services");
  const made: MadeService[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `service-${String(index + 1).padStart(4, "0")}`;
    const { LoadBalancers } = await call<{ LoadBalancers: [{ LoadBalancerArn: string }] }>(
      "elasticloadbalancing",
      "CreateLoadBalancer",
      { Name: name, Type: "network", Scheme: "internal", Subnets: subnetIds },
    );
    const { ServiceConfiguration } = await call<{ ServiceConfiguration: MadeService }>(
      "ec2",
      "CreateVpcEndpointServiceConfiguration",
      {
        NetworkLoadBalancerArns: [LoadBalancers[0].LoadBalancerArn],
        AcceptanceRequired: true,
        TagSpecifications: nameTag("vpc-endpoint-service", name),
      },
    );
    const { ServiceId } = ServiceConfiguration;
    const AddAllowedPrincipals = [`arn:aws:iam::${consumer.id}:root`];
    await call("ec2", "ModifyVpcEndpointServicePermissions", { ServiceId, AddAllowedPrincipals });
    made.push(ServiceConfiguration);
  }
  return made;
}

async function addEndpoints(
  builder: ScenarioBuilder,
  provider: Account,
  consumer: Account,
  region: RegionName,
  services: readonly MadeService[],
  count: number,
): Promise<void> {
  const call = callsOf(builder, consumer, region);
  const decide = callsOf(builder, provider, region);
  let network = { vpcId: "", subnetIds: [""] };
  for (let index = 0; index < count; index += 1) {
    const vpcNumber = Math.floor(index / endpointsPerVpc);
    if (index % endpointsPerVpc === 0)
      network = addNetwork(builder, consumer, region, `clients-${String(vpcNumber + 1).padStart(3, "0")}`);
    const service = services[index % services.length];
    const { VpcEndpoint } = await call<{ VpcEndpoint: { VpcEndpointId: string } }>(
      "ec2",
      "CreateVpcEndpoint",
      {
        VpcEndpointType: "Interface",
        VpcId: network.vpcId,
        ServiceName: service?.ServiceName,
        // Every fourth is in two zones.
        SubnetIds: network.subnetIds.slice(0, index % 4 === 0 ? 2 : 1),
        PrivateDnsEnabled: false,
        TagSpecifications: nameTag("vpc-endpoint", `endpoint-${String(index + 1).padStart(5, "0")}`),
      },
    );
    const place = index % 10;
    if (place < waiting) continue;
    const operation =
      place < waiting + rejected ? "RejectVpcEndpointConnections" : "AcceptVpcEndpointConnections";
    const VpcEndpointIds = [VpcEndpoint.VpcEndpointId];
    await decide("ec2", operation, { ServiceId: service?.ServiceId, VpcEndpointIds });
  }
}

/** A VPC with a subnet in each of two zones, large enough for all that is put into it. */
function addNetwork(builder: ScenarioBuilder, account: Account, region: RegionName, name: string) {
  const site = { world: builder.world, account: account.id, region };
  const vpc = addVpc(site, name, "10.0.0.0/16");
  const subnetIds = regionOf(region)
    .zoneIds.slice(0, 2)
    .map(
      (zoneId, index) => addSubnet(site, vpc, `${name}-${index + 1}`, `10.0.${index * 128}.0/17`, zoneId).id,
    );
  return { vpcId: vpc.id, subnetIds };
}

function nameTag(ResourceType: string, Value: string): object[] {
  return [{ ResourceType, Tags: [{ Key: "Name", Value }] }];
}

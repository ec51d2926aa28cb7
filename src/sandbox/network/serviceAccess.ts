import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { endpointOf } from "./balancing.ts";
import { obstacle } from "./leg.ts";
import { resolveHost } from "./names.ts";
import { aclLetsPass } from "./networkAclRules.ts";
import { reachesInternet } from "./routes.ts";
import { admits } from "./securityRules.ts";
import { instanceStation, interfaceStation, type Station } from "./station.ts";

const httpsPort = 443;

/**
 * Whether an instance reaches a service of AWS by its public name, e.g. `ssm`: through an endpoint of its VPC with
 * private DNS, if there is one, and else through the internet.
 */
export function reachesAwsService(world: World, instance: Instance, service: string): boolean {
  const vpc = world.vpcs.get(instance.vpcId);
  if (vpc === undefined) return false;
  const client = instanceStation(world, instance);
  const host = `${service}.${instance.region}.amazonaws.com`;
  const { interfaces, publicAddresses } = resolveHost(world, vpc, host);
  if (publicAddresses.length > 0) {
    return publicAddresses.some((address) => reachesPublicAddress(world, client, address));
  }
  return interfaces.some(
    (eni) =>
      endpointOf(world, eni)?.state === "available" &&
      obstacle(world, client, interfaceStation(eni, "the endpoint"), httpsPort) === undefined,
  );
}

/** The way out to the internet: a route, the instance's own groups, and its subnet's network ACL there and back. */
function reachesPublicAddress(world: World, client: Station, address: string): boolean {
  const subnet = { id: client.subnetId, vpcId: client.vpcId };
  const https = { from: httpsPort, to: httpsPort };
  return (
    reachesInternet(world, subnet) &&
    admits(world, client.securityGroupIds, "egress", httpsPort, { ip: address, securityGroupIds: [] }) &&
    aclLetsPass(world, subnet, "egress", https, address) &&
    aclLetsPass(world, subnet, "ingress", client.ephemeral, address)
  );
}

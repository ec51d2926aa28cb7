import type { World } from "../state/world.ts";
import { aclLetsPass } from "./networkAclRules.ts";
import { routeState, routeTo } from "./routes.ts";
import { admits, type Peer } from "./securityRules.ts";
import type { Station } from "./station.ts";

/**
 * Why a TCP connection cannot be made between two stations, or undefined if it can: routes, security groups at both
 * ends, and network ACLs there and back. All of them drop in silence.
 */
export function obstacle(world: World, from: Station, to: Station, port: number): string | undefined {
  return (
    noRoute(world, from, to) ??
    noEgress(world, from, to, port) ??
    aclObstacle(world, from, to, port) ??
    noIngress(world, from, to, port) ??
    returnObstacle(world, from, to)
  );
}

/** Why a station's security groups do not let a connection in. */
export function noIngress(world: World, from: Station, to: Station, port: number): string | undefined {
  if (to.securityGroupIds.length === 0) return undefined;
  const client: Peer = { ip: from.ip, securityGroupIds: from.knownGroupIds ?? from.securityGroupIds };
  if (admits(world, to.securityGroupIds, "ingress", port, client)) return undefined;
  return `the security groups of ${to.label} do not admit ${from.ip} on port ${port}`;
}

function noRoute(world: World, from: Station, to: Station): string | undefined {
  if (from.vpcId !== to.vpcId) return `${to.ip} is in another VPC and there is no route to it`;
  if (from.subnetId === to.subnetId) return undefined;
  const route = routeTo(world, { id: from.subnetId, vpcId: from.vpcId }, to.ip);
  if (route === undefined) return `the subnet ${from.subnetId} has no route to ${to.ip}`;
  if (route.target === "local") return undefined;
  return routeState(world, route) === "blackhole"
    ? `the route to ${route.destination} is a black hole: ${route.target} is gone`
    : `the route to ${route.destination} leads to ${route.target}, which does not forward it`;
}

function noEgress(world: World, from: Station, to: Station, port: number): string | undefined {
  if (from.securityGroupIds.length === 0) return undefined;
  const destination: Peer = { ip: to.ip, securityGroupIds: to.securityGroupIds };
  if (admits(world, from.securityGroupIds, "egress", port, destination)) return undefined;
  return `the security groups of ${from.label} do not let it reach ${to.ip} on port ${port}`;
}

/** Network ACLs guard the border of a subnet: what stays inside passes none. */
function aclObstacle(world: World, from: Station, to: Station, port: number): string | undefined {
  if (from.subnetId === to.subnetId) return undefined;
  const ports = { from: port, to: port };
  if (!aclLetsPass(world, subnetOf(from), "egress", ports, to.ip))
    return `the network ACL of ${from.subnetId} lets nothing out to ${to.ip} on port ${port}`;
  if (!aclLetsPass(world, subnetOf(to), "ingress", ports, from.ip))
    return `the network ACL of ${to.subnetId} lets nothing in from ${from.ip} on port ${port}`;
  return undefined;
}

/** Security groups remember a connection and let its answers pass; network ACLs do not. */
function returnObstacle(world: World, from: Station, to: Station): string | undefined {
  if (from.subnetId === to.subnetId) return undefined;
  const ports = from.ephemeral;
  const range = `the ephemeral ports ${ports.from}-${ports.to}`;
  if (!aclLetsPass(world, subnetOf(to), "egress", ports, from.ip))
    return `the network ACL of ${to.subnetId} lets no answer out to ${range} of ${from.ip}`;
  if (!aclLetsPass(world, subnetOf(from), "ingress", ports, to.ip))
    return `the network ACL of ${from.subnetId} lets no answer in to ${range} from ${to.ip}`;
  return undefined;
}

function subnetOf(station: Station): { id: string; vpcId: string } {
  return { id: station.subnetId, vpcId: station.vpcId };
}

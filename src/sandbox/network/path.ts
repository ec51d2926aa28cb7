import type { Instance } from "../state/compute.ts";
import type { NetworkInterface, Vpc } from "../state/network.ts";
import type { World } from "../state/world.ts";
import { endpointOf, nodeBehind, throughNode } from "./balancing.ts";
import { isLoopback, reachInstance, reachItself } from "./instanceAccess.ts";
import { noIngress, obstacle } from "./leg.ts";
import { type Resolution, resolveHost } from "./names.ts";
import { reachesInternet } from "./routes.ts";
import { instanceStation, interfaceStation, type Station } from "./station.ts";
import { drop, type Hop, type Passage, refuse, type Verdict } from "./verdict.ts";

/** What becomes of a TCP connection from an instance to a host name or address. Changes nothing. */
export function path(world: World, from: Instance, host: string, port: number): Verdict {
  const hops: Hop[] = [];
  const vpc = world.vpcs.get(from.vpcId);
  const own = world.networkInterfaces.get(from.networkInterfaceId);
  if (vpc === undefined || own === undefined) return { ...drop(`${from.id} has no network`), hops };
  if (isLoopback(host)) return ended(reachItself(from, "127.0.0.1", port), own, hops);
  if (host.startsWith("[")) return { ...refuse("the sandbox carries no IPv6"), hops };
  const resolution = resolveHost(world, vpc, host);
  if (resolution.status !== "found") return unknown(resolution, host, vpc, hops);
  const entry = entryFor(from, resolution);
  if (entry === undefined) return { ...drop(outside(world, from, resolution, host)), hops };
  hops.push({ at: host, note: `resolves to ${entry.privateIp}` });
  if (entry.id === own.id) return ended(reachItself(from, entry.privateIp, port), entry, hops);
  return ended(throughInterface({ world, port, hops }, from, entry), entry, hops);
}

/** Of several addresses the one in the client's own zone comes first. */
export function entryFor(from: Instance, { interfaces }: Resolution): NetworkInterface | undefined {
  return interfaces.find((eni) => eni.zoneId === from.zoneId) ?? interfaces[0];
}

/** What stays the same all the way. */
interface Way {
  world: World;
  port: number;
  hops: Hop[];
}

function throughInterface(way: Way, from: Instance, entry: NetworkInterface): Passage<Instance> {
  const { world, port, hops } = way;
  const client = instanceStation(world, from);
  if (entry.type === "vpc_endpoint") return throughEndpoint(way, client, entry);
  const instance = world.instances.get(entry.instanceId ?? "");
  if (instance !== undefined) {
    return reachInstance(world, client, instance, port, interfaceStation(entry, instance.id));
  }
  const balanced = nodeBehind(world, entry);
  if (balanced === undefined) return drop(`nothing answers at ${entry.privateIp}`);
  const { balancer } = balanced;
  const guard = { ...interfaceStation(entry, `load balancer ${balancer.name}`) };
  const reason = obstacle(world, client, { ...guard, securityGroupIds: balancer.securityGroupIds }, port);
  if (reason !== undefined) return drop(reason);
  hops.push({ at: from.id, note: `may reach ${entry.privateIp} on port ${port}` });
  return throughNode(world, balanced, port, hops, client);
}

function throughEndpoint(way: Way, client: Station, entry: NetworkInterface): Passage<Instance> {
  const { world, port, hops } = way;
  const reason = obstacle(world, client, interfaceStation(entry, "the endpoint"), port);
  if (reason !== undefined) return drop(reason);
  hops.push({ at: client.label, note: `may reach ${entry.privateIp} on port ${port}` });
  hops.push({ at: entry.id, note: `admits ${client.ip} on port ${port}` });
  const endpoint = endpointOf(world, entry);
  // No traffic flows; that it vanishes rather than is refused is a guess (ledger: unanswered-is-drop).
  if (endpoint?.state !== "available") return drop(`the endpoint is ${endpoint?.state ?? "gone"}`);
  if (endpoint.serviceId === undefined)
    return drop(`the sandbox has no application behind ${endpoint.serviceName || endpoint.type}`);
  const balanced = nodeBehind(world, entry);
  if (balanced === undefined) return drop(`the service has no load balancer in ${entry.zoneId}`);
  hops.push({ at: endpoint.serviceId, note: "the connection is accepted" });
  // Neither the outbound rules of the endpoint nor the network ACL of the node is asked on the way between them
  // (ledger: endpoint-egress-ignored) (ledger: node-acl-ignored).
  const { balancer, node } = balanced;
  const enforced = balancer.securityGroupIds.length > 0 && balancer.enforceInboundRulesOnPrivateLink;
  // Inbound rules see the client's own address; the consumer's security groups mean nothing on this side.
  const stranger: Station = { ...client, knownGroupIds: [] };
  const guard: Station = {
    ...stranger,
    label: `load balancer ${balancer.name}`,
    vpcId: balancer.vpcId,
    subnetId: node.subnetId,
    securityGroupIds: balancer.securityGroupIds,
  };
  const refusal = enforced ? noIngress(world, stranger, guard, port) : undefined;
  if (refusal !== undefined) return drop(refusal);
  const note = enforced ? `admits ${client.ip}` : "enforces no inbound rules on PrivateLink";
  hops.push({ at: balancer.name, note });
  return throughNode(world, balanced, port, hops);
}

function ended(passage: Passage<Instance>, entry: NetworkInterface, hops: Hop[]): Verdict {
  if (!("next" in passage)) return { ...passage, hops };
  hops.push({ at: passage.next.id, note: `the application answers on ${passage.next.privateIp}` });
  return { verdict: "forward", hops, reason: "every station lets it through", entry, target: passage.next };
}

function unknown({ status }: Resolution, host: string, vpc: Vpc, hops: Hop[]): Verdict {
  const reason =
    status === "silent" ? `no DNS server answers in ${vpc.id}` : `${host} is not known in ${vpc.id}`;
  return { verdict: "nxdomain", hops, reason };
}

function outside(world: World, from: Instance, { publicAddresses }: Resolution, host: string): string {
  const [address] = publicAddresses;
  if (address === undefined) return `${host} has no address that answers`;
  const subnet = { id: from.subnetId, vpcId: from.vpcId };
  return reachesInternet(world, subnet)
    ? `${host} resolves to the public ${address}, and the sandbox has no internet`
    : `${host} resolves to the public ${address}, and ${from.subnetId} has no route to the internet`;
}

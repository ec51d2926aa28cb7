import type { LoadBalancer, LoadBalancerNode } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import type { NetworkInterface } from "../state/network.ts";
import type { Endpoint } from "../state/privateLink.ts";
import type { World } from "../state/world.ts";
import { throughNode, zoneIsHealthy } from "./balancing.ts";
import { reachInstance } from "./instanceAccess.ts";
import { resolveHost } from "./names.ts";
import { admits, type Peer } from "./securityRules.ts";
import { drop, type Hop, type Passage, type Verdict } from "./verdict.ts";

/** What becomes of a TCP connection from an instance to a host name or address. Changes nothing. */
export function path(world: World, from: Instance, host: string, port: number, now: Date): Verdict {
  const hops: Hop[] = [];
  const interfaces = resolveHost(world, from.vpcId, host);
  if (interfaces === undefined)
    return { verdict: "nxdomain", hops, reason: `${host} is not known in ${from.vpcId}` };
  const entry = chooseInterface(world, from, interfaces, port, now);
  if (entry === undefined) return { ...drop(`${host} has no address that answers`), hops };
  hops.push({ at: host, note: `resolves to ${entry.privateIp}` });
  const passage = throughInterface(world, from, entry, port, now, hops);
  if (!("next" in passage)) return { ...passage, hops };
  hops.push({ at: passage.next.id, note: `the application answers on ${passage.next.privateIp}` });
  return { verdict: "forward", hops, reason: "every station lets it through", entry, target: passage.next };
}

/** Regional names leave out zones without healthy targets; of the others, a client's own zone comes first. */
function chooseInterface(
  world: World,
  from: Instance,
  interfaces: NetworkInterface[],
  port: number,
  now: Date,
): NetworkInterface | undefined {
  const healthy = interfaces.filter((eni) => {
    const balanced = balancedBehind(world, eni);
    return balanced !== undefined && zoneIsHealthy(world, balanced.balancer, balanced.node, port, now);
  });
  const candidates = healthy.length > 0 ? healthy : interfaces;
  return candidates.find((eni) => eni.zoneId === from.zoneId) ?? candidates[0];
}

function throughInterface(
  world: World,
  from: Instance,
  entry: NetworkInterface,
  port: number,
  now: Date,
  hops: Hop[],
): Passage<Instance> {
  if (entry.vpcId !== from.vpcId)
    return drop(`${entry.privateIp} is in another VPC and there is no route to it`);
  const destination: Peer = { ip: entry.privateIp, securityGroupIds: entry.securityGroupIds };
  if (!admits(world, from.securityGroupIds, "egress", port, destination)) {
    return drop(`the security groups of ${from.id} do not let it reach ${entry.privateIp} on port ${port}`);
  }
  hops.push({ at: from.id, note: `may reach ${entry.privateIp} on port ${port}` });
  const client: Peer = { ip: from.privateIp, securityGroupIds: from.securityGroupIds };
  if (entry.type === "vpc_endpoint") return throughEndpoint(world, client, entry, port, now, hops);
  const balanced = balancedBehind(world, entry);
  if (balanced !== undefined) {
    const { balancer, node } = balanced;
    const groups = balancer.securityGroupIds;
    if (groups.length > 0 && !admits(world, groups, "ingress", port, client))
      return notAdmitted(balancer, client, port);
    return throughNode(world, balancer, node, port, now, hops);
  }
  const instance = world.instances.get(entry.instanceId ?? "");
  return instance === undefined
    ? drop(`nothing answers at ${entry.privateIp}`)
    : reachInstance(world, instance, port, client);
}

function throughEndpoint(
  world: World,
  client: Peer,
  entry: NetworkInterface,
  port: number,
  now: Date,
  hops: Hop[],
): Passage<Instance> {
  if (!admits(world, entry.securityGroupIds, "ingress", port, client)) {
    return drop(`the endpoint's security groups do not admit ${client.ip} on port ${port}`);
  }
  const endpoint = endpointOf(world, entry);
  hops.push({ at: entry.id, note: `admits ${client.ip} on port ${port}` });
  if (endpoint?.state !== "available") return drop(`the endpoint is ${endpoint?.state ?? "gone"}`);
  const balanced = balancedBehind(world, entry);
  if (balanced === undefined) return drop(`the service has no load balancer in ${entry.zoneId}`);
  hops.push({ at: endpoint.serviceId ?? endpoint.serviceName, note: "the connection is accepted" });
  const { balancer, node } = balanced;
  const enforced = balancer.securityGroupIds.length > 0 && balancer.enforceInboundRulesOnPrivateLink;
  // Inbound rules see the client's own address; the consumer's security groups mean nothing on this side.
  const stranger: Peer = { ip: client.ip, securityGroupIds: [] };
  if (enforced && !admits(world, balancer.securityGroupIds, "ingress", port, stranger)) {
    return notAdmitted(balancer, client, port);
  }
  hops.push({
    at: balancer.name,
    note: enforced ? `admits ${client.ip}` : "enforces no inbound rules on PrivateLink",
  });
  return throughNode(world, balancer, node, port, now, hops);
}

/** The load balancer's node that an interface leads to: its own, or that of the endpoint's service in the same zone. */
function balancedBehind(
  world: World,
  eni: NetworkInterface,
): { balancer: LoadBalancer; node: LoadBalancerNode } | undefined {
  const service = world.endpointServices.get(endpointOf(world, eni)?.serviceId ?? "");
  for (const balancer of world.loadBalancers.values()) {
    const node = balancer.nodes.find((candidate) =>
      service === undefined
        ? candidate.networkInterfaceId === eni.id
        : service.loadBalancerArns.includes(balancer.arn) && candidate.zoneId === eni.zoneId,
    );
    if (node !== undefined) return { balancer, node };
  }
  return undefined;
}

function endpointOf(world: World, eni: NetworkInterface): Endpoint | undefined {
  if (eni.type !== "vpc_endpoint") return undefined;
  return [...world.endpoints.values()].find((endpoint) => endpoint.networkInterfaceIds.includes(eni.id));
}

function notAdmitted(balancer: LoadBalancer, client: Peer, port: number) {
  return drop(
    `the security groups of load balancer ${balancer.name} do not admit ${client.ip} on port ${port}`,
  );
}

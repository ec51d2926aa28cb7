import type { Target, TargetGroup } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import type { NetworkInterface } from "../state/network.ts";
import type { Endpoint } from "../state/privateLink.ts";
import type { World } from "../state/world.ts";
import { throughApplicationNode } from "./applicationBalancer.ts";
import type { Station } from "./station.ts";
import { reachTarget, targetHealth } from "./targetHealth.ts";
import { type Balanced, listenersOf, registeredTargets, usableTargets } from "./targets.ts";
import { drop, type Hop, type Passage, refuse } from "./verdict.ts";

/** The endpoint that a network interface belongs to. */
export function endpointOf(world: World, eni: NetworkInterface): Endpoint | undefined {
  if (eni.type !== "vpc_endpoint") return undefined;
  return [...world.endpoints.values()].find((endpoint) => endpoint.networkInterfaceIds.includes(eni.id));
}

/**
 * The node that a network interface leads to: its own, or that of the endpoint's service in the same zone. From
 * another Region any zone will do.
 */
export function nodeBehind(world: World, eni: NetworkInterface): Balanced | undefined {
  const endpoint = endpointOf(world, eni);
  const service = world.endpointServices.get(endpoint?.serviceId ?? "");
  const elsewhere = service !== undefined && service.region !== endpoint?.region;
  for (const balancer of world.loadBalancers.values()) {
    const node = balancer.nodes.find((candidate) =>
      service === undefined
        ? candidate.networkInterfaceId === eni.id
        : service.loadBalancerArns.includes(balancer.arn) && (elsewhere || candidate.zoneId === eni.zoneId),
    );
    if (node !== undefined) return { balancer, node };
  }
  return undefined;
}

/**
 * The interfaces that a regional name is answered with: zones in which any target group of the load balancer has no
 * healthy target are left out, unless that leaves none.
 */
export function inHealthyZones(world: World, interfaces: NetworkInterface[]): NetworkInterface[] {
  const healthy = interfaces.filter((eni) => {
    const balanced = nodeBehind(world, eni);
    return balanced !== undefined && isHealthyNode(world, balanced);
  });
  return healthy.length > 0 ? healthy : interfaces;
}

/** The way from a load balancer's node to an application: listener, target group, a target in use, the target. */
export function throughNode(
  world: World,
  { balancer, node }: Balanced,
  port: number,
  hops: Hop[],
  client?: Station,
): Passage<Instance> {
  if (balancer.type === "application") {
    const isHealthyTarget = (group: TargetGroup, target: Target) => isHealthy(world, group, target);
    return throughApplicationNode(world, { balancer, node }, port, { isHealthy: isHealthyTarget, hops });
  }
  if (balancer.state !== "active") return drop(`load balancer ${balancer.name} is ${balancer.state}`);
  const listener = listenersOf(world, balancer).find(
    (candidate) => candidate.port === port && candidate.protocol !== "UDP",
  );
  // A Network Load Balancer never answers on a port without a listener.
  if (listener === undefined) return drop(`load balancer ${balancer.name} has no listener on port ${port}`);
  const group = world.targetGroups.get(listener.targetGroupArn);
  if (group === undefined) return drop(`the target group of the listener on port ${port} is gone`);
  // What it does then is not documented (ledger: weight-zero-drops).
  if (listener.weight === 0) return drop(`the listener on port ${port} gives ${group.name} no weight`);
  const target = chooseTarget(world, { balancer, node }, group);
  if (!("next" in target)) return target;
  const { state } = targetHealth(world, group, target.next);
  hops.push({ at: group.name, note: `target ${target.next.id}:${target.next.port} is ${state}` });
  const reach = { group, target: target.next, port: target.next.port };
  const purpose = client === undefined ? "privateLink" : { client };
  return reachTarget(world, { balancer, node }, reach, purpose, hops);
}

/** With no healthy target at hand, a Network Load Balancer fails open and uses the unhealthy ones. What it does without
 * any target is not documented (ledger: empty-group-refuses). */
function chooseTarget(world: World, balanced: Balanced, group: TargetGroup): Passage<Target> {
  const candidates = usableTargets(world, balanced, group);
  const chosen = candidates.find((target) => isHealthy(world, group, target)) ?? candidates[0];
  if (chosen !== undefined) return { next: chosen };
  if (registeredTargets(group).length === 0)
    return refuse(`target group ${group.name} has no registered target`);
  return drop(`target group ${group.name} has no target in ${balanced.node.zoneId}, and cross-zone is off`);
}

function isHealthyNode(world: World, balanced: Balanced): boolean {
  const groups = listenersOf(world, balanced.balancer).map(({ targetGroupArn }) =>
    world.targetGroups.get(targetGroupArn),
  );
  return (
    groups.length > 0 &&
    groups.every((group) =>
      group === undefined
        ? false
        : usableTargets(world, balanced, group).some(
            // A zonal shift takes the zone out of the regional name (ledger: zonal-shift-leaves-names).
            (target) => target.shiftedAway !== true && isHealthy(world, group, target),
          ),
    )
  );
}

function isHealthy(world: World, group: TargetGroup, target: Target): boolean {
  return targetHealth(world, group, target).state === "healthy";
}

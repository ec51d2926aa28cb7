import type { Listener, LoadBalancer, LoadBalancerNode, Target, TargetGroup } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import { interfaceAt } from "../state/networkInterfaces.ts";
import type { World } from "../state/world.ts";
import { crossesZones } from "./groupSettings.ts";

/** A load balancer's node with the balancer that it belongs to. */
export interface Balanced {
  balancer: LoadBalancer;
  node: LoadBalancerNode;
}

/** The instance behind a target, by instance id or by its address in the group's VPC. */
export function targetInstance(world: World, group: TargetGroup, target: Target): Instance | undefined {
  if (group.targetType === "instance") return world.instances.get(target.id);
  return world.instances.get(interfaceAt(world, group.vpcId, target.id)?.instanceId ?? "");
}

/** The zones that a target is in; undefined where nobody knows. An address outside the VPC is where its owner says. */
export function targetZones(world: World, group: TargetGroup, target: Target): string[] | "all" | undefined {
  if (group.targetType === "alb") return world.loadBalancers.get(target.id)?.nodes.map((node) => node.zoneId);
  if (target.zoneId !== undefined) return target.zoneId === "all" ? "all" : [target.zoneId];
  const instance = targetInstance(world, group, target);
  return instance === undefined ? undefined : [instance.zoneId];
}

/**
 * The targets that a node may send to: those of its own zone, or with cross-zone load balancing those of all zones that
 * are enabled on the load balancer.
 */
export function usableTargets(world: World, { balancer, node }: Balanced, group: TargetGroup): Target[] {
  const nodes = crossesZones(balancer, group) ? balancer.nodes : [node];
  return registeredTargets(group).filter((target) => {
    const zones = targetZones(world, group, target) ?? [];
    return zones === "all" || nodes.some(({ zoneId }) => zones.includes(zoneId));
  });
}

export function registeredTargets(group: TargetGroup): Target[] {
  return group.targets.filter((target) => !target.draining);
}

export function listenersOf(world: World, balancer: LoadBalancer): Listener[] {
  return [...world.listeners.values()].filter(({ loadBalancerArn }) => loadBalancerArn === balancer.arn);
}

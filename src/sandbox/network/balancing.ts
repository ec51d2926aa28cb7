import type { LoadBalancer, LoadBalancerNode, Target, TargetGroup } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { reachTarget, targetHealth, targetInstance } from "./targetHealth.ts";
import { drop, type Hop, type Passage, refuse } from "./verdict.ts";

/** The way from a load balancer's node to an application: listener, target group, a target that is in use, the target. */
export function throughNode(
  world: World,
  balancer: LoadBalancer,
  node: LoadBalancerNode,
  port: number,
  now: Date,
  hops: Hop[],
): Passage<Instance> {
  if (balancer.state !== "active") return drop(`load balancer ${balancer.name} is ${balancer.state}`);
  const listener = [...world.listeners.values()].find(
    (candidate) => candidate.loadBalancerArn === balancer.arn && candidate.port === port,
  );
  // A Network Load Balancer never answers on a port without a listener.
  if (listener === undefined) return drop(`load balancer ${balancer.name} has no listener on port ${port}`);
  const group = world.targetGroups.get(listener.targetGroupArn);
  if (group === undefined) return drop(`the target group of the listener on port ${port} is gone`);
  const target = chooseTarget(world, balancer, node, group, now);
  if (!("next" in target)) return target;
  const { state } = targetHealth(world, group, target.next, now);
  hops.push({ at: group.name, note: `target ${target.next.id}:${target.next.port} is ${state}` });
  return reachTarget(world, balancer, node, targetInstance(world, group, target.next), target.next.port);
}

/** Whether a node in this zone has a healthy target to send traffic to. */
export function zoneIsHealthy(
  world: World,
  balancer: LoadBalancer,
  node: LoadBalancerNode,
  port: number,
  now: Date,
) {
  const listener = [...world.listeners.values()].find(
    (candidate) => candidate.loadBalancerArn === balancer.arn && candidate.port === port,
  );
  const group = world.targetGroups.get(listener?.targetGroupArn ?? "");
  if (group === undefined) return false;
  return usable(world, balancer, node, group).some((target) => isHealthy(world, group, target, now));
}

function chooseTarget(
  world: World,
  balancer: LoadBalancer,
  node: LoadBalancerNode,
  group: TargetGroup,
  now: Date,
): Passage<Target> {
  const registered = group.targets.filter((target) => !target.draining);
  const candidates = usable(world, balancer, node, group);
  const healthy = candidates.find((target) => isHealthy(world, group, target, now));
  if (healthy !== undefined) return { next: healthy };
  const [first] = registered;
  if (first === undefined) return refuse(`target group ${group.name} has no registered target`);
  if (registered.some((target) => isHealthy(world, group, target, now))) {
    return drop(`target group ${group.name} has no healthy target in ${node.zoneId}, and cross-zone is off`);
  }
  // With no healthy target at all, a Network Load Balancer fails open and uses the unhealthy ones.
  return { next: candidates[0] ?? first };
}

function usable(world: World, balancer: LoadBalancer, node: LoadBalancerNode, group: TargetGroup): Target[] {
  const registered = group.targets.filter((target) => !target.draining);
  if (balancer.crossZone) return registered;
  return registered.filter((target) => targetInstance(world, group, target)?.zoneId === node.zoneId);
}

function isHealthy(world: World, group: TargetGroup, target: Target, now: Date): boolean {
  return targetHealth(world, group, target, now).state === "healthy";
}

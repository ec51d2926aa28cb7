import type { Target, TargetGroup } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { reachInstance } from "./instanceAccess.ts";
import { obstacle } from "./leg.ts";
import { nodeStation, type Station } from "./station.ts";
import { type Balanced, listenersOf, targetInstance, usableTargets } from "./targets.ts";
import { answer, drop, type Hop, type Passage } from "./verdict.ts";

/** What an Application Load Balancer goes by. Health is handed in, because health itself looks through these. */
export interface Look {
  isHealthy(group: TargetGroup, target: Target): boolean;
  hops: Hop[];
}

/**
 * The way from another load balancer's node, in a zone, to an application behind an Application Load Balancer, which
 * is that one's target. Its security groups see what the node shows as the source.
 */
export function reachApplicationBalancer(
  world: World,
  from: Station,
  { arn, port, zoneId }: { arn: string; port: number; zoneId: string },
  look: Look,
): Passage<Instance> {
  const balancer = world.loadBalancers.get(arn);
  const node = balancer?.nodes.find((each) => each.zoneId === zoneId) ?? balancer?.nodes[0];
  if (balancer === undefined || node === undefined) return drop(`the load balancer ${arn} is gone`);
  const own = nodeStation(world, balancer, node);
  const reason = obstacle(world, from, own, port);
  if (reason !== undefined) return drop(reason);
  look.hops.push({ at: balancer.name, note: `admits ${from.ip} on port ${port}` });
  return throughApplicationNode(world, { balancer, node }, port, look);
}

/**
 * From an Application Load Balancer's node on. Where its target gives no answer it answers itself, with an HTTP error;
 * else bytes pass as they are (ledger: application-balancer-relays).
 */
export function throughApplicationNode(
  world: World,
  { balancer, node }: Balanced,
  port: number,
  { isHealthy, hops }: Look,
): Passage<Instance> {
  if (balancer.state !== "active") return drop(`load balancer ${balancer.name} is ${balancer.state}`);
  const listener = listenersOf(world, balancer).find((candidate) => candidate.port === port);
  if (listener === undefined) return drop(`load balancer ${balancer.name} has no listener on port ${port}`);
  const group = world.targetGroups.get(listener.targetGroupArn);
  const usable = group === undefined ? [] : usableTargets(world, { balancer, node }, group);
  // With no healthy target at hand it fails open, as a Network Load Balancer does.
  const target = usable.find((each) => group !== undefined && isHealthy(group, each)) ?? usable[0];
  if (group === undefined || target === undefined)
    return answer(503, `load balancer ${balancer.name} has no target`);
  const health = isHealthy(group, target) ? "healthy" : "not healthy";
  hops.push({ at: group.name, note: `target ${target.id}:${target.port} is ${health}` });
  const instance = targetInstance(world, group, target);
  if (instance === undefined) return answer(504, `nothing in the sandbox answers at ${target.id}`);
  const reached = reachInstance(world, nodeStation(world, balancer, node), instance, target.port);
  if (!("next" in reached)) return answer(reached.verdict === "drop" ? 504 : 502, reached.reason);
  if (instance.application?.protocol === group.protocol.toLowerCase()) return reached;
  return answer(502, `the application of ${instance.id} does not speak ${group.protocol}`);
}

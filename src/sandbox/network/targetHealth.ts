import type {
  CheckFailure,
  LoadBalancer,
  LoadBalancerNode,
  Target,
  TargetGroup,
} from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import type { World } from "../state/world.ts";
import { reachApplicationBalancer } from "./applicationBalancer.ts";
import { crossesZones, preservesClient } from "./groupSettings.ts";
import { checkFailure } from "./healthCheck.ts";
import { reachInstance } from "./instanceAccess.ts";
import { nodeStation, type Station } from "./station.ts";
import { targetInstance, targetZones } from "./targets.ts";
import { drop, type Hop, type Passage } from "./verdict.ts";

/** A target's health in AWS's words. */
export interface TargetHealth {
  state: "initial" | "healthy" | "unhealthy" | "unused" | "draining";
  reason?: string;
  description?: string;
}

/** A port of a target to connect to. */
export interface Reach {
  group: TargetGroup;
  target: Target;
  port: number;
}

/** What a node connects to a target for: its own health check, an endpoint's client, or a client of the network. */
export type Purpose = "healthCheck" | "privateLink" | { client: Station };

/** A target's health as its load balancer sees it: what the thresholds of the checks have decided so far. */
export function targetHealth(world: World, group: TargetGroup, target: Target): TargetHealth {
  const use = useOf(world, group, target);
  if ("state" in use) return use;
  const { decided, failure } = target.checks;
  if (decided === undefined) {
    return found("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
  }
  return decided === "healthy" || failure === undefined
    ? { state: "healthy" }
    : found("unhealthy", failure.reason, failure.description);
}

/** What a check of a target finds now, with undefined as the failure if it passes; undefined if nothing checks it. */
export function checkNow(
  world: World,
  group: TargetGroup,
  target: Target,
): { failure: CheckFailure | undefined } | undefined {
  const use = useOf(world, group, target);
  if ("state" in use) return undefined;
  const { balancer, nodes } = use;
  const failures = nodes.map((node) => failedCheck(world, { balancer, node }, group, target));
  // A target is healthy as long as any node's check passes.
  return { failure: failures.includes(undefined) ? undefined : failures[0] };
}

/** The nodes that check a target, or the health of one that none checks. */
function useOf(
  world: World,
  group: TargetGroup,
  target: Target,
): TargetHealth | { balancer: LoadBalancer; nodes: LoadBalancerNode[] } {
  if (target.draining) {
    return found("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
  }
  const balancer = loadBalancerOf(world, group);
  if (balancer === undefined) {
    const description = "Target group is not configured to receive traffic from the load balancer";
    return found("unused", "Target.NotInUse", description);
  }
  const instance = targetInstance(world, group, target);
  if (instance !== undefined && instance.state !== "running") {
    return found("unused", "Target.InvalidState", `Target is in the ${instance.state} state`);
  }
  const nodes = checkingNodes(balancer, group, targetZones(world, group, target));
  if (nodes.length === 0) {
    const description = "Target is in an Availability Zone that is not enabled for the load balancer";
    return found("unused", "Target.NotInUse", description);
  }
  if (balancer.state === "provisioning") {
    return found("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
  }
  return { balancer, nodes };
}

/**
 * Whether a connection from a load balancer's node reaches a target. What comes through PrivateLink always has the
 * node's address; a client of the network keeps its own if the target group preserves it.
 */
export function reachTarget(
  world: World,
  { balancer, node }: { balancer: LoadBalancer; node: LoadBalancerNode },
  { group, target, port }: Reach,
  purpose: Purpose,
  hops: Hop[] = [],
): Passage<Instance> {
  const from = shownSource(nodeStation(world, balancer, node), balancer, group, purpose);
  if (group.targetType === "alb") {
    const isHealthy = (other: TargetGroup, each: Target) =>
      targetHealth(world, other, each).state === "healthy";
    const wanted = { arn: target.id, port, zoneId: node.zoneId };
    return reachApplicationBalancer(world, from, wanted, { isHealthy, hops });
  }
  const instance = targetInstance(world, group, target);
  // What is outside the VPC is nowhere here (ledger: targets-outside-unreachable).
  if (instance === undefined) return drop("the target is no instance of the sandbox");
  if (typeof purpose === "object" && preservesClient(group) && purpose.client.label === instance.id)
    return drop(`${instance.id} is its own target, and its address is preserved`);
  return reachInstance(world, from, instance, port);
}

/** What a target sees as the source of a connection. */
function shownSource(own: Station, balancer: LoadBalancer, group: TargetGroup, purpose: Purpose): Station {
  if (purpose === "healthCheck") return own;
  if (purpose === "privateLink") {
    // Without enforcement a target sees nothing of PrivateLink traffic but the node's address.
    return balancer.enforceInboundRulesOnPrivateLink ? own : { ...own, knownGroupIds: [] };
  }
  if (!preservesClient(group)) return own;
  const { ip, subnetId, ephemeral } = purpose.client;
  return { ...own, ip, subnetId, ephemeral };
}

/** The load balancer whose listeners forward to a target group. */
function loadBalancerOf(world: World, group: TargetGroup): LoadBalancer | undefined {
  const listener = [...world.listeners.values()].find((candidate) => candidate.targetGroupArn === group.arn);
  return listener === undefined ? undefined : world.loadBalancers.get(listener.loadBalancerArn);
}

/** Without cross-zone load balancing a target is only checked, and used, from its own zone. */
function checkingNodes(
  balancer: LoadBalancer,
  group: TargetGroup,
  zones: string[] | "all" | undefined,
): LoadBalancerNode[] {
  const anywhere = zones === undefined || zones === "all";
  const own = balancer.nodes.filter((node) => anywhere || zones.includes(node.zoneId));
  return crossesZones(balancer, group) && own.length > 0 ? balancer.nodes : own;
}

function failedCheck(
  world: World,
  balanced: { balancer: LoadBalancer; node: LoadBalancerNode },
  group: TargetGroup,
  target: Target,
): CheckFailure | undefined {
  const { port } = group.healthCheck;
  const checkPort = port === "traffic-port" ? target.port : Number(port);
  const reached = reachTarget(world, balanced, { group, target, port: checkPort }, "healthCheck");
  return checkFailure(group, reached);
}

function found(state: TargetHealth["state"], reason: string, description: string): TargetHealth {
  return { state, reason, description };
}

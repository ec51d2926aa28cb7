import type { LoadBalancer, LoadBalancerNode, Target, TargetGroup } from "../state/balancing.ts";
import type { Instance } from "../state/compute.ts";
import { interfaceAt } from "../state/networkInterfaces.ts";
import type { World } from "../state/world.ts";
import { reachInstance } from "./instanceAccess.ts";
import { admits } from "./securityRules.ts";
import { drop, type Passage } from "./verdict.ts";

/** A target's health in AWS's words. */
export interface TargetHealth {
  state: "initial" | "healthy" | "unhealthy" | "unused" | "draining";
  reason?: string;
  description?: string;
}

/** The load balancer whose listeners forward to a target group. */
function loadBalancerOf(world: World, group: TargetGroup): LoadBalancer | undefined {
  const listener = [...world.listeners.values()].find((candidate) => candidate.targetGroupArn === group.arn);
  return listener === undefined ? undefined : world.loadBalancers.get(listener.loadBalancerArn);
}

/** The instance behind a target, by instance id or by its address in the group's VPC. */
export function targetInstance(world: World, group: TargetGroup, target: Target): Instance | undefined {
  if (group.targetType === "instance") return world.instances.get(target.id);
  return world.instances.get(interfaceAt(world, group.vpcId, target.id)?.instanceId ?? "");
}

/** The health that the load balancer's checks find, or would find, at a moment. */
export function targetHealth(world: World, group: TargetGroup, target: Target, now: Date): TargetHealth {
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
  const nodes = checkingNodes(balancer, instance);
  if (nodes.length === 0) {
    const description = "Target is in an Availability Zone that is not enabled for the load balancer";
    return found("unused", "Target.NotInUse", description);
  }
  if (balancer.state === "provisioning") {
    return found("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
  }
  if (now < target.initialUntil) {
    return found("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
  }
  const passed = nodes.some((node) => passesCheck(world, balancer, node, group, target));
  return passed
    ? { state: "healthy" }
    : found("unhealthy", "Target.FailedHealthChecks", "Health checks failed");
}

/** Whether a connection from a load balancer's node reaches a target. The target always sees the node's address. */
export function reachTarget(
  world: World,
  balancer: LoadBalancer,
  node: LoadBalancerNode,
  instance: Instance | undefined,
  port: number,
): Passage<Instance> {
  if (instance === undefined) return drop("the target is no instance of the sandbox");
  const destination = { ip: instance.privateIp, securityGroupIds: instance.securityGroupIds };
  const groups = balancer.securityGroupIds;
  if (groups.length > 0 && !admits(world, groups, "egress", port, destination)) {
    return drop(
      `the security groups of ${balancer.name} do not let it reach ${instance.privateIp} on port ${port}`,
    );
  }
  const ip = world.networkInterfaces.get(node.networkInterfaceId)?.privateIp ?? "";
  return reachInstance(world, instance, port, { ip, securityGroupIds: groups });
}

/** Without cross-zone load balancing a target is only checked, and used, from its own zone. */
function checkingNodes(balancer: LoadBalancer, instance: Instance | undefined): LoadBalancerNode[] {
  const own = balancer.nodes.filter((node) => instance === undefined || node.zoneId === instance.zoneId);
  return balancer.crossZone && own.length > 0 ? balancer.nodes : own;
}

function passesCheck(
  world: World,
  balancer: LoadBalancer,
  node: LoadBalancerNode,
  group: TargetGroup,
  target: Target,
): boolean {
  const { protocol, port, path } = group.healthCheck;
  const checkPort = port === "traffic-port" ? target.port : Number(port);
  const instance = targetInstance(world, group, target);
  if (!("next" in reachTarget(world, balancer, node, instance, checkPort))) return false;
  // The sample applications answer 404 to every path but the root.
  return protocol === "TCP" || path === undefined || path === "/";
}

function found(state: TargetHealth["state"], reason: string, description: string): TargetHealth {
  return { state, reason, description };
}

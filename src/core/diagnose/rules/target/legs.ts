import type { InstanceFacts } from "../../evidence/network.ts";
import type { LoadBalancerNode, TargetFacts, TargetGroupFacts } from "../../evidence/provider.ts";
import { type Answer, groupsAllow } from "../../packet/securityGroups.ts";
import { type Behind, instanceOf, nodesFor, registered, severityOf } from "../behind.ts";

/** The way from one node of a load balancer to one target that is an instance of the account. */
export interface Leg {
  readonly behind: Behind;
  readonly group: TargetGroupFacts;
  readonly target: TargetFacts;
  readonly instance: InstanceFacts;
  readonly node: LoadBalancerNode & { readonly ip: string };
}

/** Every way that traffic or a health check takes to an instance that is still there, where the node's address is known. */
export function legsOf(behind: Behind): readonly Leg[] {
  return behind.groups.flatMap((group) =>
    registered(group).flatMap((target) => {
      const instance = instanceOf(behind.provider, target);
      if (instance === undefined || gone.includes(instance.state)) return [];
      return nodesFor(behind, group, target).flatMap((node) =>
        node.ip === undefined ? [] : [{ behind, group, target, instance, node: { ...node, ip: node.ip } }],
      );
    }),
  );
}

const gone: readonly string[] = ["shutting-down", "terminated"];

/** The port of the target that health checks go to. */
export function checkPort({ healthCheck }: TargetGroupFacts, { port }: TargetFacts): number {
  return healthCheck.port === "traffic-port" ? port : Number(healthCheck.port);
}

/** Ports of the target that have to be open: for traffic, and for health checks. */
export function portsOf({ group, target }: Leg): readonly number[] {
  return [...new Set([target.port, checkPort(group, target)])];
}

/** The target's ports that its security groups keep shut to a node. */
export function shutPorts(leg: Leg): readonly number[] {
  return portsOf(leg).filter((port) => targetAnswer(leg, port) === "blocked");
}

/** Whether the target's groups let a node in to a port; it is known by address and by its groups. */
export function targetAnswer({ behind, instance, node }: Leg, port: number): Answer {
  const { provider, balancer } = behind;
  // Groups can be named in rules within one VPC.
  const groupIds = instance.vpcId === balancer.vpcId ? balancer.securityGroupIds : [];
  const peer = { ip: node.ip, groupIds };
  return groupsAllow(provider.network.securityGroups, instance.securityGroupIds, "ingress", port, peer);
}

/** The different targets of some legs. */
export function targetsOf(legs: readonly Leg[]): readonly TargetFacts[] {
  return [...new Set(legs.map(({ target }) => target))];
}

/** Legs by the security groups of their instances, because those that share them share the fault and the fix. */
export function byGroups(legs: readonly Leg[]): readonly (readonly Leg[])[] {
  const key = ({ instance }: Leg) => [...instance.securityGroupIds].sort().join(",");
  return [...new Set(legs.map(key))].map((each) => legs.filter((leg) => key(leg) === each));
}

/** How much of the way is open or not: `broken` when every leg is concerned, and nothing leads elsewhere. */
export function severityOfLegs(concerned: readonly Leg[], all: readonly Behind[]): "broken" | "degraded" {
  const legs = all.flatMap(legsOf);
  const known = new Set(legs.map(({ target }) => target));
  const elsewhere = all.flatMap(({ groups }) =>
    groups.flatMap((group) => registered(group).filter((target) => !known.has(target))),
  );
  return severityOf(concerned.length, legs.length + elsewhere.length);
}

/** How many targets TCP on the port can go to, over all load balancers and groups. */
export function countTargets(all: readonly Behind[]): number {
  return all.flatMap(({ groups }) => groups.flatMap(registered)).length;
}

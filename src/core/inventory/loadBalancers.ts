import { type Listener, type LoadBalancer, missingZones, type TargetGroup } from "../model/service.ts";
import type { Loadable } from "../model/snapshot.ts";
import type { Node, ServiceTarget } from "./node.ts";
import { empty, loading, unreadable } from "./rows.ts";

/** A service's load balancers > listeners > target groups > targets, after a warning about zones the service lacks. */
export function loadBalancerNodes(
  parent: string,
  target: ServiceTarget,
  loadBalancers: Loadable<readonly LoadBalancer[]>,
): readonly Node[] {
  const id = `${parent}/loadBalancers`;
  if (loadBalancers.status === "loading") return [loading(id)];
  if (loadBalancers.status === "failed") return [unreadable(id, loadBalancers.failure)];
  return [
    ...zoneDriftNodes(parent, target, loadBalancers.value),
    ...loadBalancers.value.map((each) => loadBalancerNode(parent, each)),
  ];
}

/** A zone that is enabled on a load balancer later only reaches its service with a call that modifies the service. */
function zoneDriftNodes(
  parent: string,
  target: ServiceTarget,
  loadBalancers: readonly LoadBalancer[],
): readonly Node[] {
  const zoneNames = missingZones(target.service, loadBalancers);
  if (zoneNames.length === 0) return [];
  return [{ kind: "zoneDrift", id: `${parent}/zoneDrift`, capabilities: ["fixable"], ...target, zoneNames }];
}

function loadBalancerNode(parent: string, loadBalancer: LoadBalancer): Node {
  const id = `${parent}/${loadBalancer.arn}`;
  return {
    kind: "loadBalancer",
    id,
    capabilities: ["copyable", "inConsole"],
    copyText: loadBalancer.arn,
    loadBalancer,
    children: loadBalancer.listeners.map((listener) => listenerNode(id, listener)),
  };
}

function listenerNode(parent: string, listener: Listener): Node {
  const id = `${parent}/${listener.protocol}:${listener.port}`;
  return {
    kind: "listener",
    id,
    capabilities: [],
    listener,
    children: listener.targetGroups.map((group) => targetGroupNode(id, group)),
  };
}

function targetGroupNode(parent: string, targetGroup: TargetGroup): Node {
  const id = `${parent}/${targetGroup.arn}`;
  return {
    kind: "targetGroup",
    id,
    capabilities: ["copyable"],
    copyText: targetGroup.arn,
    targetGroup,
    children:
      targetGroup.targets.length === 0
        ? [empty(id, "targets")]
        : targetGroup.targets.map((target) => ({
            kind: "target",
            id: `${id}/${target.id}:${target.port}`,
            capabilities: ["copyable"],
            copyText: target.id,
            target,
          })),
  };
}

import { letInBlock, letInGroup, type SecurityGroup } from "../model/securityGroup.ts";
import type { Application, ApplicationTargets, PublishIntent } from "../plan/publishIntent.ts";

type LoadBalancer = PublishIntent["loadBalancer"];

/** The same application, without the groups that let the load balancer in already: they need no further rule. */
export function withNeededRules(
  application: Application,
  loadBalancer: LoadBalancer,
  attached: (target: string) => readonly SecurityGroup[],
): Application {
  const isOpen = (target: string) => letsIn(attached(target), application.port, loadBalancer);
  return { ...application, targets: withoutGroups(application.targets, isOpen) };
}

function withoutGroups(targets: ApplicationTargets, isOpen: (target: string) => boolean): ApplicationTargets {
  const needed = <T extends { readonly group?: unknown }>(target: T, id: string): T => {
    const { group: _, ...rest } = target;
    return isOpen(id) ? (rest as T) : target;
  };
  switch (targets.kind) {
    case "sample":
      return targets;
    case "instances":
      return { ...targets, instances: targets.instances.map((each) => needed(each, each.id)) };
    case "addresses":
      return { ...targets, addresses: targets.addresses.map((each) => needed(each, each.ip)) };
    case "applicationLoadBalancer":
      return needed(targets, targets.arn);
  }
}

/** The nodes send from addresses of their own, which lie in their subnets; with rules enforced also as their group. */
function letsIn(groups: readonly SecurityGroup[], port: number, loadBalancer: LoadBalancer): boolean {
  const asGroup =
    loadBalancer.kind === "existing" &&
    loadBalancer.enforcesInboundRules &&
    letInGroup(groups, port, loadBalancer.group.id);
  return asGroup || loadBalancer.subnets.every(({ cidr }) => letInBlock(groups, port, cidr));
}

import { letInBlock, letInGroup, type SecurityGroup } from "../model/securityGroup.ts";
import type { Application, ApplicationTargets, PublishIntent, RuledGroup } from "../plan/publishIntent.ts";

type LoadBalancer = PublishIntent["loadBalancer"];

/**
 * The same application, without the groups that let the load balancer in already: they need no further rule. The others
 * know which of its subnets are shut.
 */
export function withNeededRules(
  application: Application,
  loadBalancer: LoadBalancer,
  attached: (target: string) => readonly SecurityGroup[],
): Application {
  const shutFor = (target: string) => shutSubnets(attached(target), application.port, loadBalancer);
  return { ...application, targets: withNeededGroups(application.targets, shutFor) };
}

function withNeededGroups(
  targets: ApplicationTargets,
  shutFor: (target: string) => readonly string[],
): ApplicationTargets {
  const needed = <T extends { readonly group?: RuledGroup }>(target: T, id: string): T => {
    const { group, ...rest } = target;
    const shut = shutFor(id);
    if (group === undefined) return target;
    return (shut.length === 0 ? rest : { ...target, group: { ...group, shut } }) as T;
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

/**
 * Blocks of its subnets that cannot get in: the nodes send from addresses of their own, which lie there; with rules
 * enforced also as their group.
 */
function shutSubnets(
  groups: readonly SecurityGroup[],
  port: number,
  loadBalancer: LoadBalancer,
): readonly string[] {
  const asGroup =
    loadBalancer.kind === "existing" &&
    loadBalancer.enforcesInboundRules &&
    letInGroup(groups, port, loadBalancer.group.id);
  if (asGroup) return [];
  return loadBalancer.subnets.map(({ cidr }) => cidr).filter((cidr) => !letInBlock(groups, port, cidr));
}

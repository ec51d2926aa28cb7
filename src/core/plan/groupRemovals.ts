import type { Footprint, RuleFootprint, SecurityGroupFootprint } from "../model/footprint.ts";
import { isMade, originOf } from "../model/tags.ts";
import type { Removable } from "./removable.ts";

/** Security groups, and the rules in them that the toolkit made or that keep another group from being deleted. */
export function groupRemovals(footprint: Footprint, plans: ReadonlySet<string>): readonly Removable[] {
  const { securityGroups } = footprint;
  return securityGroups.flatMap((group) => [
    ...group.rules
      .filter((rule) => isOfInterest(rule, group, securityGroups))
      .map((rule) => ruleRemoval(rule, group, securityGroups, plans)),
    groupRemoval(group, footprint, plans),
  ]);
}

function isOfInterest(
  rule: RuleFootprint,
  group: SecurityGroupFootprint,
  groups: readonly SecurityGroupFootprint[],
): boolean {
  return isMade(rule.tags) || (rule.peer !== group.id && groups.some(({ id }) => id === rule.peer));
}

function ruleRemoval(
  { id, tags, traffic, peer, egress }: RuleFootprint,
  group: SecurityGroupFootprint,
  groups: readonly SecurityGroupFootprint[],
  plans: ReadonlySet<string>,
): Removable {
  const named = groups.find((each) => each.id === peer);
  return {
    kind: "rule",
    id,
    name: `${group.name}: ${traffic} ${egress ? "to" : "from"} ${named?.name ?? peer}`,
    detail: id,
    origin: originOf(tags, plans),
    users: [],
    holders: [],
    parent: group.id,
    egress,
    ...(named !== undefined && named.id !== group.id && { references: named.id }),
  };
}

/** AWS deletes no group that guards a network interface or is named in another group's rule. */
function groupRemoval(
  { id, name, tags, users }: SecurityGroupFootprint,
  footprint: Footprint,
  plans: ReadonlySet<string>,
): Removable {
  const known = knownUsers(footprint);
  const namedBy = footprint.securityGroups.flatMap((group) =>
    group.id === id ? [] : group.rules.filter(({ peer }) => peer === id).map((rule) => [rule.id, group.id]),
  );
  return {
    kind: "securityGroup",
    id,
    name,
    detail: id,
    origin: originOf(tags, plans),
    users: [...users.flatMap((user) => (known.has(user) ? [[known.get(user) ?? user]] : [])), ...namedBy],
    holders: users.filter((user) => !known.has(user)),
    ...(name === "default" && { guard: "defaultGroup" as const }),
  };
}

/** What holds network interfaces, by the name that interfaces carry. */
function knownUsers({ endpoint, instances, loadBalancers, testers }: Footprint): ReadonlyMap<string, string> {
  return new Map([
    ...(endpoint === undefined ? [] : [[endpoint.id, endpoint.id] as const]),
    ...instances.map(({ id }) => [id, id] as const),
    ...(testers?.endpoints ?? []).map(({ id }) => [id, id] as const),
    ...loadBalancers.map(({ arn }) => [loadBalancerSuffix(arn), arn] as const),
  ]);
}

/** `net/NAME/ID`: how a load balancer's network interfaces name it, behind `ELB `. */
export function loadBalancerSuffix(arn: string): string {
  return arn.slice(arn.indexOf("loadbalancer/") + "loadbalancer/".length);
}

import { cidrContains } from "../state/addresses.ts";
import type { SecurityGroupRule } from "../state/network.ts";
import type { World } from "../state/world.ts";

/** The other end of a connection as a security group sees it. Groups are only known within one VPC. */
export interface Peer {
  ip: string;
  securityGroupIds: readonly string[];
}

/** Whether any rule of any of the groups allows TCP on a port from (ingress) or to (egress) a peer. */
export function admits(
  world: World,
  groupIds: readonly string[],
  direction: "ingress" | "egress",
  port: number,
  peer: Peer,
): boolean {
  const rules = groupIds.flatMap((id) => world.securityGroups.get(id)?.rules ?? []);
  return rules.some(
    (rule) => rule.egress === (direction === "egress") && coversPort(rule, port) && coversPeer(rule, peer),
  );
}

function coversPort(rule: SecurityGroupRule, port: number): boolean {
  if (rule.protocol === "-1") return true;
  return rule.protocol === "tcp" && rule.fromPort <= port && port <= rule.toPort;
}

function coversPeer(rule: SecurityGroupRule, peer: Peer): boolean {
  if (rule.cidr !== undefined) return cidrContains(rule.cidr, peer.ip);
  return rule.referencedGroupId !== undefined && peer.securityGroupIds.includes(rule.referencedGroupId);
}

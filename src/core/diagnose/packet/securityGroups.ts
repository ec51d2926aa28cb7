import { cidrContains } from "../../model/cidr.ts";
import type { RuleFacts, SecurityGroupFacts } from "../evidence/network.ts";
import { type Seen, seenValue } from "../evidence/seen.ts";

/** The other end of a connection as a security group sees it. */
export interface Peer {
  readonly ip: string;
  /** Its groups, where both ends are in one VPC; groups of elsewhere mean nothing. */
  readonly groupIds: readonly string[];
}

/** `unknown`: a group could not be seen, or a rule names a prefix list, whose blocks are not read. */
export type Answer = "allowed" | "blocked" | "unknown";

/**
 * Whether security groups that are attached together let TCP in from, or out to, a peer. They remember connections, so
 * answers pass. Without any group nothing is filtered.
 */
export function groupsAllow(
  groups: Seen<readonly SecurityGroupFacts[]>,
  ids: readonly string[],
  direction: "ingress" | "egress",
  port: number,
  peer: Peer,
): Answer {
  if (ids.length === 0) return "allowed";
  const attached = attachedGroups(groups, ids);
  const rules = attached.flatMap((group) => rulesFor(group, direction, port));
  if (rules.some((rule) => names(rule, peer))) return "allowed";
  const someUnseen = attached.length < new Set(ids).size;
  return someUnseen || rules.some((rule) => rule.peer.kind === "prefixList") ? "unknown" : "blocked";
}

/** Those of the groups that could be seen. */
export function attachedGroups(
  groups: Seen<readonly SecurityGroupFacts[]>,
  ids: readonly string[],
): readonly SecurityGroupFacts[] {
  return (seenValue(groups) ?? []).filter(({ id }) => ids.includes(id));
}

/** The rules of a group that speak of TCP on a port. */
export function rulesFor(
  group: SecurityGroupFacts,
  direction: "ingress" | "egress",
  port: number,
): readonly RuleFacts[] {
  return group.rules.filter(
    (rule) => rule.egress === (direction === "egress") && isTcp(rule.protocol) && covers(rule, port),
  );
}

function isTcp(protocol: string): boolean {
  return protocol === "-1" || protocol === "tcp" || protocol === "6";
}

function covers({ protocol, fromPort = 0, toPort = 65_535 }: RuleFacts, port: number): boolean {
  return protocol === "-1" || (fromPort <= port && port <= toPort);
}

function names({ peer: ruled }: RuleFacts, peer: Peer): boolean {
  switch (ruled.kind) {
    case "cidr":
      return cidrContains(ruled.cidr, peer.ip);
    case "group":
      return peer.groupIds.includes(ruled.groupId);
    case "prefixList":
      return false;
  }
}

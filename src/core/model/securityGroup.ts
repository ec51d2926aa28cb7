import { cidrContains } from "./cidr.ts";

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly ingress: readonly IngressPermission[];
}

/** One inbound permission: a protocol with a range of ports, and who may use it. */
export interface IngressPermission {
  /** `tcp`, `udp`, a number, or `-1` for everything. */
  readonly protocol: string;
  /** Absent means every port. */
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrs: readonly string[];
  readonly groupIds: readonly string[];
}

/** Whether groups that are attached together let TCP in on a port from every address of a block, in IPv6 by a rule for the same block. */
export function letInBlock(groups: readonly SecurityGroup[], port: number, cidr: string): boolean {
  return open(groups, port).some(({ cidrs }) =>
    cidrs.some((outer) => outer === cidr || cidrContains(outer, cidr)),
  );
}

/** Whether groups that are attached together let TCP in on a port from the members of another group. */
export function letInGroup(groups: readonly SecurityGroup[], port: number, groupId: string): boolean {
  return open(groups, port).some(({ groupIds }) => groupIds.includes(groupId));
}

function open(groups: readonly SecurityGroup[], port: number): readonly IngressPermission[] {
  return groups
    .flatMap(({ ingress }) => ingress)
    .filter(({ protocol }) => protocol === "-1" || protocol === "tcp" || protocol === "6")
    .filter(({ fromPort = 0, toPort = 65_535 }) => fromPort <= port && port <= toPort);
}

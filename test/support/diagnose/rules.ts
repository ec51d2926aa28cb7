import type { SecurityGroup } from "../../../src/sandbox/state/network.ts";

export function closeInbound(group: SecurityGroup): void {
  group.rules = group.rules.filter(({ egress }) => egress);
}

export function closeOutbound(group: SecurityGroup): void {
  group.rules = group.rules.filter(({ egress }) => !egress);
}

/** The rules stay, for other clients than those that are there. */
export function letInOnly(group: SecurityGroup, cidr: string): void {
  for (const rule of group.rules) if (!rule.egress) rule.cidr = cidr;
}

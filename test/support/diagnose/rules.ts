import type { SecurityGroup } from "../../../src/sandbox/state/network.ts";

export function closeInbound(group: SecurityGroup): void {
  group.rules = group.rules.filter(({ egress }) => egress);
}

export function closeOutbound(group: SecurityGroup): void {
  group.rules = group.rules.filter(({ egress }) => !egress);
}

/** The inbound rules name one block, and no other. */
export function onlyFrom(group: SecurityGroup, cidr: string): void {
  for (const rule of inbound(group)) rule.cidr = cidr;
}

/** The inbound rules name a group, and no block. */
export function onlyFromGroup(group: SecurityGroup, groupId: string): void {
  for (const rule of inbound(group)) {
    delete rule.cidr;
    rule.referencedGroupId = groupId;
  }
}

function inbound({ rules }: SecurityGroup): SecurityGroup["rules"] {
  return rules.filter(({ egress }) => !egress);
}

import type { SecurityGroup } from "../../../src/sandbox/state/network.ts";

export function closeInbound(group: SecurityGroup): void {
  group.rules = group.rules.filter(({ egress }) => egress);
}

export function closeOutbound(group: SecurityGroup): void {
  group.rules = group.rules.filter(({ egress }) => !egress);
}

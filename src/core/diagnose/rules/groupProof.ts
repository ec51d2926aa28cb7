import type { VpcNetwork } from "../evidence/network.ts";
import type { Proof } from "../finding.ts";
import { proofFrom } from "../found.ts";
import { attachedGroups, rulesFor } from "../packet/securityGroups.ts";
import { list } from "./behind.ts";

/** What the rules of security groups for some ports name; an empty value where a group has no such rule. */
export function groupProof(
  { securityGroups }: VpcNetwork,
  groupIds: readonly string[],
  direction: "ingress" | "egress",
  ports: readonly number[],
): readonly Proof[] {
  return attachedGroups(securityGroups, groupIds).flatMap((group) => {
    const proof = proofFrom({ operation: "ec2:DescribeSecurityGroupRules", resource: group.id });
    return ports.map((port) =>
      proof.wrong(
        `SecurityGroupRules[IsEgress=${direction === "egress"}, port ${port}]`,
        list(rulesFor(group, direction, port).map(({ peer }) => nameOf(peer))),
      ),
    );
  });
}

function nameOf(peer: ReturnType<typeof rulesFor>[number]["peer"]): string {
  switch (peer.kind) {
    case "cidr":
      return peer.cidr;
    case "group":
      return peer.groupId;
    case "prefixList":
      return peer.id;
  }
}

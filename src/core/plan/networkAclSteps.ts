import type { PlanContext } from "./context.ts";
import type { Input, Step } from "./step.ts";

export interface AllowingEntry {
  readonly networkAclId: string;
  /** Lower than that of the entry that stops the packets, and not taken in this direction. */
  readonly number: number;
  readonly egress: boolean;
  readonly ports: { readonly from: number; readonly to: number };
  readonly cidr: string;
}

/** Lets TCP through a network ACL. Entries carry no tags; their number tells them apart. */
export function allowThroughNetworkAcl({ scope }: PlanContext, id: string, entry: AllowingEntry): Step {
  const { networkAclId, number, egress, ports, cidr } = entry;
  const key: Input = { NetworkAclId: networkAclId, RuleNumber: number, Egress: egress };
  return {
    id,
    scope,
    service: "ec2",
    operation: "CreateNetworkAclEntry",
    input: {
      ...key,
      // TCP, by its number; this API takes no name.
      Protocol: "6",
      RuleAction: "allow",
      CidrBlock: cidr,
      PortRange: { From: ports.from, To: ports.to },
    },
    subject: { code: "networkAclEntry", networkAcl: networkAclId, number, egress, ports, cidr },
    outputs: {},
    inverse: {
      service: "ec2",
      operation: "DeleteNetworkAclEntry",
      input: key,
      goneWhen: ["InvalidNetworkAclEntry.NotFound", "InvalidNetworkAclID.NotFound"],
      retryOn: [],
    },
    permissions: ["ec2:CreateNetworkAclEntry"],
  };
}

import type { PlanContext } from "./context.ts";
import type { Find, Input, Step } from "./step.ts";

export interface AllowingEntry {
  readonly networkAclId: string;
  /** Lower than that of the entry that stops the packets, and not taken in this direction. */
  readonly number: number;
  readonly egress: boolean;
  readonly ports: { readonly from: number; readonly to: number };
  readonly cidr: string;
}

/** Protocols go by their numbers: this API takes no name. */
const tcp = "6";

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
      Protocol: tcp,
      RuleAction: "allow",
      CidrBlock: cidr,
      PortRange: { From: ports.from, To: ports.to },
    },
    subject: { code: "networkAclEntry", networkAcl: networkAclId, number, egress, ports, cidr },
    outputs: {},
    find: findEntry(entry),
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

/** Somebody else's entry may have the same number by now, so everything has to be as it was asked for. */
function findEntry({ networkAclId, number, egress, ports, cidr }: AllowingEntry): Find {
  return {
    service: "ec2",
    operation: "DescribeNetworkAcls",
    input: { NetworkAclIds: [networkAclId] },
    path: "NetworkAcls.*.Entries.*",
    where: {
      RuleNumber: number,
      Egress: egress,
      Protocol: tcp,
      RuleAction: "allow",
      CidrBlock: cidr,
      "PortRange.From": ports.from,
      "PortRange.To": ports.to,
    },
    noneWhen: ["InvalidNetworkAclID.NotFound"],
    outputs: {},
  };
}

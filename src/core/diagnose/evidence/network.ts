import type { Instance, Subnet, Vpc } from "../../model/network.ts";
import type { Seen } from "./seen.ts";

/**
 * One VPC as packets meet it. Lists hold everything of the VPC, also what the diagnosed path does not use; where a client
 * or a target is in another VPC of the account, they hold that one's too.
 */
export interface VpcNetwork {
  readonly vpc: Seen<Vpc | undefined>;
  readonly subnets: Seen<readonly SubnetFacts[]>;
  /** Only those that guard something on the path, or Systems Manager's endpoints: a VPC may have thousands. */
  readonly securityGroups: Seen<readonly SecurityGroupFacts[]>;
  readonly networkAcls: Seen<readonly NetworkAclFacts[]>;
  readonly routeTables: Seen<readonly RouteTableFacts[]>;
}

/** Where its default route leads, the route tables tell. */
export interface SubnetFacts extends Omit<Subnet, "wayOut"> {
  /** Twelve digits; another account's for a subnet that is shared with this one. */
  readonly ownerId: string;
}

export interface SecurityGroupFacts {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly rules: readonly RuleFacts[];
}

/** One rule, as DescribeSecurityGroupRules lists it. */
export interface RuleFacts {
  readonly id: string;
  readonly egress: boolean;
  /** `tcp`, `udp`, a number, or `-1` for everything. */
  readonly protocol: string;
  /** Absent means every port. */
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly peer:
    | { readonly kind: "cidr"; readonly cidr: string }
    | { readonly kind: "group"; readonly groupId: string; readonly vpcId?: string }
    | { readonly kind: "prefixList"; readonly id: string };
}

export interface NetworkAclFacts {
  readonly id: string;
  readonly subnetIds: readonly string[];
  readonly entries: readonly NetworkAclEntry[];
}

/** Evaluated from the lowest number up; the first that matches decides. 32767 is AWS's own closing entry. */
export interface NetworkAclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  /** A protocol number, or `-1` for everything; TCP is `6`. */
  readonly protocol: string;
  readonly cidr: string;
  /** Absent means every port. */
  readonly fromPort?: number;
  readonly toPort?: number;
}

export interface RouteTableFacts {
  readonly id: string;
  readonly vpcId: string;
  /** Used by every subnet that has no table of its own. */
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly RouteFacts[];
}

export interface RouteFacts {
  /** A CIDR block or the id of a prefix list. */
  readonly destination: string;
  /** What it leads to by id, such as `nat-…`, `igw-…`, `pcx-…`, `tgw-…`, `vpce-…`, `eni-…` or `local`. */
  readonly target: string;
  readonly blackhole: boolean;
}

/** An instance with what decides whether Systems Manager can reach it. */
export interface InstanceFacts extends Instance {
  readonly profileArn?: string;
  /** The metadata service answers, so that the agent can find its credentials. */
  readonly metadataEnabled: boolean;
  readonly hasPublicIp: boolean;
}

/** What an instance's profile lets the agent of Systems Manager do. */
export interface InstanceRole {
  readonly name: string;
  /** Managed policies; what inline policies allow is not read. */
  readonly policyArns: readonly string[];
}

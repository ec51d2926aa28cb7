import type { Owned } from "./owned.ts";

export interface Vpc extends Owned {
  id: string;
  cidr: string;
  ipv6Cidr?: string;
  isDefault: boolean;
}

export interface Subnet extends Owned {
  id: string;
  vpcId: string;
  cidr: string;
  zoneId: string;
  ipv6Cidr?: string;
  /** Without IPv4 for its users. Only scenarios make one; the sandbox itself carries its traffic by `cidr`. */
  ipv6Only?: boolean;
  mapPublicIpOnLaunch: boolean;
}

/** A route by the one target that it has; `local` stands for the VPC itself. */
export interface Route {
  destination: string;
  target: string;
}

export interface RouteTable extends Owned {
  id: string;
  vpcId: string;
  main: boolean;
  subnetIds: string[];
  routes: Route[];
}

export interface InternetGateway extends Owned {
  id: string;
  /** At most one VPC at a time. */
  vpcId?: string;
}

/** A public address of the account, free or in use by a network interface. */
export interface ElasticIp extends Owned {
  /** Allocation id. */
  id: string;
  publicIp: string;
  networkInterfaceId?: string;
}

export interface NatGateway extends Owned {
  id: string;
  state: "pending" | "available" | "failed" | "deleting" | "deleted";
  failure?: { code: string; message: string };
  vpcId: string;
  subnetId: string;
  networkInterfaceId: string;
  allocationId?: string;
  /** Undefined for a private NAT gateway. */
  publicIp?: string;
  createdAt: Date;
}

/** One rule with one source or destination: AWS splits a permission with several into as many rules. */
export interface SecurityGroupRule {
  id: string;
  egress: boolean;
  /** `tcp`, `udp`, `icmp` or `-1` for everything. */
  protocol: string;
  /** -1 with protocol `-1`. */
  fromPort: number;
  toPort: number;
  cidr?: string;
  cidrIpv6?: string;
  prefixListId?: string;
  /** A security group as the source or destination, with the account that owns it. */
  referencedGroupId?: string;
  description?: string;
  tags: Map<string, string>;
}

export interface SecurityGroup extends Owned {
  id: string;
  vpcId: string;
  name: string;
  description: string;
  rules: SecurityGroupRule[];
}

export interface NetworkInterface extends Owned {
  id: string;
  vpcId: string;
  subnetId: string;
  zoneId: string;
  privateIp: string;
  /** Listed, but no traffic of the sandbox goes there. */
  ipv6Address?: string;
  type:
    | "interface"
    | "vpc_endpoint"
    | "gateway_load_balancer_endpoint"
    | "network_load_balancer"
    | "nat_gateway";
  description: string;
  securityGroupIds: string[];
  /** Whether an AWS service made it on the owner's behalf. */
  requesterManaged: boolean;
  instanceId?: string;
}

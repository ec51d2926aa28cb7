import type { Owned } from "./owned.ts";

/** A Network Load Balancer's presence in one zone. */
export interface LoadBalancerNode {
  zoneId: string;
  subnetId: string;
  networkInterfaceId: string;
}

export interface LoadBalancer extends Owned {
  arn: string;
  name: string;
  dnsName: string;
  scheme: "internal" | "internet-facing";
  state: "provisioning" | "active";
  vpcId: string;
  nodes: LoadBalancerNode[];
  /** Empty for ever if it was created without any. */
  securityGroupIds: string[];
  /** Whether its inbound rules apply to traffic that comes through PrivateLink. */
  enforceInboundRulesOnPrivateLink: boolean;
  crossZone: boolean;
  deletionProtection: boolean;
  createdAt: Date;
}

export interface Listener extends Owned {
  arn: string;
  loadBalancerArn: string;
  protocol: string;
  port: number;
  targetGroupArn: string;
  createdAt: Date;
}

export interface Target {
  /** Instance id, or IP address if the group's target type is `ip`. */
  id: string;
  port: number;
  /** Until then its health checks have not decided anything. */
  initialUntil: Date;
  draining: boolean;
}

export interface TargetGroup extends Owned {
  arn: string;
  name: string;
  protocol: string;
  port: number;
  vpcId: string;
  targetType: "instance" | "ip";
  healthCheck: {
    protocol: string;
    port: string;
    path?: string;
    intervalSeconds: number;
    timeoutSeconds: number;
    healthyThreshold: number;
    unhealthyThreshold: number;
  };
  targets: Target[];
}

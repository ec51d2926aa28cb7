import type { Owned } from "./owned.ts";

/** A load balancer's presence in one zone. */
export interface LoadBalancerNode {
  zoneId: string;
  subnetId: string;
  networkInterfaceId: string;
  /** Its addresses, if the owner chose them. */
  fixedAddress?: string;
  fixedIpv6Address?: string;
}

export interface LoadBalancer extends Owned {
  arn: string;
  name: string;
  type: "network" | "application";
  dnsName: string;
  scheme: "internal" | "internet-facing";
  ipAddressType: "ipv4" | "dualstack";
  state: "provisioning" | "active";
  vpcId: string;
  nodes: LoadBalancerNode[];
  /** Empty for ever if a Network Load Balancer was created without any. */
  securityGroupIds: string[];
  /** Whether its inbound rules apply to traffic that comes through PrivateLink. */
  enforceInboundRulesOnPrivateLink: boolean;
  crossZone: boolean;
  deletionProtection: boolean;
  /** The other attributes that were changed. */
  attributes: Map<string, string>;
  createdAt: Date;
}

export interface Listener extends Owned {
  arn: string;
  loadBalancerArn: string;
  protocol: string;
  port: number;
  targetGroupArn: string;
  /** Of the one target group, from 0 to 999; undefined where the request named none, which counts as 1. */
  weight?: number;
  /** Those that were changed, in AWS's names. */
  attributes: Map<string, string>;
  createdAt: Date;
}

/** Why a health check fails, in AWS's words. */
export interface CheckFailure {
  reason: "Target.FailedHealthChecks" | "Target.Timeout" | "Target.ResponseCodeMismatch";
  description: string;
}

/** What the health checks of a target have found, and what their thresholds made of it. */
export interface HealthChecks {
  /** Undefined until a threshold is reached for the first time. */
  decided?: "healthy" | "unhealthy";
  /** The last result, and how many of the last ones were the same. */
  passed: boolean;
  streak: number;
  /** Of the last check that failed. */
  failure?: CheckFailure;
  nextAt: Date;
}

/** The checks of a target that nothing is known about, from a moment on. */
export function freshChecks(now: Date): HealthChecks {
  return { passed: false, streak: 0, nextAt: now };
}

export interface Target {
  /** Instance id; IP address if the group's target type is `ip`; load balancer's ARN if it is `alb`. */
  id: string;
  port: number;
  /** Of an address outside the VPC: the zone whose nodes send to it, or `all`. */
  zoneId?: string;
  checks: HealthChecks;
  draining: boolean;
  /** A zonal shift has taken traffic away from its zone. */
  shiftedAway?: boolean;
}

export interface TargetGroup extends Owned {
  arn: string;
  name: string;
  protocol: string;
  port: number;
  vpcId: string;
  targetType: "instance" | "ip" | "alb";
  ipAddressType: "ipv4" | "ipv6";
  /** Those that were changed, in AWS's names. */
  attributes: Map<string, string>;
  healthCheck: {
    protocol: string;
    port: string;
    path?: string;
    intervalSeconds: number;
    timeoutSeconds: number;
    healthyThreshold: number;
    unhealthyThreshold: number;
    /** HTTP codes that pass, e.g. `200-399`. */
    matcher?: string;
  };
  targets: Target[];
}

import type { LoadBalancerState } from "./states.ts";

/** A load balancer of this account, whether or not an endpoint service stands on it. */
export interface OwnLoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly type: "network" | "application";
  readonly state: LoadBalancerState;
  readonly scheme: "internal" | "internet-facing";
  readonly vpcId: string;
  readonly ipAddressType: IpAddressType;
  readonly subnetIds: readonly string[];
  /** This account's names of the zones that it is in. */
  readonly zoneNames: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Whether inbound rules apply to PrivateLink traffic; without a security group there are none to apply. */
  readonly enforcesInboundRules: boolean;
}

/** `dualstack` needs an IPv6 block in every subnet. */
export type IpAddressType = "ipv4" | "dualstack";

/** What a load balancer answers on, without what stands behind. */
export interface ListenerPort {
  readonly protocol: string;
  readonly port: number;
  readonly targetGroupName?: string;
}

import type { LoadBalancerState, ServiceState, TargetState } from "./states.ts";
import type { Tags } from "./tags.ts";

/** An endpoint service as its owner, the provider, sees it. */
export interface EndpointService {
  readonly id: string;
  readonly name: string;
  readonly state: ServiceState;
  readonly acceptanceRequired: boolean;
  readonly zoneIds: readonly string[];
  readonly loadBalancerArns: readonly string[];
  readonly privateDnsName?: string;
  readonly tags: Tags;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly state: LoadBalancerState;
  readonly scheme: "internal" | "internet-facing";
  readonly vpcId: string;
  readonly zoneNames: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Whether the group's inbound rules apply to PrivateLink traffic; AWS's default is `true`. */
  readonly enforcesInboundRules: boolean;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly arn: string;
  readonly protocol: string;
  readonly port: number;
  readonly targetGroupArn?: string;
  readonly targetGroupName?: string;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  readonly port: number;
  readonly state: TargetState;
  /** AWS's reason code, such as `Target.Timeout`. */
  readonly reason?: string;
  readonly zoneName?: string;
}

/** What hangs below a service row; read in one batch when the row is expanded. */
export interface ServiceDetail {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly principals: readonly string[];
}

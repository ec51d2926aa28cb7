import type { Connection } from "../../model/connection.ts";
import type { IpAddressType } from "../../model/loadBalancer.ts";
import type { OpenScope } from "../../model/scope.ts";
import type { ConnectionNotification, EndpointService } from "../../model/service.ts";
import type { LoadBalancerState, TargetState } from "../../model/states.ts";
import type { InstanceFacts, VpcNetwork } from "./network.ts";
import type { Seen } from "./seen.ts";

/** What the provider's account can see. `undefined` values are AWS's answer "there is none", not a gap. */
export interface ProviderEvidence {
  readonly scope: OpenScope;
  readonly service: Seen<EndpointService | undefined>;
  /** ARNs, or `*`. */
  readonly principals: Seen<readonly string[]>;
  /** All connections of the service; the diagnosed endpoint's is among them if AWS knows it. */
  readonly connections: Seen<readonly Connection[]>;
  readonly notifications: Seen<readonly ConnectionNotification[]>;
  readonly loadBalancers: Seen<readonly LoadBalancerFacts[]>;
  /** Those that listeners lead to, and a few in the load balancers' VPC that nothing leads to. */
  readonly targetGroups: Seen<readonly TargetGroupFacts[]>;
  /** Instances that are targets, by id or by address. */
  readonly targetInstances: Seen<readonly InstanceFacts[]>;
  /** The load balancers' VPC. */
  readonly network: VpcNetwork;
}

export interface LoadBalancerFacts {
  readonly arn: string;
  readonly name: string;
  readonly state: LoadBalancerState;
  readonly stateReason?: string;
  readonly vpcId: string;
  readonly ipAddressType: IpAddressType;
  readonly nodes: readonly LoadBalancerNode[];
  readonly securityGroupIds: readonly string[];
  /** Whether the group's inbound rules apply to PrivateLink traffic; AWS's default is `true`. */
  readonly enforcesInboundRules: boolean;
  readonly crossZone: boolean;
  /** `EnablePrefixForIpv6SourceNat`; only dualstack load balancers have it. */
  readonly sourceNatPrefix?: boolean;
  readonly listeners: readonly ListenerFacts[];
}

/** A load balancer in one zone; its address is only known when its network interface could be read. */
export interface LoadBalancerNode {
  readonly zoneName: string;
  readonly subnetId: string;
  readonly ip?: string;
}

export interface ListenerFacts {
  readonly arn: string;
  readonly protocol: string;
  readonly port: number;
  readonly idleTimeoutSeconds?: number;
  readonly forwards: readonly { readonly targetGroupArn: string; readonly weight?: number }[];
}

export interface TargetGroupFacts {
  readonly arn: string;
  readonly name: string;
  readonly type: "instance" | "ip" | "alb" | "lambda";
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string;
  readonly ipAddressType?: "ipv4" | "ipv6";
  /** With the type `alb` and a target: the ports that the Application Load Balancer listens on. */
  readonly applicationPorts?: Seen<readonly number[]>;
  /** Load balancers whose listeners lead to it. */
  readonly loadBalancerArns: readonly string[];
  readonly healthCheck: {
    readonly protocol: string;
    /** A number, or `traffic-port`. */
    readonly port: string;
    readonly path?: string;
    /** HTTP codes that count as healthy, in AWS's form such as `200-399`. */
    readonly matcher?: string;
  };
  readonly proxyProtocol: boolean;
  /** `load_balancing.cross_zone.enabled`: the group's own setting, or the load balancer's. */
  readonly crossZone: boolean | "loadBalancer";
  readonly targets: readonly TargetFacts[];
}

export interface TargetFacts {
  /** An instance id, an address, or a load balancer's ARN, as the group's type says. */
  readonly id: string;
  readonly port: number;
  readonly zoneName?: string;
  readonly state: TargetState;
  /** AWS's reason code, such as `Target.Timeout`. */
  readonly reason?: string;
  readonly description?: string;
  /** `zonal_shift_active` and the like, when AWS has overridden the target's state. */
  readonly override?: string;
}

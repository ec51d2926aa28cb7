import type { Loadable } from "./snapshot.ts";
import type {
  LoadBalancerState,
  PrivateDnsState,
  ServiceState,
  SupportedRegionState,
  TargetState,
} from "./states.ts";
import type { Tags } from "./tags.ts";

/** An endpoint service as its owner, the provider, sees it. */
export interface EndpointService {
  readonly id: string;
  readonly name: string;
  readonly state: ServiceState;
  readonly acceptanceRequired: boolean;
  readonly zoneIds: readonly string[];
  /** This account's names of the same zones; load balancers tell theirs by name only. */
  readonly zoneNames: readonly string[];
  /** Network Load Balancers. */
  readonly loadBalancerArns: readonly string[];
  /** It has Gateway Load Balancers, which nothing here looks behind. */
  readonly isGateway?: true;
  readonly privateDnsName?: string;
  /** How AWS is shown that the private DNS name is the provider's. */
  readonly privateDnsProof?: PrivateDnsProof;
  /** Regions that consumers may connect from, the service's own among them. */
  readonly supportedRegions: readonly SupportedRegion[];
  /** The owner pays the hours of the consumers' endpoints; there is no way back from it. */
  readonly ownerPays: boolean;
  /** The address families that it takes; absent when AWS does not say. */
  readonly ipTypes?: readonly ("ipv4" | "ipv6")[];
  readonly tags: Tags;
}

/** A record in public DNS, and what AWS found when it looked for it. */
export interface PrivateDnsProof {
  readonly state: PrivateDnsState;
  readonly type: string;
  /** The label below the domain, such as `_6e86v84tqgqubxbwii1m`. */
  readonly name: string;
  readonly value: string;
}

export interface SupportedRegion {
  readonly region: string;
  readonly state: SupportedRegionState;
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
  readonly targetGroups: readonly TargetGroup[];
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
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

/** What AWS tells an SNS topic about a service's connections. */
export interface ConnectionNotification {
  readonly id: string;
  readonly topicArn: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
}

/**
 * What hangs below a service row; read in one batch when the row is expanded. Each part stands or fails alone: a missing
 * permission hides only its own rows.
 */
export interface ServiceDetail {
  readonly loadBalancers: Loadable<readonly LoadBalancer[]>;
  readonly principals: Loadable<readonly string[]>;
  readonly notifications: Loadable<readonly ConnectionNotification[]>;
}

/** The zones of some load balancers, by name, that their service does not offer yet. */
export function missingZones(
  { zoneNames }: EndpointService,
  loadBalancers: readonly LoadBalancer[],
): readonly string[] {
  const enabled = new Set(loadBalancers.flatMap((each) => each.zoneNames));
  return [...enabled].filter((zone) => !zoneNames.includes(zone)).sort();
}

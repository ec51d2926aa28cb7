import type { IpAddressType } from "../model/loadBalancer.ts";
import type { Scope } from "../model/scope.ts";
import type { Tags } from "../model/tags.ts";
import type { SampleRuntime } from "./sampleApplication.ts";
import type { Reference } from "./step.ts";

/** Everything Publish a Service has to know; complete and valid. */
export interface PublishIntent {
  readonly planId: string;
  readonly scope: Scope;
  /** Names every resource: `NAME-nlb`, `NAME-tg` and so on. */
  readonly name: string;
  readonly vpcId: string;
  /** Absent when listeners that are there already lead to it. */
  readonly application?: Application;
  readonly loadBalancer: NewLoadBalancer | ExistingLoadBalancer;
  readonly acceptanceRequired: boolean;
  readonly principals: readonly string[];
  readonly options: PublishOptions;
}

/** What is put behind the load balancer, and how it is known to work. */
export interface Application {
  readonly targets: ApplicationTargets;
  readonly port: number;
  readonly healthCheck: HealthCheck;
}

export type ApplicationTargets =
  | {
      readonly kind: "sample";
      readonly subnetId: string;
      readonly zoneId: string;
      readonly runtime: SampleRuntime;
    }
  | { readonly kind: "instances"; readonly instances: readonly TargetInstance[] }
  | { readonly kind: "addresses"; readonly addresses: readonly TargetAddress[] }
  | {
      readonly kind: "applicationLoadBalancer";
      readonly arn: string;
      readonly zoneIds: readonly string[];
      readonly group?: RuledGroup;
    };

interface TargetInstance {
  readonly id: string;
  readonly zoneId: string;
  /** The security group that has to let the load balancer in; absent when nothing has to be changed. */
  readonly group?: RuledGroup;
}

interface TargetAddress {
  readonly ip: string;
  /** Absent outside the VPC: AWS then wants the zone `all`, and any node may send there. */
  readonly zoneId?: string;
  readonly group?: RuledGroup;
}

export interface RuledGroup {
  readonly id: string;
  readonly name: string;
  /** Blocks of the load balancer's subnets that are not let in yet; absent when that is not known. */
  readonly shut?: readonly string[];
}

/** `thresholdCount` passes in a row, `intervalSeconds` apart, make a target healthy. */
export interface HealthCheck {
  readonly protocol: "TCP" | "HTTP" | "HTTPS";
  readonly path?: string;
  readonly intervalSeconds: number;
  readonly thresholdCount: number;
}

export interface NewLoadBalancer {
  readonly kind: "new";
  /** Where it gets a node: one subnet per Availability Zone. */
  readonly subnets: readonly { readonly id: string; readonly cidr: string; readonly zoneId: string }[];
  readonly ipAddressType: IpAddressType;
  readonly listenerPort: number;
  /**
   * Blocks of the clients that its group lets in. PrivateLink shows it the client's own address. Empty: inbound rules are
   * not enforced on PrivateLink traffic.
   */
  readonly clientCidrs: readonly string[];
  /** Every node sends to the targets of every zone. */
  readonly crossZone: boolean;
}

export interface ExistingLoadBalancer {
  readonly kind: "existing";
  readonly arn: string;
  readonly name: string;
  /** Of the listener to create; without an application nothing is put behind it. */
  readonly listenerPort: number;
  readonly subnets: readonly { readonly cidr: string }[];
  readonly group: { readonly id: string; readonly name: string };
  readonly enforcesInboundRules: boolean;
  /** Blocks to let in on the listener's port; empty when they are let in already or rules are not enforced. */
  readonly clientCidrs: readonly string[];
}

export interface PublishOptions {
  readonly acceptsIpv6: boolean;
  /** A name of the provider's own domain that consumers may use; verified by a TXT record. */
  readonly privateDnsName?: string;
  /** Further Regions whose consumers may connect. */
  readonly supportedRegions: readonly string[];
  /** The provider pays for the consumers' endpoints; AWS cannot take that back. */
  readonly ownerPays: boolean;
  /** Beside the name and the plan. */
  readonly tags: Tags;
}

/** What the target steps need of the application, whoever made it. */
export interface Targets {
  readonly type: "instance" | "ip" | "alb";
  readonly ids: readonly { readonly id: string | Reference; readonly outside?: true }[];
  readonly groups: readonly (Omit<RuledGroup, "id"> & { readonly id: string | Reference })[];
}

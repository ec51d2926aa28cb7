import type { IpAddressType } from "../model/loadBalancer.ts";
import type { Scope } from "../model/scope.ts";
import type { Tags } from "../model/tags.ts";
import type { VpcDnsAttribute } from "./step.ts";

/** Everything Connect to a Service has to know; complete and valid. */
export interface ConnectIntent {
  readonly planId: string;
  readonly scope: Scope;
  readonly name: string;
  readonly service: {
    readonly name: string;
    /** Twelve digits, or `amazon`. */
    readonly owner: string;
    /** Present when the service lives in another Region than the endpoint. */
    readonly region?: string;
  };
  readonly vpc: { readonly id: string; readonly name: string };
  readonly placement: InterfacePlacement | GatewayPlacement;
  readonly tags: Tags;
}

/** Gateway endpoints are routes, not interfaces: no subnets, no groups, no price. */
export interface GatewayPlacement {
  readonly kind: "gateway";
  readonly routeTableIds: readonly string[];
}

export interface InterfacePlacement {
  readonly kind: "interface";
  /** One per Availability Zone, in zones that the service has. */
  readonly subnets: readonly EndpointSubnet[];
  readonly groups: NewGroup | ExistingGroups;
  readonly ipAddressType: IpAddressType | "ipv6";
  /** Which DNS records are answered; absent for AWS's own choice. */
  readonly recordType?: "ipv4" | "dualstack" | "ipv6";
  /** AWS refuses private DNS while acceptance is pending, so it may have to be turned on later. */
  readonly privateDns: PrivateDns;
  /** The provider's side, when it is open too and is to accept as part of the plan. */
  readonly acceptAs?: { readonly scope: Scope; readonly serviceId: string };
}

export type PrivateDns =
  | { readonly when: "never" }
  | {
      readonly when: "atOnce" | "afterAcceptance";
      readonly name: string;
      /** Attributes of the VPC that private DNS needs and that are off. */
      readonly missing: readonly VpcDnsAttribute[];
    };

export interface EndpointSubnet {
  readonly id: string;
  readonly zoneId: string;
  /** An IPv4 address of the user's choice; otherwise AWS chooses. */
  readonly address?: string;
}

export interface NewGroup {
  readonly kind: "new";
  readonly port: number;
  /** Blocks that the endpoint's group lets in. */
  readonly clientCidrs: readonly string[];
}

interface ExistingGroups {
  readonly kind: "existing";
  readonly ids: readonly string[];
}

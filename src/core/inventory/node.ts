import type { Connection } from "../model/connection.ts";
import type { NetworkInterface, VpcEndpoint } from "../model/endpoint.ts";
import type { NameScope } from "../model/endpointNames.ts";
import type { Failure } from "../model/failure.ts";
import type { Vpc } from "../model/network.ts";
import type { OpenScope } from "../model/scope.ts";
import type {
  ConnectionNotification,
  EndpointService,
  Listener,
  LoadBalancer,
  SupportedRegion,
  Target,
  TargetGroup,
} from "../model/service.ts";
import type { EndpointState } from "../model/states.ts";
import type { Decision } from "./decisions.ts";

/** What can be done with a row; menus match these, so a row never offers what its state does not allow. */
export type Capability =
  | "acceptable"
  | "acceptableAgain"
  | "addable"
  | "automatic"
  | "changeable"
  | "connectable"
  | "copyable"
  | "deletable"
  | "fixable"
  | "inConsole"
  | "manual"
  | "modifiable"
  | "nameable"
  | "rejectable"
  | "removable"
  | "requestable"
  | "testable"
  | "verifiable";

/** A service and who looks at it: what most of a provider's commands are for. */
export interface ServiceTarget {
  readonly scope: OpenScope;
  readonly service: EndpointService;
}

/** What hangs below a row and is read when the row is expanded. */
export type DetailTarget =
  | ({ readonly kind: "service" } & ServiceTarget)
  | { readonly kind: "endpoint"; readonly scope: OpenScope; readonly endpoint: VpcEndpoint };

interface Row {
  /** Stable over refreshes: VS Code keeps expansion and selection by it. */
  readonly id: string;
  readonly capabilities: readonly Capability[];
  /** Absent for a leaf. */
  readonly children?: readonly Node[];
}

/** What the copy command puts on the clipboard. */
interface Copyable {
  readonly copyText: string;
}

/** What a row stands for where it stands for nothing at all. */
export type EmptyOf = "services" | "endpoints" | "principals" | "connections" | "notifications" | "targets";

/** One of the three things to write into a DNS record. */
export type RecordField = "name" | "type" | "value";

export type Node =
  | (Row & { readonly kind: "scope"; readonly scope: OpenScope })
  | ServiceNode
  | (Row & {
      readonly kind: "connections";
      readonly states: readonly { readonly state: EndpointState; readonly count: number }[];
      readonly total: number;
    })
  | ConnectionNode
  | (Row & ServiceTarget & { readonly kind: "zoneDrift"; readonly zoneNames: readonly string[] })
  | (Row & Copyable & { readonly kind: "loadBalancer"; readonly loadBalancer: LoadBalancer })
  | (Row & { readonly kind: "listener"; readonly listener: Listener })
  | (Row & Copyable & { readonly kind: "targetGroup"; readonly targetGroup: TargetGroup })
  | (Row & Copyable & { readonly kind: "target"; readonly target: Target })
  | (Row & ServiceTarget & { readonly kind: "principals"; readonly count: number })
  | PrincipalNode
  | (Row & ServiceTarget & { readonly kind: "notifications"; readonly count: number })
  | NotificationNode
  | (Row & ServiceTarget & { readonly kind: "acceptance" })
  | (Row & ServiceTarget & Copyable & { readonly kind: "privateDns"; readonly name: string })
  | (Row & Copyable & { readonly kind: "dnsRecord"; readonly field: RecordField })
  | (Row & ServiceTarget & { readonly kind: "regions"; readonly count: number })
  | RegionNode
  | (Row & ServiceTarget & { readonly kind: "payer"; readonly ownerPays: boolean })
  | (Row & ServiceTarget & { readonly kind: "ipTypes"; readonly ipTypes: readonly ("ipv4" | "ipv6")[] })
  | (Row & Copyable & { readonly kind: "vpc"; readonly vpc: Vpc })
  | EndpointNode
  | (Row & Copyable & { readonly kind: "networkInterface"; readonly networkInterface: NetworkInterface })
  | (Row & { readonly kind: "dnsNames"; readonly count: number })
  | (Row & Copyable & { readonly kind: "dnsName"; readonly name: string; readonly leadsTo: NameScope })
  | (Row &
      Copyable & {
        readonly kind: "securityGroup";
        readonly group: { readonly id: string; readonly name: string };
      })
  | (Row & { readonly kind: "failure"; readonly failure: Failure; readonly scope?: OpenScope })
  | (Row & { readonly kind: "loading" })
  | (Row & { readonly kind: "empty"; readonly of: EmptyOf });

export type ServiceNode = Row &
  Copyable &
  ServiceTarget & { readonly kind: "service"; readonly waiting: number; readonly detail: DetailTarget };

export type PrincipalNode = Row &
  Copyable &
  ServiceTarget & { readonly kind: "principal"; readonly arn: string };

export type NotificationNode = Row &
  Copyable &
  ServiceTarget & { readonly kind: "notification"; readonly notification: ConnectionNotification };

export type RegionNode = Row & Copyable & ServiceTarget & { readonly kind: "region" } & SupportedRegion;

export type ConnectionNode = Row &
  Copyable & {
    readonly kind: "connection";
    readonly scope: OpenScope;
    readonly connection: Connection;
    readonly service?: EndpointService;
    /** The consumer's account, when one of its scopes is open too. */
    readonly consumer?: OpenScope;
    /** Accepted or rejected a moment ago; AWS does not show it yet. */
    readonly asked?: Decision;
    /** What AWS said no to the last time, and why. */
    readonly refused?: { readonly decision: Decision; readonly failure: Failure };
  };

export type EndpointNode = Row &
  Copyable & {
    readonly kind: "endpoint";
    readonly scope: OpenScope;
    readonly endpoint: VpcEndpoint;
    /** USD a month of an endpoint that leads nowhere any more and is billed until it is deleted; traffic excluded. */
    readonly wasted?: number;
    readonly detail: DetailTarget;
  };

/** Rows about who may use a service and how. */
export type AccessNode = Extract<
  Node,
  {
    readonly kind:
      | "acceptance"
      | "dnsRecord"
      | "ipTypes"
      | "notification"
      | "notifications"
      | "payer"
      | "principal"
      | "principals"
      | "privateDns"
      | "region"
      | "regions"
      | "zoneDrift";
  }
>;

/** VS Code's `contextValue`: the kind and its sorted capabilities, as in `connection+acceptable+copyable`. */
export function contextValue(node: Node): string {
  return [node.kind, ...[...node.capabilities].sort()].join("+");
}

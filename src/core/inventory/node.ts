import type { Connection } from "../model/connection.ts";
import type { NetworkInterface, VpcEndpoint } from "../model/endpoint.ts";
import type { Failure } from "../model/failure.ts";
import type { Vpc } from "../model/network.ts";
import type { OpenScope } from "../model/scope.ts";
import type { EndpointService, Listener, LoadBalancer, Target } from "../model/service.ts";
import type { Decision } from "./decisions.ts";

/** What can be done with a row; menus match these, so a row never offers what its state does not allow. */
export type Capability =
  | "acceptable"
  | "acceptableAgain"
  | "rejectable"
  | "copyable"
  | "testable"
  | "connectable";

/** What hangs below a row and is read when the row is expanded. */
export type DetailTarget =
  | { readonly kind: "service"; readonly scope: OpenScope; readonly service: EndpointService }
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

export type Node =
  | (Row & { readonly kind: "scope"; readonly scope: OpenScope })
  | (Row &
      Copyable & {
        readonly kind: "service";
        readonly scope: OpenScope;
        readonly service: EndpointService;
        readonly waiting: number;
        readonly detail: DetailTarget;
      })
  | (Row & { readonly kind: "connections"; readonly total: number; readonly waiting: number })
  | ConnectionNode
  | (Row & Copyable & { readonly kind: "loadBalancer"; readonly loadBalancer: LoadBalancer })
  | (Row & { readonly kind: "listener"; readonly listener: Listener })
  | (Row & Copyable & { readonly kind: "target"; readonly target: Target })
  | (Row & { readonly kind: "principals"; readonly count: number })
  | (Row & Copyable & { readonly kind: "principal"; readonly arn: string })
  | (Row & Copyable & { readonly kind: "vpc"; readonly vpc: Vpc })
  | EndpointNode
  | (Row & Copyable & { readonly kind: "networkInterface"; readonly networkInterface: NetworkInterface })
  | (Row & { readonly kind: "dnsNames"; readonly count: number })
  | (Row & Copyable & { readonly kind: "dnsName"; readonly name: string })
  | (Row &
      Copyable & {
        readonly kind: "securityGroup";
        readonly group: { readonly id: string; readonly name: string };
      })
  | (Row & { readonly kind: "failure"; readonly failure: Failure; readonly scope?: OpenScope })
  | (Row & { readonly kind: "loading" })
  | (Row & { readonly kind: "empty"; readonly of: "services" | "endpoints" | "principals" | "connections" });

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

/** VS Code's `contextValue`: the kind and its sorted capabilities, as in `connection+acceptable+copyable`. */
export function contextValue(node: Node): string {
  return [node.kind, ...[...node.capabilities].sort()].join("+");
}

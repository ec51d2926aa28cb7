import type { Scope } from "../model/scope.ts";
import type { Reference } from "./step.ts";

/** Everything Publish a Service has to know; complete and valid. */
export interface PublishIntent {
  readonly planId: string;
  readonly scope: Scope;
  /** Names every resource: `NAME-nlb`, `NAME-tg` and so on. */
  readonly name: string;
  readonly vpcId: string;
  readonly application: Application;
  /** Where the load balancer gets a node: one subnet per Availability Zone. */
  readonly subnets: readonly { readonly id: string; readonly cidr: string; readonly zoneId: string }[];
  readonly targetPort: number;
  readonly listenerPort: number;
  /**
   * Blocks of the clients that the load balancer's group lets in. PrivateLink shows it the client's own address. Empty:
   * inbound rules are not enforced on PrivateLink traffic.
   */
  readonly clientCidrs: readonly string[];
  readonly acceptanceRequired: boolean;
  readonly principals: readonly string[];
}

export type Application =
  | { readonly kind: "sample"; readonly subnetId: string; readonly zoneId: string }
  | {
      readonly kind: "instances";
      readonly instances: readonly {
        readonly id: string;
        readonly groupId: string;
        readonly zoneId: string;
      }[];
    };

/** What the target steps need of the application, whoever made it. */
export interface Targets {
  readonly ids: readonly (string | Reference)[];
  readonly zoneIds: readonly string[];
  readonly groups: readonly { readonly id: string | Reference; readonly name: string }[];
}

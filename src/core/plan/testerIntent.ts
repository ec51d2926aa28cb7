import type { Scope } from "../model/scope.ts";
import type { AgentService } from "../model/systemsManager.ts";
import type { Tags } from "../model/tags.ts";
import type { TesterRole, TesterType } from "../model/tester.ts";
import type { VpcDnsAttribute } from "./step.ts";

/** Everything the plan for a tester has to know. */
export interface TesterIntent {
  readonly planId: string;
  readonly scope: Scope;
  /** Twelve digits. */
  readonly account: string;
  readonly name: string;
  /** What is tested from it, and on which port. */
  readonly endpointId: string;
  readonly port: number;
  readonly vpc: TesterVpc;
  readonly subnet: { readonly id: string; readonly zoneId: string };
  readonly type: TesterType;
  /** After which it ends by itself. */
  readonly hours: number;
  /** What the account has of the testers' role already. */
  readonly role: TesterRole;
  readonly way: TesterWay;
  readonly tags: Tags;
}

interface TesterVpc {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
  /** EC2 gives a new group a second outbound rule there. */
  readonly hasIpv6: boolean;
}

/** What has to be made so that the tester reaches Systems Manager. */
export interface TesterWay {
  /** Services that need an endpoint in the VPC. */
  readonly endpoints: readonly AgentService[];
  /** Attributes that their private DNS needs and the VPC has turned off. */
  readonly dns: readonly VpcDnsAttribute[];
  /** Groups of endpoints that do not let the VPC in yet. */
  readonly closedGroups: readonly { readonly id: string; readonly name: string }[];
  /** Everything stays inside the VPC; otherwise the tester needs a way out on port 443. */
  readonly isInside: boolean;
}

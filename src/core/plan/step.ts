import type { Scope } from "../model/scope.ts";
import type { SampleRuntime } from "./sampleApplication.ts";

/** Where an API operation lives. */
export type Service = "ec2" | "elasticloadbalancing" | "ssm";

/** An output of an earlier step, filled in when the step has run. */
export interface Reference {
  readonly step: string;
  readonly output: string;
}

/** The input of an API call in AWS's own names, with references to outputs of earlier steps. */
export type Input = { readonly [member: string]: Value };
export type Value = string | number | boolean | Reference | Input | readonly Value[];

/** An input with every reference replaced. */
export type ResolvedInput = { readonly [member: string]: unknown };

/** One API call. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly input: Input;
}

/** A poll that a step makes until AWS has done what the step asked for. No waiters exist for endpoints and services. */
export interface Wait extends Call {
  /** Whose account is asked, when it is not the one that the step acts in. */
  readonly scope?: Scope;
  /** For texts: what is being waited for. */
  readonly reason: WaitReason;
  /** Path into the answer; `*` means each member of a list. */
  readonly path: string;
  /** Only these values at the path count, where the API has no filter for them. */
  readonly among?: readonly string[];
  /** The wait is over when every value at the path is one of these; with `enough: "any"`, when one of them is. */
  readonly until: readonly string[];
  readonly enough?: "any";
  /** The step has failed when any value at the path is one of these. */
  readonly failWhen: readonly string[];
  /** Values that only a person ends: they are asked for slowly. */
  readonly personEnds?: readonly string[];
  /** Absent where a person may have to act. */
  readonly timeoutSeconds?: number;
}

/** A describe call, and which of the things in its answer are meant. */
export interface Look extends Call {
  /** Path to the things; `*` means each member of a list. */
  readonly path: string;
  /** Members that a thing must have, where the API has no filter for them. */
  readonly where: Readonly<Record<string, string | number>>;
  /** AWS codes that mean that there is none. */
  readonly noneWhen: readonly string[];
}

/** Finds what a step has made although nobody heard AWS's answer; only what carries the plan's tag counts. */
export interface Find extends Look {
  /** Name of an output of the step > path into the thing. */
  readonly outputs: Readonly<Record<string, string>>;
  /**
   * Tells whose it is, where the describe call itself does not know tags: it refers to the outputs found. Asked after
   * the call and before its inverse too, because ELBv2's create calls answer with what is there already under the same name.
   */
  readonly owner?: Look;
}

export type WaitReason =
  | "accepted"
  | "connectionAvailable"
  | "gatewayAvailable"
  | "instanceRunning"
  | "instanceStopped"
  | "loadBalancerActive"
  | "nameVerified"
  | "targetsHealthy"
  | "serviceAvailable"
  | "endpointCreated"
  | "endpointDeleted"
  | "connectionsRejected"
  | "serviceDeleted"
  | "loadBalancerDeleted"
  | "instanceTerminated";

/** The call that takes a step back, and what it may meet on the way. */
export interface Inverse extends Call {
  /** AWS codes that mean it is gone already. */
  readonly goneWhen: readonly string[];
  /** AWS codes that mean "not yet": something that was deleted before still holds it. */
  readonly retryOn: readonly string[];
  readonly wait?: Wait;
}

/** One AWS API call of a plan, as data. */
export interface Step extends Call {
  /** Unique in its plan, and stable: client tokens and the journal are made from it. */
  readonly id: string;
  /** Which account and Region act. */
  readonly scope: Scope;
  /** What the call is about, for texts. */
  readonly subject: Subject;
  /** Name of an output > path into AWS's answer. */
  readonly outputs: Readonly<Record<string, string>>;
  /**
   * What has to be so before the call is made. A person may have to act for it, so it has no time limit: it is waited for
   * across restarts of the editor.
   */
  readonly before?: Wait;
  readonly wait?: Wait;
  /** AWS codes that mean that what the step would do is done already: by its own lost call, or by somebody else. */
  readonly doneWhen?: readonly string[];
  /** AWS codes that mean "not yet": something that was deleted before still holds it. */
  readonly retryOn?: readonly string[];
  /** Absent for calls that can simply be made again, and whose inverse does no harm when they have done nothing. */
  readonly find?: Find;
  /** Absent for calls that change nothing and for those that go away with another step's resource. */
  readonly inverse?: Inverse;
  /** IAM actions the call needs. */
  readonly permissions: readonly string[];
  readonly cost?: Cost;
}

export type Cost = "networkLoadBalancer" | "sampleInstance" | { readonly interfaceEndpointZones: number };

/** What a step is about: a code with parameters, which `text` turns into words. */
type Subject =
  | { readonly code: "named"; readonly name: string }
  | { readonly code: "connections"; readonly endpointIds: readonly string[] }
  | { readonly code: "image"; readonly parameter: string }
  | {
      readonly code: "rule";
      readonly group: string;
      readonly port: number;
      readonly from: RuleSource;
      readonly reason: RuleReason;
    }
  | { readonly code: "outboundRule"; readonly group: string; readonly port: number; readonly to: RuleSource }
  | {
      readonly code: "networkAclEntry";
      readonly networkAcl: string;
      readonly number: number;
      readonly egress: boolean;
      readonly ports: { readonly from: number; readonly to: number };
      readonly cidr: string;
    }
  | {
      readonly code: "instance";
      readonly name: string;
      readonly type: string;
      readonly runtime: SampleRuntime;
    }
  | { readonly code: "targets"; readonly count: number; readonly port: number }
  | { readonly code: "loadBalancer"; readonly name: string; readonly zones: number }
  | { readonly code: "enforcementOff"; readonly name: string }
  | { readonly code: "crossZoneOn"; readonly name: string }
  | { readonly code: "subnets"; readonly name: string; readonly added: readonly string[] }
  | { readonly code: "attribute"; readonly name: string; readonly key: string; readonly value: string }
  | { readonly code: "listener"; readonly port: number; readonly targetGroup: string }
  | { readonly code: "service"; readonly acceptanceRequired: boolean; readonly privateDnsName?: string }
  | { readonly code: "ownerPays" }
  | { readonly code: "principals"; readonly principals: readonly string[] }
  | { readonly code: "endpoint"; readonly zoneIds: readonly string[] }
  | { readonly code: "gatewayEndpoint"; readonly routeTables: number }
  | { readonly code: "vpcAttribute"; readonly vpc: string; readonly attribute: VpcDnsAttribute }
  | { readonly code: "accept" }
  | {
      readonly code: "privateDns";
      readonly name: string;
      readonly serviceName: string;
      readonly owner: string;
    };

/** Changes to a whole VPC, so they are named as what they are. */
export type VpcDnsAttribute = "enableDnsSupport" | "enableDnsHostnames";

/** Why a rule is right: who sends on that port, and as which address the group sees them. */
export type RuleReason =
  /** Clients of the endpoint, by their own addresses. */
  | "endpointClients"
  /** Clients that come through PrivateLink: the load balancer's group sees their own addresses. */
  | "privateLinkClients"
  /** With inbound rules enforced AWS recommends naming the load balancer's group. */
  | "loadBalancerGroup"
  /** Without, its nodes' addresses, which lie in its subnets. */
  | "loadBalancerAddresses";

export type RuleSource = { readonly cidrs: readonly string[] } | { readonly group: string };

export type FlowName = "publish" | "connect" | "tearDown";

/** An ordered list of calls; each step refers only to steps before it. */
export interface Plan {
  readonly id: string;
  /** `change`: a call or two on something that exists, asked for by a command. */
  readonly flow: FlowName | "change";
  /** The name the user gave to what the plan makes. */
  readonly name: string;
  readonly steps: readonly Step[];
}

/** An output that a later step uses. */
export function from(step: string, output: string): Reference {
  return { step, output };
}

export function isReference(value: Value): value is Reference {
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 2 && keys.includes("step") && keys.includes("output");
}

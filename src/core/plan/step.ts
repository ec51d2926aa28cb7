import type { Scope } from "../model/scope.ts";
import type { AgentService } from "../model/systemsManager.ts";
import type { TesterType } from "../model/tester.ts";
import type { SampleRuntime } from "./sampleApplication.ts";

/** Where an API operation lives. */
export type Service = "ec2" | "elasticloadbalancing" | "iam" | "ssm";

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
  /** Members that a thing must have, where the API has no filter for them; `*` in a name means any member of a list. */
  readonly where: Readonly<Record<string, string | number | boolean>>;
  /** AWS codes that mean that there is none. */
  readonly noneWhen: readonly string[];
}

/**
 * Finds what a step has made although nobody heard AWS's answer; only what carries the plan's tag counts, or where there
 * are no tags, what is exactly what the step makes.
 */
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
  | "agentOnline"
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
  /** Whatever is found here uses what the step has made: then it is somebody else's too, and is left. */
  readonly unless?: Look;
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
  /** Outputs that are known beforehand, for when what the step would make is there already. */
  readonly known?: Readonly<Record<string, string>>;
  /** AWS codes that mean "not yet": something that was deleted before still holds it. */
  readonly retryOn?: readonly string[];
  /** How AWS says that it has not heard yet of what was made a moment ago, where its code alone does not tell. */
  readonly unheard?: { readonly code: string; readonly words: string };
  /** Absent for calls that can simply be made again, and whose inverse does no harm when they have done nothing. */
  readonly find?: Find;
  /** Absent for calls that change nothing and for those that go away with another step's resource. */
  readonly inverse?: Inverse;
  /** IAM actions the call needs. */
  readonly permissions: readonly string[];
  readonly cost?: Cost;
}

export type Cost =
  | "networkLoadBalancer"
  | "sampleInstance"
  | { readonly tester: TesterType }
  | { readonly interfaceEndpointZones: number };

/** What a step is about: a code with parameters, which `text` turns into words. */
export type Subject =
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
  | {
      readonly code: "tester";
      readonly name: string;
      readonly type: TesterType;
      readonly zoneId: string;
      readonly hours: number;
    }
  | { readonly code: "egress"; readonly group: string; readonly rules: readonly EgressRule[] }
  | { readonly code: "noEgress"; readonly group: string; readonly cidr: string }
  | { readonly code: "agentEndpoint"; readonly service: AgentService; readonly zoneId: string }
  | { readonly code: "agentOnline"; readonly name: string }
  | { readonly code: "policy"; readonly policy: string; readonly role: string }
  | { readonly code: "inProfile"; readonly role: string; readonly profile: string }
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
  /** Agents of the VPC's instances talk to Systems Manager over HTTPS. */
  | "agents"
  /** With inbound rules enforced AWS recommends naming the load balancer's group. */
  | "loadBalancerGroup"
  /** Without, its nodes' addresses, which lie in its subnets. */
  | "loadBalancerAddresses";

/** What a group lets out, and why. */
export interface EgressRule {
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly cidrs: readonly string[];
  readonly reason: "agent" | "tested" | "dns";
}

export type RuleSource = { readonly cidrs: readonly string[] } | { readonly group: string };

export type FlowName = "publish" | "connect" | "tearDown" | "tester";

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

import type { Failure } from "../model/failure.ts";
import type { WayOut } from "../model/network.ts";
import type { Loadable } from "../model/snapshot.ts";
import type { AgentService } from "../model/systemsManager.ts";
import type { SampleRuntime } from "../plan/sampleApplication.ts";

/** One thing that can be chosen. Labels are AWS's names and ids; sentences come from `text`. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  /** Why it cannot be chosen. */
  readonly refused?: RefusalCode;
  /** Names of what the refusal is about. */
  readonly because?: readonly string[];
  /** Something to know before choosing it. */
  readonly caution?: "notMadeByToolkit" | "madeByOtherPlan";
}

/** One Availability Zone in which an endpoint may get an interface. */
export interface ZoneRow {
  readonly zoneId: string;
  /** This account's own name for the zone. */
  readonly zoneName: string;
  readonly service: ZoneService;
  /** The subnets there, of which one can be chosen where the service is. */
  readonly options: readonly Option[];
}

/** Whether the service can be reached in a zone. */
export type ZoneService =
  | "offered"
  | "notOffered"
  /** AWS leaves the zone out for services of other Regions. */
  | "notCrossRegion"
  /** AWS has not confirmed the service yet. */
  | "unknown";

export type RefusalCode =
  /** The zone offers none of the small types. */
  | "noTesterType"
  | "serviceIpv4"
  | "serviceIpv6"
  | "addressesAreIpv4"
  | "routed"
  | "notRunning"
  | "noFreeAddresses"
  /** By something that could be deleted too, but stays. */
  | "usedByStaying"
  /** By something that has nothing to do with it. */
  | "usedElsewhere"
  | "deletionProtection"
  | "defaultGroup"
  | "applicationLoadBalancerTcp"
  /** Nothing is put behind a new load balancer. */
  | "leadsNowhere"
  | "bound"
  | "otherVpc"
  | "internetFacing"
  | "noSecurityGroup"
  | "notActive";

/** What only a consumer can get wrong. */
export type ConnectProblem =
  | { readonly code: "serviceNotVisible"; readonly account: string }
  | { readonly code: "serviceUnknown"; readonly name: string; readonly region: string }
  | { readonly code: "serviceKind" }
  | { readonly code: "serviceInOtherRegion"; readonly region: string; readonly scopeRegion: string }
  | { readonly code: "serviceNotAvailable"; readonly owner: string; readonly state: string }
  | { readonly code: "accountNotAllowed"; readonly account: string; readonly owner: string }
  | { readonly code: "addressInNoChosenSubnet"; readonly text: string }
  | { readonly code: "addressReserved"; readonly text: string }
  | { readonly code: "addressesInOneSubnet"; readonly subnet: string }
  | { readonly code: "noRouteTables" }
  | { readonly code: "noGroups" }
  | { readonly code: "tooManyGroups"; readonly limit: number }
  | { readonly code: "subnetWithoutIpv4"; readonly subnet: string }
  | { readonly code: "subnetWithIpv4"; readonly subnet: string }
  | PrivateNameObstacle;

/** What only a tester can lack. */
export type TesterProblem =
  | { readonly code: "noWayToSystemsManager" }
  | { readonly code: "groupNameTaken"; readonly text: string };

/** Something to know before a tester is made. */
export type TesterNotice =
  | { readonly code: "wayNotKnown" }
  /** USD a month for all of them. */
  | { readonly code: "agentEndpoints"; readonly services: readonly AgentService[]; readonly monthly: number }
  | { readonly code: "agentGroupsOpened"; readonly groups: readonly string[] };

/** What is wrong with an answer; `text` says it in a sentence with what to do. */
export type Problem =
  | ConnectProblem
  | TesterProblem
  | { readonly code: "required" }
  | { readonly code: "port"; readonly text: string }
  | { readonly code: "cidr"; readonly text: string }
  | { readonly code: "name"; readonly text: string }
  | { readonly code: "principalNotAnArn"; readonly text: string }
  | { readonly code: "principalPath"; readonly text: string; readonly account?: string }
  | { readonly code: "serviceName"; readonly text: string }
  | { readonly code: "noLongerOffered"; readonly text: string }
  | { readonly code: "noSubnets" }
  | { readonly code: "targetZoneMissing" | "targetZoneUncovered"; readonly zoneId: string }
  | { readonly code: "subnetsInOneZone"; readonly zoneId: string }
  | { readonly code: "noInstances" }
  | { readonly code: "nothingToDelete" | "nothingThere" }
  | { readonly code: "address"; readonly text: string }
  | { readonly code: "addressInNoSubnet"; readonly text: string }
  | { readonly code: "addressPublic"; readonly text: string }
  | {
      readonly code: "applicationLoadBalancerPort";
      readonly port: string;
      readonly ports: readonly number[];
    }
  | { readonly code: "path"; readonly text: string }
  | { readonly code: "portTaken"; readonly port: number }
  | { readonly code: "noListener" }
  | { readonly code: "nameTaken"; readonly text: string }
  | { readonly code: "privateDnsName"; readonly text: string }
  | { readonly code: "loadBalancerIpv4"; readonly name: string }
  | { readonly code: "subnetWithoutIpv6"; readonly subnet: string }
  | { readonly code: "region"; readonly text: string }
  | { readonly code: "zoneNotCrossRegion"; readonly zoneId: string }
  | { readonly code: "crossRegionZones" }
  | { readonly code: "tag"; readonly text: string };

/** Why a service's private name cannot be used in a VPC. */
export type PrivateNameObstacle =
  | { readonly code: "privateNameUnverified"; readonly name: string }
  | { readonly code: "privateNameTaken"; readonly name: string; readonly endpoint: string };

/** Something for a consumer to know. */
export type ConnectNotice =
  | { readonly code: "crossRegion"; readonly region: string }
  | { readonly code: "endpointQuota"; readonly count: number }
  | { readonly code: "portSilent"; readonly port: number; readonly ports: readonly number[] }
  | { readonly code: "groupsClosed"; readonly port: number; readonly cidrs: readonly string[] }
  | { readonly code: "ipv6ClientsShutOut" }
  | { readonly code: "acceptsAs"; readonly owner: string }
  | {
      readonly code: "privateDns";
      readonly name: string;
      /** Who accepts before: nobody has to, the plan does, or a person. */
      readonly acceptedBy: "nobody" | "plan" | "person";
    }
  | { readonly code: "privateDnsNotOffered"; readonly obstacle: PrivateNameObstacle }
  | { readonly code: "vpcDnsOff"; readonly attributes: readonly string[] }
  | { readonly code: "serviceVerified"; readonly owner: string; readonly acceptanceRequired: boolean }
  | { readonly code: "zonesCovered"; readonly covered: number; readonly offered: number };

/** Something to know about an answer that does not stop the plan. */
export type Notice =
  | ConnectNotice
  | TesterNotice
  | { readonly code: "inferredCidrs"; readonly vpcs: readonly string[] }
  | { readonly code: "enforcementOff" }
  | { readonly code: "anyPrincipal" }
  | { readonly code: "anyPrincipalUnattended" }
  | { readonly code: "singleZone" }
  | { readonly code: "sampleRuntime"; readonly runtime: SampleRuntime; readonly wayOut: WayOut }
  | { readonly code: "groupsUnknown"; readonly unknown: readonly string[] }
  | { readonly code: "zonesOffered"; readonly zoneIds: readonly string[] }
  | { readonly code: "zonesWithoutTargets" }
  | { readonly code: "everyClient" }
  | { readonly code: "noClients" }
  | { readonly code: "clientsLetIn" }
  | { readonly code: "txtRecord" }
  | { readonly code: "ownerPays" }
  | { readonly code: "differsFromInvitation"; readonly what: readonly ComparisonRow["what"][] }
  | { readonly code: "lookingUp" }
  | { readonly code: "lookupFailed"; readonly failure: Failure }
  | { readonly code: "clientsCutOff"; readonly connections: number }
  | { readonly code: "endpointLost"; readonly serviceName: string; readonly privateDns: boolean }
  | { readonly code: "routesLost"; readonly serviceName: string; readonly routeTables: readonly string[] }
  | { readonly code: "listenersGoAlong"; readonly listeners: readonly string[] };

interface Answerable {
  readonly id: string;
  /** The user has not answered: the value is the wizard's proposal. */
  readonly inferred: boolean;
  readonly problem?: Problem;
  readonly notices: readonly Notice[];
}

export type Field =
  | (Answerable & { readonly kind: "choice"; readonly options: readonly Option[]; readonly value: string })
  | (Answerable & { readonly kind: "radio"; readonly options: readonly Option[]; readonly value: string })
  | (Answerable & {
      readonly kind: "text";
      readonly value: string;
      readonly mono?: boolean;
      /** Known values that can be taken over while typing. */
      readonly suggestions?: readonly string[];
    })
  | (Answerable & {
      readonly kind: "zones";
      readonly rows: readonly ZoneRow[];
      readonly values: readonly string[];
    })
  | (Answerable & { readonly kind: "flag"; readonly value: boolean })
  | (Answerable & { readonly kind: "comparison"; readonly rows: readonly ComparisonRow[] })
  | (Answerable & {
      readonly kind: "set";
      readonly options: readonly Option[];
      readonly values: readonly string[];
    });

/** One thing that an invitation says of a service, beside what AWS says of it. */
export interface ComparisonRow {
  readonly what: "owner" | "zones" | "privateDnsName" | "ports" | "acceptance";
  /** In AWS's own words; empty for what is not said. */
  readonly stated: readonly string[];
  readonly seen: readonly string[];
  readonly verdict: Verdict;
}

export type Verdict =
  | "same"
  | "differs"
  /** Zones of the provider's that this account does not have. */
  | "fewer"
  | "verified"
  | "unverified"
  /** AWS does not show it to consumers. */
  | "notSeen"
  | "notStated"
  | "awaited"
  | "notNeeded";

export type SectionState = "complete" | "incomplete" | "problem" | "loading";

export interface Section {
  readonly id: string;
  readonly state: SectionState;
  readonly fields: readonly Field[];
}

export interface Form {
  readonly sections: readonly Section[];
}

/** What the user has answered so far, by field id. What is missing is inferred. */
export type Answers = Readonly<Record<string, string | boolean | readonly string[]>>;

/** Problems that only say that something is still to be answered. */
const unanswered: ReadonlySet<Problem["code"]> = new Set([
  "required",
  "noSubnets",
  "noInstances",
  "noGroups",
  "noRouteTables",
  "nothingToDelete",
  "nothingThere",
]);

/** Nobody has done anything wrong yet: an answer is missing. */
export function isUnanswered({ code }: Problem): boolean {
  return unanswered.has(code);
}

/** A section's state follows from its fields. */
export function section(id: string, fields: readonly Field[], loading = false): Section {
  return { id, state: loading ? "loading" : stateOf(fields), fields };
}

function stateOf(fields: readonly Field[]): SectionState {
  const problems = fields.flatMap(({ problem }) => problem ?? []);
  const unread = fields.some(({ notices }) => notices.some(({ code }) => code === "lookupFailed"));
  if (unread || problems.some((problem) => !isUnanswered(problem))) return "problem";
  return problems.length > 0 ? "incomplete" : "complete";
}

/** What is said beside a field whose options could not be looked up. */
export function lookupNotices(lookup: Loadable<unknown> | undefined): readonly Notice[] {
  if (lookup?.status === "loading") return [{ code: "lookingUp" }];
  return lookup?.status === "failed" ? [{ code: "lookupFailed", failure: lookup.failure }] : [];
}

export function isComplete({ sections }: Form): boolean {
  return sections.every(({ state }) => state === "complete");
}

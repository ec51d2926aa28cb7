import { isDead, monthlyCost, type VpcEndpoint } from "../model/endpoint.ts";
import type { OwnLoadBalancer } from "../model/loadBalancer.ts";
import { everyone } from "../model/principal.ts";
import { type OpenScope, scopeId } from "../model/scope.ts";
import type { EndpointService } from "../model/service.ts";
import { isDeletable, type TargetState } from "../model/states.ts";
import { displayName } from "../model/tags.ts";
import type { Severity } from "./cause.ts";
import type { DiagnosisTarget } from "./evidence/evidence.ts";
import { type Gap, type Seen, seenItems } from "./evidence/seen.ts";
import type { Parameters } from "./finding.ts";

/** What stands in an account and should not stay as it is, whether or not anybody complains. Worst first. */
export const auditCodes = [
  "unhealthyTargets",
  "openToEveryone",
  "zoneDrift",
  "deadEndpoint",
  "noNotification",
  "singleZoneService",
  "singleZoneEndpoint",
  "noSecurityGroup",
] as const;
export type AuditCode = (typeof auditCodes)[number];

/** What an audit reads of one scope. */
export interface AuditFacts {
  readonly scope: OpenScope;
  readonly endpoints: Seen<readonly VpcEndpoint[]>;
  readonly services: Seen<readonly EndpointService[]>;
  readonly loadBalancers: Seen<readonly OwnLoadBalancer[]>;
  readonly targetGroups: Seen<readonly TargetGroupHealth[]>;
  /** Ids of services that tell a topic of new connections. */
  readonly notified: Seen<readonly string[]>;
  /** Of services that accept by themselves, by their ids. */
  readonly principals: Readonly<Record<string, Seen<readonly string[]>>>;
  /** Services and target groups beyond what one audit asks about. */
  readonly leftOut: number;
}

export interface TargetGroupHealth {
  readonly arn: string;
  readonly name: string;
  readonly loadBalancerArns: readonly string[];
  readonly states: readonly TargetState[];
}

/** One thing to look at. */
export interface AuditItem {
  readonly code: AuditCode;
  readonly severity: Severity;
  readonly scope: OpenScope;
  /** Id or ARN, and what people call it. */
  readonly resource: string;
  readonly name: string;
  readonly parameters: Parameters;
  /** What a diagnosis of it is about. */
  readonly target: DiagnosisTarget;
}

/** A list that could not be read, and what stays open for it. */
export interface AuditGap {
  readonly scope: OpenScope;
  readonly codes: readonly AuditCode[];
  readonly gap: Gap;
}

export interface Audit {
  /** Worst first, then in the order of the scopes. */
  readonly items: readonly AuditItem[];
  readonly gaps: readonly AuditGap[];
  readonly scopes: number;
  readonly endpoints: number;
  readonly services: number;
  readonly leftOut: number;
}

export function audit(all: readonly AuditFacts[]): Audit {
  const count = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
  return {
    items: all.flatMap(itemsOf).toSorted((a, b) => auditCodes.indexOf(a.code) - auditCodes.indexOf(b.code)),
    gaps: all.flatMap(gapsOf),
    scopes: new Set(all.map(({ scope }) => scopeId(scope))).size,
    endpoints: count(all.map(({ endpoints }) => seenItems(endpoints).length)),
    services: count(all.map(({ services }) => seenItems(services).length)),
    leftOut: count(all.map(({ leftOut }) => leftOut)),
  };
}

function itemsOf(facts: AuditFacts): readonly AuditItem[] {
  const services = seenItems(facts.services).filter(isDeletable);
  return [
    ...seenItems(facts.endpoints).flatMap((endpoint) => endpointItems(facts.scope, endpoint)),
    ...services.flatMap((service) => [
      ...accessItems(facts, service),
      ...zoneItems(facts, service),
      ...balancerItems(facts, service),
      ...targetItems(facts, service),
    ]),
  ];
}

function endpointItems(scope: OpenScope, endpoint: VpcEndpoint): readonly AuditItem[] {
  const { id, serviceName, state, subnetIds } = endpoint;
  const about = {
    scope,
    resource: id,
    name: displayName(endpoint),
    target: { serviceName, endpointId: id },
  };
  // What AWS's services have made for themselves is not for its owner to change.
  if (endpoint.managedByAws === true) return [];
  if (isDead(state)) {
    const parameters = { state, monthlyDollars: monthlyCost(endpoint) };
    return [{ ...about, code: "deadEndpoint", severity: "broken", parameters }];
  }
  const isSingle = endpoint.type === "Interface" && isDeletable(endpoint) && subnetIds.length === 1;
  if (!isSingle) return [];
  return [{ ...about, code: "singleZoneEndpoint", severity: "risk", parameters: {} }];
}

function aboutService(scope: OpenScope, service: EndpointService) {
  const { id, name: serviceName } = service;
  return { scope, resource: id, name: displayName(service), target: { serviceName } };
}

function accessItems({ scope, principals, notified }: AuditFacts, service: EndpointService): AuditItem[] {
  const about = aboutService(scope, service);
  if (!service.acceptanceRequired) {
    if (!seenItems(principals[service.id]).includes(everyone)) return [];
    return [{ ...about, code: "openToEveryone", severity: "risk", parameters: {} }];
  }
  if (!notified.seen || notified.value.includes(service.id)) return [];
  return [{ ...about, code: "noNotification", severity: "risk", parameters: {} }];
}

/** Balancers of the service that are known. */
function balancersOf({ loadBalancers }: AuditFacts, { loadBalancerArns }: EndpointService) {
  return seenItems(loadBalancers).filter(({ arn }) => loadBalancerArns.includes(arn));
}

function zoneItems(facts: AuditFacts, service: EndpointService): AuditItem[] {
  const about = aboutService(facts.scope, service);
  const enabled = new Set(balancersOf(facts, service).flatMap(({ zoneNames }) => zoneNames));
  const missing = [...enabled].filter((zone) => !service.zoneNames.includes(zone)).sort();
  const drift: AuditItem[] =
    missing.length === 0
      ? []
      : [{ ...about, code: "zoneDrift", severity: "degraded", parameters: { zones: missing.join(", ") } }];
  if (service.zoneIds.length !== 1) return drift;
  return [...drift, { ...about, code: "singleZoneService", severity: "risk", parameters: {} }];
}

function balancerItems(facts: AuditFacts, service: EndpointService): AuditItem[] {
  return balancersOf(facts, service)
    .filter(({ securityGroupIds }) => securityGroupIds.length === 0)
    .map(({ arn, name }) => ({
      ...aboutService(facts.scope, service),
      code: "noSecurityGroup",
      severity: "risk",
      resource: arn,
      name,
      parameters: { service: displayName(service) },
    }));
}

function targetItems(facts: AuditFacts, service: EndpointService): AuditItem[] {
  return seenItems(facts.targetGroups)
    .filter(({ loadBalancerArns }) => loadBalancerArns.some((arn) => service.loadBalancerArns.includes(arn)))
    .flatMap(({ arn, name, states }): AuditItem[] => {
      const healthy = states.filter((state) => state === "healthy").length;
      const unhealthy = states.filter(isUnhealthy).length;
      if (unhealthy === 0 && states.length > 0) return [];
      return [
        {
          ...aboutService(facts.scope, service),
          code: "unhealthyTargets",
          severity: healthy === 0 ? "broken" : "degraded",
          resource: arn,
          name,
          parameters: { service: displayName(service), unhealthy, targets: states.length },
        },
      ];
    });
}

/** A target that is new, or leaving, is on its way. */
function isUnhealthy(state: TargetState): boolean {
  return state === "unhealthy" || state === "unused" || state === "unavailable";
}

/** Which items rest on which list. */
function gapsOf(facts: AuditFacts): readonly AuditGap[] {
  const { scope, endpoints, services, loadBalancers, targetGroups, notified, principals } = facts;
  const parts: readonly (readonly [Seen<unknown>, readonly AuditCode[]])[] = [
    [endpoints, ["deadEndpoint", "singleZoneEndpoint"]],
    [services, ["singleZoneService", "openToEveryone"]],
    [loadBalancers, ["zoneDrift", "noSecurityGroup"]],
    [targetGroups, ["unhealthyTargets"]],
    [notified, ["noNotification"]],
    ...Object.values(principals)
      .filter(({ seen }) => !seen)
      .slice(0, 1)
      .map((part) => [part, ["openToEveryone"]] as const),
  ];
  return parts.flatMap(([part, codes]) => (part.seen ? [] : [{ scope, codes, gap: part.gap }]));
}

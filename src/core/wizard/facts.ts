import type { VpcEndpoint } from "../model/endpoint.ts";
import type { Footprint, TearDownTarget } from "../model/footprint.ts";
import type { ListenerPort, OwnLoadBalancer } from "../model/loadBalancer.ts";
import type { Network, OfferedService, Vpc, VpcDns } from "../model/network.ts";
import { type OpenScope, type Scope, type ScopeId, scopeId } from "../model/scope.ts";
import type { EndpointService } from "../model/service.ts";
import type { Loadable } from "../model/snapshot.ts";
import type { TesterRole, TesterTypesByZone } from "../model/tester.ts";

/** Something a wizard has to know before it can go on; `app` looks it up once and keeps it. */
export type Lookup =
  | { readonly kind: "network"; readonly scope: OpenScope }
  | { readonly kind: "loadBalancers"; readonly scope: OpenScope }
  | { readonly kind: "listeners"; readonly scope: OpenScope; readonly loadBalancerArn: string }
  | { readonly kind: "regions"; readonly scope: OpenScope }
  /** `undefined` as the answer means: not visible to this account. */
  | { readonly kind: "service"; readonly scope: OpenScope; readonly serviceName: string }
  /** Names of the services that the account may connect to, AWS's own included. */
  | { readonly kind: "serviceNames"; readonly scope: OpenScope }
  | { readonly kind: "vpcDns"; readonly scope: OpenScope; readonly vpcId: string }
  /** Whom a service's owner allows; only the owner can see it. */
  | { readonly kind: "principals"; readonly scope: OpenScope; readonly service: EndpointService }
  /** The ports that a service's load balancers listen on; only its owner can see them. */
  | { readonly kind: "ports"; readonly scope: OpenScope; readonly service: EndpointService }
  /** What the account has of the role that all testers share. */
  | { readonly kind: "testerRole"; readonly scope: OpenScope }
  /** Which types for testers each zone offers. */
  | { readonly kind: "testerTypes"; readonly scope: OpenScope }
  | { readonly kind: "footprint"; readonly scope: OpenScope; readonly target: TearDownTarget };

/** A service whose owner's scope is open in this window. */
export interface OpenService {
  readonly scope: OpenScope;
  readonly service: EndpointService;
}

/** A service or an endpoint of an open scope, or the testers of a VPC, that can be torn down. */
export interface OpenTarget extends TearDownTarget {
  readonly scope: OpenScope;
  readonly name: string;
}

/** What a wizard knows. */
export interface Facts {
  readonly scopes: readonly OpenScope[];
  /** VPCs of open scopes: where the clients of a service are likely to be. */
  readonly openVpcs: readonly { readonly scope: OpenScope; readonly vpc: Vpc }[];
  /** Names that services in open scopes have: what is published beside them needs another one. */
  readonly takenServiceNames: readonly string[];
  /** Endpoints of open scopes. */
  readonly openEndpoints: readonly { readonly scope: OpenScope; readonly endpoint: VpcEndpoint }[];
  /** Services owned by open scopes, whatever their state. */
  readonly openServices: readonly OpenService[];
  readonly openTargets: readonly OpenTarget[];
  /** Load balancers that carry a service already, by ARN, with the service's name: AWS allows one service each. */
  readonly boundLoadBalancers: Readonly<Record<string, string>>;
  readonly networks: Readonly<Record<ScopeId, Loadable<Network>>>;
  readonly loadBalancers: Readonly<Record<ScopeId, Loadable<readonly OwnLoadBalancer[]>>>;
  /** By the load balancer's ARN. */
  readonly listeners: Readonly<Record<string, Loadable<readonly ListenerPort[]>>>;
  /** Regions that the account has enabled. */
  readonly regions: Readonly<Record<ScopeId, Loadable<readonly string[]>>>;
  /** By `lookupKey`. */
  readonly services: Readonly<Record<string, Loadable<OfferedService | undefined>>>;
  readonly serviceNames: Readonly<Record<ScopeId, Loadable<readonly string[]>>>;
  /** By VPC id. */
  readonly vpcDns: Readonly<Record<string, Loadable<VpcDns>>>;
  /** By service id. */
  readonly principals: Readonly<Record<string, Loadable<readonly string[]>>>;
  /** By service id. */
  readonly ports: Readonly<Record<string, Loadable<readonly number[]>>>;
  /** By `lookupKey`. */
  readonly footprints: Readonly<Record<string, Loadable<Footprint>>>;
  readonly testerRoles: Readonly<Record<ScopeId, Loadable<TesterRole>>>;
  readonly testerTypes: Readonly<Record<ScopeId, Loadable<TesterTypesByZone>>>;
}

export const noFacts: Facts = {
  scopes: [],
  openVpcs: [],
  takenServiceNames: [],
  openEndpoints: [],
  openServices: [],
  openTargets: [],
  boundLoadBalancers: {},
  networks: {},
  loadBalancers: {},
  listeners: {},
  regions: {},
  services: {},
  serviceNames: {},
  vpcDns: {},
  principals: {},
  ports: {},
  footprints: {},
  testerRoles: {},
  testerTypes: {},
};

/** Two lookups with the same key ask the same. */
export function lookupKey(lookup: Lookup): string {
  switch (lookup.kind) {
    case "network":
    case "loadBalancers":
    case "regions":
    case "serviceNames":
    case "testerRole":
    case "testerTypes":
      return scopeId(lookup.scope);
    case "service":
      return `${scopeId(lookup.scope)}/${lookup.serviceName}`;
    case "listeners":
      return lookup.loadBalancerArn;
    case "vpcDns":
      return lookup.vpcId;
    case "principals":
    case "ports":
      return lookup.service.id;
    case "footprint":
      return `${scopeId(lookup.scope)}/${lookup.target.id}`;
  }
}

export function networkOf(facts: Facts, scope: Scope | undefined): Loadable<Network> {
  return (scope && facts.networks[scopeId(scope)]) ?? { status: "loading" };
}

const unknownNetwork: Network = { vpcs: [], subnets: [], instances: [], securityGroups: [], routeTables: [] };

export function readNetwork(facts: Facts, scope: Scope | undefined): Network {
  const network = networkOf(facts, scope);
  return network.status === "ready" ? network.value : unknownNetwork;
}

/** The scope that an option's value stands for. */
export function findScope({ scopes }: Facts, id: string): OpenScope | undefined {
  return scopes.find((scope) => scopeId(scope) === id);
}

export function loadBalancersOf(
  facts: Facts,
  scope: Scope | undefined,
): Loadable<readonly OwnLoadBalancer[]> {
  return (scope && facts.loadBalancers[scopeId(scope)]) ?? { status: "loading" };
}

export function listenersOf(facts: Facts, loadBalancerArn: string): Loadable<readonly ListenerPort[]> {
  return facts.listeners[loadBalancerArn] ?? { status: "loading" };
}

export function regionsOf(facts: Facts, scope: Scope | undefined): Loadable<readonly string[]> {
  return (scope && facts.regions[scopeId(scope)]) ?? { status: "loading" };
}

import type { TargetGroupHealth } from "../core/diagnose/audit.ts";
import type { EndpointInterface } from "../core/diagnose/evidence/consumer.ts";
import type {
  InstanceFacts,
  InstanceRole,
  NetworkAclFacts,
  RouteTableFacts,
  SecurityGroupFacts,
  SubnetFacts,
} from "../core/diagnose/evidence/network.ts";
import type { LoadBalancerFacts, TargetGroupFacts } from "../core/diagnose/evidence/provider.ts";
import type { Connection } from "../core/model/connection.ts";
import type { NetworkInterface, VpcEndpoint } from "../core/model/endpoint.ts";
import type { FailureCode } from "../core/model/failure.ts";
import type { Footprint, TearDownTarget } from "../core/model/footprint.ts";
import type { ListenerPort, OwnLoadBalancer } from "../core/model/loadBalancer.ts";
import type { ManagedInstance, Network, OfferedService, Vpc, VpcDns } from "../core/model/network.ts";
import type { Identity, Scope } from "../core/model/scope.ts";
import type { ConnectionNotification, EndpointService, LoadBalancer } from "../core/model/service.ts";
import type { TesterRole, TesterTypesByZone } from "../core/model/tester.ts";
import type { ResolvedInput, Service } from "../core/plan/step.ts";

/*
 * What the use cases need of AWS. Everything may throw a `PrivateLinkError`; everything that calls AWS ends early when
 * its signal aborts.
 */

/** Where profiles, credentials and endpoints come from. */
export type AwsSource =
  /** The user's own shared files and environment, as every AWS tool reads them. */
  | { readonly kind: "shared" }
  /** The sandbox: its own files and its own endpoint, and nothing of the user's. */
  | {
      readonly kind: "sandbox";
      readonly configFile: string;
      readonly credentialsFile: string;
      readonly endpoint: string;
    };

/** A profile of the shared config and credentials files. */
export interface Profile {
  readonly name: string;
  readonly region?: string;
}

export interface AwsProfiles {
  profiles(): Promise<readonly Profile[]>;
  identity(scope: Scope, signal: AbortSignal): Promise<Identity>;
  /** Regions that the account can use. */
  regions(scope: Scope, signal: AbortSignal): Promise<readonly string[]>;
  /** The host that calls go to instead of AWS, if the profile or the environment says so. */
  endpointOverride(scope: Scope): Promise<string | undefined>;
}

/** The four lists of an inventory, and what hangs below their rows. Each list is ceil(n / 1000) calls. */
export interface AwsInventory {
  vpcs(scope: Scope, signal: AbortSignal): Promise<readonly Vpc[]>;
  endpoints(scope: Scope, signal: AbortSignal): Promise<readonly VpcEndpoint[]>;
  services(scope: Scope, signal: AbortSignal): Promise<readonly EndpointService[]>;
  connections(scope: Scope, signal: AbortSignal): Promise<readonly Connection[]>;
  /** Only those that wait for acceptance, as AWS itself filters them. */
  waitingConnections(scope: Scope, signal: AbortSignal): Promise<readonly Connection[]>;
  /** Down to the targets and their health. */
  loadBalancers(
    scope: Scope,
    service: EndpointService,
    signal: AbortSignal,
  ): Promise<readonly LoadBalancer[]>;
  /** ARNs, or `*`. */
  principals(scope: Scope, service: EndpointService, signal: AbortSignal): Promise<readonly string[]>;
  notifications(
    scope: Scope,
    service: EndpointService,
    signal: AbortSignal,
  ): Promise<readonly ConnectionNotification[]>;
  networkInterfaces(
    scope: Scope,
    endpoint: VpcEndpoint,
    signal: AbortSignal,
  ): Promise<readonly NetworkInterface[]>;
}

/** What the wizards look up. */
export interface AwsLookups {
  network(scope: Scope, signal: AbortSignal): Promise<Network>;
  /** `undefined` when the service does not exist or this account may not see it; AWS does not tell which. */
  offeredService(scope: Scope, serviceName: string, signal: AbortSignal): Promise<OfferedService | undefined>;
  /** Network and Application Load Balancers of the account in this Region. */
  ownLoadBalancers(scope: Scope, signal: AbortSignal): Promise<readonly OwnLoadBalancer[]>;
  listeners(scope: Scope, loadBalancerArn: string, signal: AbortSignal): Promise<readonly ListenerPort[]>;
  /** Names of the services that the account may connect to in this Region, AWS's own included. */
  serviceNames(scope: Scope, signal: AbortSignal): Promise<readonly string[]>;
  vpcDns(scope: Scope, vpcId: string, signal: AbortSignal): Promise<VpcDns>;
  listenerPorts(scope: Scope, service: EndpointService, signal: AbortSignal): Promise<readonly number[]>;
  testerRole(scope: Scope, signal: AbortSignal): Promise<TesterRole>;
  testerTypes(scope: Scope, signal: AbortSignal): Promise<TesterTypesByZone>;
  /** What stands behind a service, an endpoint or testers; rejects with `notFound` when that is gone. */
  footprint(scope: Scope, target: TearDownTarget, signal: AbortSignal): Promise<Footprint>;
}

/** One API call of a plan. An item that AWS reports as unsuccessful in a successful answer is thrown as a failure. */
export interface AwsCalls {
  call(
    scope: Scope,
    call: { readonly service: Service; readonly operation: string; readonly input: ResolvedInput },
    signal: AbortSignal,
  ): Promise<unknown>;
}

/** An item that AWS did not act on although the call itself succeeded. */
export interface Unsuccessful {
  readonly id: string;
  readonly meaning: FailureCode;
  readonly code: string;
  readonly message: string;
}

export interface AwsConnections {
  accept(
    scope: Scope,
    serviceId: string,
    endpointIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Unsuccessful[]>;
  reject(
    scope: Scope,
    serviceId: string,
    endpointIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Unsuccessful[]>;
}

export interface CommandResult {
  readonly status:
    | "running"
    | "finished"
    | "cancelled"
    | "deliveryTimedOut"
    | "executionTimedOut"
    | "terminated"
    | "undeliverable";
  /** At most 24,000 characters. */
  readonly output: string;
  readonly errors: string;
}

/** Systems Manager's Run Command. */
export interface AwsCommands {
  /** All of the account in this Region, or only those that are asked for. */
  managedInstances(
    scope: Scope,
    signal: AbortSignal,
    instanceIds?: readonly string[],
  ): Promise<readonly ManagedInstance[]>;
  /** Starts a shell script; not idempotent. Returns the command's id. */
  sendCommand(
    scope: Scope,
    instanceId: string,
    script: readonly string[],
    timeoutSeconds: number,
    signal: AbortSignal,
  ): Promise<string>;
  commandResult(
    scope: Scope,
    commandId: string,
    instanceId: string,
    signal: AbortSignal,
  ): Promise<CommandResult>;
  cancelCommand(scope: Scope, commandId: string): Promise<void>;
}

export interface VpcFacts extends Vpc {
  /** `default` for a VPC without DHCP options. */
  readonly dhcpOptionsId: string;
}

export type InstanceChoice =
  | { readonly vpcIds: readonly string[] }
  | { readonly ids: readonly string[] }
  | { readonly addresses: readonly string[]; readonly vpcIds: readonly string[] };

/**
 * What a diagnosis reads: a list each, filtered by AWS, unless it says otherwise. What does not exist is missing in the
 * answer; nothing is called for an empty choice.
 */
export interface AwsEvidence {
  endpointsById(scope: Scope, ids: readonly string[], signal: AbortSignal): Promise<readonly VpcEndpoint[]>;
  endpointsOfVpc(scope: Scope, vpcId: string, signal: AbortSignal): Promise<readonly VpcEndpoint[]>;
  endpointInterfaces(
    scope: Scope,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly EndpointInterface[]>;
  serviceByName(scope: Scope, name: string, signal: AbortSignal): Promise<EndpointService | undefined>;
  connectionsOf(scope: Scope, serviceId: string, signal: AbortSignal): Promise<readonly Connection[]>;
  vpcFacts(scope: Scope, ids: readonly string[], signal: AbortSignal): Promise<readonly VpcFacts[]>;
  /** `AmazonProvidedDNS` or addresses. */
  nameServers(scope: Scope, dhcpOptionsId: string, signal: AbortSignal): Promise<readonly string[]>;
  subnetFacts(scope: Scope, vpcIds: readonly string[], signal: AbortSignal): Promise<readonly SubnetFacts[]>;
  networkAcls(
    scope: Scope,
    vpcIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly NetworkAclFacts[]>;
  routeTables(
    scope: Scope,
    vpcIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly RouteTableFacts[]>;
  /** Two lists: groups, and their rules. */
  securityGroups(
    scope: Scope,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly SecurityGroupFacts[]>;
  instanceFacts(scope: Scope, choice: InstanceChoice, signal: AbortSignal): Promise<readonly InstanceFacts[]>;
  /** Two calls; `undefined` for a profile without a role. */
  instanceRole(scope: Scope, profileArn: string, signal: AbortSignal): Promise<InstanceRole | undefined>;
  /** At most fifty can be asked for. */
  managedAmong(
    scope: Scope,
    instanceIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ManagedInstance[]>;
  /** Two lists, two calls for each load balancer, and one for each listener. */
  loadBalancerFacts(
    scope: Scope,
    arns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly LoadBalancerFacts[]>;
  /**
   * A list, and two calls for each target group: those behind these load balancers, and at most five that nothing leads
   * to in these VPCs.
   */
  targetGroupFacts(
    scope: Scope,
    loadBalancerArns: readonly string[],
    vpcIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly TargetGroupFacts[]>;
  /** A list, and a call for each target group behind these load balancers; how many were left out of more than `most`. */
  targetGroupHealth(
    scope: Scope,
    loadBalancerArns: readonly string[],
    most: number,
    signal: AbortSignal,
  ): Promise<{ readonly groups: readonly TargetGroupHealth[]; readonly leftOut: number }>;
  /** Ids of the services that tell a topic of new connections. */
  notifiedServices(scope: Scope, signal: AbortSignal): Promise<readonly string[]>;
}

export type Aws = AwsProfiles &
  AwsInventory &
  AwsLookups &
  AwsCalls &
  AwsConnections &
  AwsCommands &
  AwsEvidence;

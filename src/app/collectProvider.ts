import type { InstanceFacts } from "../core/diagnose/evidence/network.ts";
import type {
  LoadBalancerFacts,
  ProviderEvidence,
  TargetGroupFacts,
} from "../core/diagnose/evidence/provider.ts";
import { type Seen, seenItems, seenValue } from "../core/diagnose/evidence/seen.ts";
import type { Connection } from "../core/model/connection.ts";
import type { OpenScope } from "../core/model/scope.ts";
import type { EndpointService } from "../core/model/service.ts";
import type { AwsEvidence, AwsInventory } from "./aws.ts";
import { readGroupFacts, readNetworkFacts } from "./readNetworkFacts.ts";
import { see, seen, unknownWhich } from "./seePart.ts";

/** What is read of the provider's side, for what. */
export interface ProviderReading {
  readonly scope: OpenScope;
  readonly serviceName: string;
  /** All services and connections of the scope, where they are known well enough already. */
  readonly services?: readonly EndpointService[];
  readonly connections?: readonly Connection[];
}

type Ports = AwsEvidence & Pick<AwsInventory, "principals" | "notifications">;

/**
 * Everything that the provider's account can say about one service, in six rounds: fourteen calls, two more for each load
 * balancer, one for each listener, two or three for each target group. What is refused becomes a gap; rejects only when
 * it was cut off.
 */
export async function collectProvider(
  aws: Ports,
  reading: ProviderReading,
  signal: AbortSignal,
): Promise<ProviderEvidence> {
  const { scope } = reading;
  const service = await readService(aws, reading, signal);
  const found = seenValue(service);
  if (found === undefined) return nothingBehind(scope, service);
  const [access, loadBalancers] = await Promise.all([
    readAccess(aws, reading, found, signal),
    found.isGateway
      ? unknownWhich
      : see(() => aws.loadBalancerFacts(scope, found.loadBalancerArns, signal), signal),
  ]);
  const targetGroups = await readGroups(aws, scope, loadBalancers, signal);
  const vpcIds = vpcsOf(loadBalancers, targetGroups);
  const [network, targetInstances] = await Promise.all([
    readNetworkFacts(aws, scope, vpcIds, signal),
    readTargets(aws, scope, targetGroups, vpcIds, signal),
  ]);
  const ids = loadBalancers.seen ? groupsOnPath(loadBalancers.value, targetInstances) : undefined;
  const securityGroups = await readGroupFacts(aws, scope, ids, signal);
  return {
    scope,
    service,
    ...access,
    loadBalancers,
    targetGroups,
    targetInstances,
    network: { ...network, securityGroups },
  };
}

async function readService(
  aws: Ports,
  { scope, serviceName, services }: ProviderReading,
  signal: AbortSignal,
): Promise<Seen<EndpointService | undefined>> {
  if (services !== undefined) return seen(services.find(({ name }) => name === serviceName));
  return see(() => aws.serviceByName(scope, serviceName, signal), signal);
}

function nothingBehind(scope: OpenScope, service: Seen<EndpointService | undefined>): ProviderEvidence {
  const unknown = unknownWhich;
  return {
    scope,
    service,
    principals: unknown,
    connections: unknown,
    notifications: unknown,
    loadBalancers: unknown,
    targetGroups: unknown,
    targetInstances: unknown,
    network: {
      vpc: unknown,
      subnets: unknown,
      securityGroups: unknown,
      networkAcls: unknown,
      routeTables: unknown,
    },
  };
}

/** Who may connect, who has, and who is told. */
async function readAccess(
  aws: Ports,
  { scope, connections: known }: ProviderReading,
  service: EndpointService,
  signal: AbortSignal,
): Promise<Pick<ProviderEvidence, "principals" | "connections" | "notifications">> {
  const [principals, connections, notifications] = await Promise.all([
    see(() => aws.principals(scope, service, signal), signal),
    known === undefined
      ? see(() => aws.connectionsOf(scope, service.id, signal), signal)
      : seen(known.filter(({ serviceId }) => serviceId === service.id)),
    see(() => aws.notifications(scope, service, signal), signal),
  ]);
  return { principals, connections, notifications };
}

async function readGroups(
  aws: Ports,
  scope: OpenScope,
  loadBalancers: Seen<readonly LoadBalancerFacts[]>,
  signal: AbortSignal,
): Promise<Seen<readonly TargetGroupFacts[]>> {
  if (!loadBalancers.seen) return unknownWhich;
  const arns = loadBalancers.value.map(({ arn }) => arn);
  const vpcIds = loadBalancers.value.map(({ vpcId }) => vpcId);
  return see(() => aws.targetGroupFacts(scope, arns, vpcIds, signal), signal);
}

/** The load balancers' first: targets may be in a VPC that is peered with it. */
function vpcsOf(
  loadBalancers: Seen<readonly LoadBalancerFacts[]>,
  targetGroups: Seen<readonly TargetGroupFacts[]>,
): readonly string[] {
  const all = [...seenItems(loadBalancers), ...seenItems(targetGroups)];
  return [...new Set(all.map(({ vpcId }) => vpcId))];
}

/** Instances that are targets: by their ids, or by their addresses. */
async function readTargets(
  aws: Ports,
  scope: OpenScope,
  targetGroups: Seen<readonly TargetGroupFacts[]>,
  vpcIds: readonly string[],
  signal: AbortSignal,
): Promise<Seen<readonly InstanceFacts[]>> {
  if (!targetGroups.seen) return unknownWhich;
  const targetsOf = (type: TargetGroupFacts["type"]) => [
    ...new Set(
      targetGroups.value
        .filter((group) => group.type === type)
        .flatMap(({ targets }) => targets.map(({ id }) => id)),
    ),
  ];
  const [ids, addresses] = [targetsOf("instance"), targetsOf("ip")];
  const read = async () => {
    const [byId, byAddress] = await Promise.all([
      aws.instanceFacts(scope, { ids }, signal),
      aws.instanceFacts(scope, { addresses, vpcIds }, signal),
    ]);
    const others = byAddress.filter((each) => !ids.includes(each.id));
    return [...byId, ...others];
  };
  return see(read, signal);
}

function groupsOnPath(
  loadBalancers: readonly LoadBalancerFacts[],
  targets: Seen<readonly InstanceFacts[]>,
): readonly string[] {
  return [
    ...new Set([...loadBalancers, ...seenItems(targets)].flatMap(({ securityGroupIds }) => securityGroupIds)),
  ];
}

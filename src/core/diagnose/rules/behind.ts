import { cidrContains } from "../../model/cidr.ts";
import { displayName } from "../../model/tags.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import type { InstanceFacts } from "../evidence/network.ts";
import type {
  ListenerFacts,
  LoadBalancerFacts,
  LoadBalancerNode,
  ProviderEvidence,
  TargetFacts,
  TargetGroupFacts,
} from "../evidence/provider.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";

/** What stands behind a service on the diagnosed port, as far as its owner's account shows it. */
export interface Behind {
  readonly provider: ProviderEvidence;
  readonly balancer: LoadBalancerFacts;
  /** Those on the port, whatever their protocol; all of them when nobody can say which port clients use. */
  readonly listeners: readonly ListenerFacts[];
  /** Groups that TCP on the port goes to; where none gets it, those that the listeners name all the same. */
  readonly groups: readonly TargetGroupFacts[];
}

/** One for each load balancer of the service. */
export function behindService({ provider }: Evidence, { port }: DiagnosisTarget): readonly Behind[] {
  if (provider === undefined) return [];
  return seenItems(provider.loadBalancers).map((balancer) => {
    const listeners = balancer.listeners.filter((each) => port === undefined || each.port === port);
    const arns = namedBy(listeners);
    const groups = seenItems(provider.targetGroups).filter(({ arn }) => arns.includes(arn));
    return { provider, balancer, listeners, groups };
  });
}

/** What is wrong with a listener does not hide what is wrong behind it. */
function namedBy(listeners: readonly ListenerFacts[]): readonly string[] {
  const forwards = orAll(listeners, takesTcp).flatMap((listener) => listener.forwards);
  return orAll(forwards, ({ weight }) => weight !== 0).map(({ targetGroupArn }) => targetGroupArn);
}

function orAll<T>(items: readonly T[], isMeant: (item: T) => boolean): readonly T[] {
  return items.some(isMeant) ? items.filter(isMeant) : items;
}

export function takesTcp({ protocol }: ListenerFacts): boolean {
  return ["TCP", "TLS", "TCP_UDP", "TCP_QUIC"].includes(protocol);
}

/** Targets that new connections can go to; draining ones only finish what they have. */
export function registered({ targets }: TargetGroupFacts): readonly TargetFacts[] {
  return targets.filter(({ state }) => state !== "draining");
}

/** The instance behind a target, where it is one of the account. */
export function instanceOf(
  { targetInstances }: ProviderEvidence,
  { id }: TargetFacts,
): InstanceFacts | undefined {
  return seenItems(targetInstances).find((instance) => instance.id === id || instance.ip === id);
}

/** The zones in which a target is, by this account's names; `all` for addresses outside, `undefined` when nobody can say. */
export function zoneOf(
  provider: ProviderEvidence,
  group: TargetGroupFacts,
  target: TargetFacts,
): string | undefined {
  const subnet = seenItems(provider.network.subnets).find(
    ({ cidr, vpcId }) => vpcId === group.vpcId && cidrContains(cidr, target.id),
  );
  return target.zoneName ?? instanceOf(provider, target)?.zoneName ?? subnet?.zoneName;
}

/** Whether nodes use targets of every zone: the group says so, or leaves it to its load balancer. */
export function crossesZones({ crossZone }: LoadBalancerFacts, group: TargetGroupFacts): boolean {
  return group.crossZone === "loadBalancer" ? crossZone : group.crossZone;
}

/** The nodes that send to a target and check it. */
export function nodesFor(
  { provider, balancer }: Behind,
  group: TargetGroupFacts,
  target: TargetFacts,
): readonly LoadBalancerNode[] {
  const zone = zoneOf(provider, group, target);
  if (zone === undefined || zone === "all" || crossesZones(balancer, group)) return balancer.nodes;
  return balancer.nodes.filter(({ zoneName }) => zoneName === zone);
}

/** The zone of a node by its id, which is the same in every account. */
export function zoneIdOf({ network }: ProviderEvidence, { subnetId }: LoadBalancerNode): string | undefined {
  return seenItems(network.subnets).find(({ id }) => id === subnetId)?.zoneId;
}

/** The nodes that the diagnosed endpoint leads to; all of them when it is not named or cannot be seen. */
export function nodesInUse(
  { consumer }: Evidence,
  { provider, balancer }: Behind,
): readonly LoadBalancerNode[] {
  const zones = new Set(seenItems(consumer?.interfaces).flatMap(({ zoneId }) => zoneId ?? []));
  if (zones.size === 0) return balancer.nodes;
  return balancer.nodes.filter((node) => zones.has(zoneIdOf(provider, node) ?? ""));
}

/** `broken` where all of some things are concerned, else `degraded`. */
export function severityOf(concerned: number, all: number): "broken" | "degraded" {
  return concerned >= all ? "broken" : "degraded";
}

export function list(items: readonly (string | number)[]): string {
  return [...new Set(items)].join(", ");
}

/** A target as people call it. */
export function targetName(provider: ProviderEvidence, target: TargetFacts): string {
  const instance = instanceOf(provider, target);
  return instance === undefined ? target.id : displayName(instance);
}

/** Security groups by their names, where those could be seen. */
export function groupNames({ network }: ProviderEvidence, ids: readonly string[]): string {
  const groups = seenItems(network.securityGroups);
  return list(ids.map((id) => groups.find((group) => group.id === id)?.name ?? id));
}

/** The service, where its owner's account is open. */
export function ownService({ provider }: Evidence) {
  return seenValue(provider?.service);
}

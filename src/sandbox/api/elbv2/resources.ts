import type { Listener, LoadBalancer, TargetGroup } from "../../state/balancing.ts";
import { randomHex } from "../../state/ids.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, find } from "../call.ts";

/** The members by which a list is paged in this API. */
export interface MarkedPage {
  Marker?: string;
  PageSize?: number;
}

/** AWS lists at most this many at once. */
const maximumPage = 400;

/** A new ARN of this API: `kind/name/<16 hexadecimal digits>`. */
export function newArn(resource: string, call: Call): string {
  return `arn:aws:elasticloadbalancing:${call.region}:${call.account.id}:${resource}/${randomHex(16)}`;
}

/** The caller's load balancer; throws `LoadBalancerNotFound`. */
export function ownLoadBalancer(arn: string, call: Call): LoadBalancer {
  const balancer = find(call.world.loadBalancers, arn, call);
  if (balancer !== undefined) return balancer;
  throw new AwsError("LoadBalancerNotFound", `Load balancer '${arn}' not found`);
}

/** The caller's target group; throws `TargetGroupNotFound`. */
export function ownTargetGroup(arn: string, call: Call): TargetGroup {
  const group = find(call.world.targetGroups, arn, call);
  if (group !== undefined) return group;
  throw new AwsError("TargetGroupNotFound", `Target group '${arn}' not found`);
}

/** The caller's listener; throws `ListenerNotFound`. */
export function ownListener(arn: string, call: Call): Listener {
  const listener = find(call.world.listeners, arn, call);
  if (listener !== undefined) return listener;
  throw new AwsError("ListenerNotFound", `Listener '${arn}' not found`);
}

/** One page of a list, with the marker of the next one if there is one. */
export function markedPage<T>(items: T[], { Marker = "0", PageSize = maximumPage }: MarkedPage) {
  const start = Number(Marker);
  if (!/^\d{1,9}$/.test(Marker)) throw new AwsError("ValidationError", `The marker '${Marker}' is not valid`);
  if (PageSize < 1 || PageSize > maximumPage) {
    throw new AwsError("ValidationError", `The page size must be between 1 and ${maximumPage}`);
  }
  const end = start + PageSize;
  const next: { NextMarker?: string } = end < items.length ? { NextMarker: String(end) } : {};
  return { items: items.slice(start, end), next };
}

import { isRejectable } from "../model/connection.ts";
import {
  type Footprint,
  type InstanceFootprint,
  type LoadBalancerFootprint,
  ownPlans,
  type TargetGroupFootprint,
} from "../model/footprint.ts";
import { displayName, originOf, type Tags } from "../model/tags.ts";
import { testerTag, testerTypes } from "../model/tester.ts";
import { groupRemovals } from "./groupRemovals.ts";
import type { Removable } from "./removable.ts";
import { sampleInstanceType } from "./sampleApplication.ts";
import { testerRemovals } from "./testerRemovals.ts";

/** Everything of a footprint that can be deleted, with what stands in the way. */
export function removals(footprint: Footprint): readonly Removable[] {
  const plans = ownPlans(footprint);
  const origin: Origins = (tags) => originOf(tags, plans);
  return [
    ...connectionRemovals(footprint, origin),
    ...targetRemovals(footprint, origin),
    ...footprint.loadBalancers.flatMap((each) => loadBalancerRemovals(footprint, each, origin)),
    ...footprint.targetGroups.map((each) => targetGroupRemoval(footprint, each, origin)),
    ...footprint.instances.map((each) => instanceRemoval(footprint, each, origin)),
    ...testerRemovals(footprint, origin),
    ...groupRemovals(footprint, plans),
  ];
}

type Origins = (tags: Tags) => Removable["origin"];

const unused = { users: [], holders: [] } as const;

/** AWS deletes no service whose connections are waiting, pending or available; the others are left as they are. */
function connectionRemovals(
  { service, connections, notificationIds }: Footprint,
  originOfTags: Origins,
): readonly Removable[] {
  if (service === undefined) return [];
  const origin = originOfTags(service.tags);
  return [
    ...connections.filter(isRejectable).map(
      (connection): Removable => ({
        kind: "connection",
        id: connection.endpointId,
        name: displayName({ id: connection.endpointId, tags: connection.tags }),
        detail: connection.owner,
        origin,
        parent: service.id,
        ...unused,
      }),
    ),
    ...notificationIds.map(
      (id): Removable => ({ kind: "notification", id, name: id, detail: "", origin, ...unused }),
    ),
  ];
}

function targetRemovals(
  { service, endpoint, connections }: Footprint,
  origin: Origins,
): readonly Removable[] {
  const services =
    service === undefined
      ? []
      : [
          {
            kind: "service",
            id: service.id,
            name: displayName(service),
            detail: service.id,
            origin: origin(service.tags),
            users: connections.filter(isRejectable).map(({ endpointId }) => [endpointId]),
            holders: [],
          } as const,
        ];
  const endpoints =
    endpoint === undefined
      ? []
      : [
          {
            kind: "endpoint",
            id: endpoint.id,
            name: displayName(endpoint),
            detail: `${endpoint.id} · ${endpoint.serviceName}`,
            origin: origin(endpoint.tags),
            // Gateways cost nothing.
            ...(endpoint.type === "Interface" && {
              cost: { interfaceEndpointZones: endpoint.subnetIds.length },
            }),
            ...unused,
          } as const,
        ];
  return [...services, ...endpoints];
}

function loadBalancerRemovals(
  { service }: Footprint,
  { arn, name, tags, deletionProtected, listeners, otherServices }: LoadBalancerFootprint,
  origin: Origins,
): readonly Removable[] {
  // Its listeners carry the same traffic.
  const inUse = {
    users: service?.loadBalancerArns.includes(arn) ? [[service.id]] : [],
    holders: otherServices,
  };
  const loadBalancer: Removable = {
    kind: "loadBalancer",
    id: arn,
    name,
    detail: listeners.map(({ protocol, port }) => `${protocol} ${port}`).join(", "),
    origin: origin(tags),
    ...inUse,
    cost: "networkLoadBalancer",
    ...(deletionProtected && { guard: "deletionProtection" as const }),
  };
  return [
    loadBalancer,
    ...listeners.map(
      (listener): Removable => ({
        kind: "listener",
        id: listener.arn,
        name: `${listener.protocol} ${listener.port}`,
        detail: name,
        origin: origin(listener.tags),
        parent: arn,
        ...inUse,
      }),
    ),
  ];
}

/** A target group is free once no listener forwards to it. */
function targetGroupRemoval(
  { loadBalancers }: Footprint,
  { arn, name, tags, loadBalancerArns, instanceIds }: TargetGroupFootprint,
  origin: Origins,
): Removable {
  const listeners = loadBalancers.flatMap((balancer) =>
    balancer.listeners
      .filter(({ targetGroupArns }) => targetGroupArns.includes(arn))
      .map((listener) => [listener.arn, balancer.arn]),
  );
  const strangers = loadBalancerArns.filter((each) => !loadBalancers.some((known) => known.arn === each));
  return {
    kind: "targetGroup",
    id: arn,
    name,
    detail: instanceIds.join(", "),
    origin: origin(tags),
    users: listeners,
    holders: strangers.map((each) => each.split("/").at(-2) ?? each),
  };
}

/** Targets of other target groups carry traffic of their own. */
function instanceRemoval(
  { targetGroups }: Footprint,
  { id, tags, type, otherTargetGroups }: InstanceFootprint,
  origin: Origins,
): Removable {
  return {
    kind: "instance",
    id,
    name: displayName({ id, tags }),
    detail: `${id} · ${type}`,
    origin: origin(tags),
    users: targetGroups.filter(({ instanceIds }) => instanceIds.includes(id)).map(({ arn }) => [arn]),
    holders: otherTargetGroups,
    ...costOf(type, tags),
  };
}

function costOf(type: string, tags: Tags): Pick<Removable, "cost"> {
  const tester = testerTypes.find((each) => each === type);
  if (tags[testerTag] !== undefined && tester !== undefined) return { cost: { tester } };
  return type === sampleInstanceType ? { cost: "sampleInstance" } : {};
}

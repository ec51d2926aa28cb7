import { isRejectable } from "../model/connection.ts";
import type {
  Footprint,
  InstanceFootprint,
  LoadBalancerFootprint,
  TargetGroupFootprint,
} from "../model/footprint.ts";
import { displayName, isMade } from "../model/tags.ts";
import { groupRemovals } from "./groupRemovals.ts";
import type { Removable } from "./removable.ts";
import { sampleInstanceType } from "./sampleApplication.ts";

/** Everything of a footprint that can be deleted, with what stands in the way. */
export function removals(footprint: Footprint): readonly Removable[] {
  return [
    ...connectionRemovals(footprint),
    ...targetRemovals(footprint),
    ...footprint.loadBalancers.flatMap((each) => loadBalancerRemovals(footprint, each)),
    ...footprint.targetGroups.map((each) => targetGroupRemoval(footprint, each)),
    ...footprint.instances.map((each) => instanceRemoval(footprint, each)),
    ...groupRemovals(footprint),
  ];
}

const unused = { users: [], holders: [] } as const;

/** AWS deletes no service whose connections are waiting, pending or available; the others are left as they are. */
function connectionRemovals({ service, connections, notificationIds }: Footprint): readonly Removable[] {
  if (service === undefined) return [];
  const made = isMade(service.tags);
  return [
    ...connections.filter(isRejectable).map(
      (connection): Removable => ({
        kind: "connection",
        id: connection.endpointId,
        name: displayName({ id: connection.endpointId, tags: connection.tags }),
        detail: connection.owner,
        made,
        parent: service.id,
        ...unused,
      }),
    ),
    ...notificationIds.map(
      (id): Removable => ({ kind: "notification", id, name: id, detail: "", made, ...unused }),
    ),
  ];
}

function targetRemovals({ service, endpoint, connections }: Footprint): readonly Removable[] {
  const services =
    service === undefined
      ? []
      : [
          {
            kind: "service",
            id: service.id,
            name: displayName(service),
            detail: service.id,
            made: isMade(service.tags),
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
            made: isMade(endpoint.tags),
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
    made: isMade(tags),
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
        made: isMade(listener.tags),
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
    made: isMade(tags),
    users: listeners,
    holders: strangers.map((each) => each.split("/").at(-2) ?? each),
  };
}

function instanceRemoval({ targetGroups }: Footprint, { id, tags, type }: InstanceFootprint): Removable {
  return {
    kind: "instance",
    id,
    name: displayName({ id, tags }),
    detail: `${id} · ${type}`,
    made: isMade(tags),
    users: targetGroups.filter(({ instanceIds }) => instanceIds.includes(id)).map(({ arn }) => [arn]),
    holders: [],
    ...(type === sampleInstanceType && { cost: "sampleInstance" as const }),
  };
}

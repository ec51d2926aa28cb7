import {
  paginateDescribeInstances,
  paginateDescribeVpcEndpointConnectionNotifications,
  paginateDescribeVpcEndpointConnections,
  paginateDescribeVpcEndpoints,
} from "@aws-sdk/client-ec2";
import { PrivateLinkError } from "../core/model/failure.ts";
import type { Footprint, InstanceFootprint, TearDownTarget } from "../core/model/footprint.ts";
import type { Scope } from "../core/model/scope.ts";
import { isDeletable } from "../core/model/states.ts";
import { planTag, type Tags } from "../core/model/tags.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { toEndpoint } from "./endpoints.ts";
import { BalancingFootprints } from "./footprintBalancing.ts";
import { readSecurityGroups } from "./footprintGroups.ts";
import { testerFootprint } from "./footprintTesters.ts";
import { toTags } from "./mapping.ts";
import { listServices, toConnection } from "./services.ts";

const pageSize = 1000;

/** What one reading acts on and with. */
export interface Reading {
  readonly clients: Clients;
  readonly attempt: Attempt;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

/** Reads what stands behind a service, an endpoint or the testers of a VPC, what the same plans left over, and who else uses any of it. */
export function readFootprint(reading: Reading, target: TearDownTarget): Promise<Footprint> {
  switch (target.kind) {
    case "service":
      return serviceFootprint(reading, target.id);
    case "endpoint":
      return endpointFootprint(reading, target.id);
    case "testers":
      return testerFootprint(reading, target.id);
  }
}

async function serviceFootprint(reading: Reading, id: string): Promise<Footprint> {
  const { clients, attempt, scope, signal } = reading;
  const [services, connections, notificationIds] = await Promise.all([
    listServices(clients, attempt, scope, signal),
    listConnections(reading, id),
    listNotifications(reading, id),
  ]);
  const service = services.find((each) => each.id === id && isDeletable(each));
  if (service === undefined) throw gone(id);
  const otherServices = services.filter((each) => each.id !== id && isDeletable(each));
  const balancing = new BalancingFootprints(reading);
  const { loadBalancers, vpcIds } = await balancing.loadBalancers(service, otherServices);
  const plans = plansOf([service.tags, ...loadBalancers.map(({ tags }) => tags)]);
  const targetGroups = await balancing.targetGroups(loadBalancers, vpcIds, plans);
  const found = await listInstances(
    reading,
    targetGroups.flatMap(({ instanceIds }) => instanceIds),
    plans,
  );
  const others = await balancing.otherTargetGroups(found.map(({ vpcId }) => vpcId));
  const instances = found.map((each) => ({ ...each, otherTargetGroups: others.get(each.id) ?? [] }));
  const groupIds = [...balancing.securityGroupIds, ...instances.flatMap((each) => each.securityGroupIds)];
  const allVpcs = [...new Set([...vpcIds, ...instances.map(({ vpcId }) => vpcId)])];
  const securityGroups = await readSecurityGroups(reading, allVpcs, groupIds, plans);
  return { service, connections, notificationIds, loadBalancers, targetGroups, instances, securityGroups };
}

async function endpointFootprint(reading: Reading, id: string): Promise<Footprint> {
  const { clients, attempt, scope, signal: abortSignal } = reading;
  const client = await clients.ec2(scope);
  const Filters = [{ Name: "vpc-endpoint-id", Values: [id] }];
  const found = await attempt(scope, "ec2:DescribeVpcEndpoints", () =>
    collect(
      paginateDescribeVpcEndpoints({ client, pageSize }, { Filters }, { abortSignal }),
      (page) => page.VpcEndpoints,
    ),
  );
  const endpoint = found.map(toEndpoint).find(isDeletable);
  if (endpoint === undefined) throw gone(id);
  const groupIds = endpoint.securityGroups.map((group) => group.id);
  const securityGroups = await readSecurityGroups(
    reading,
    [endpoint.vpcId],
    groupIds,
    plansOf([endpoint.tags]),
  );
  const none = { connections: [], notificationIds: [], loadBalancers: [], targetGroups: [], instances: [] };
  return { endpoint, ...none, securityGroups };
}

function gone(id: string): PrivateLinkError {
  return new PrivateLinkError({ code: "notFound", message: `${id} does not exist any more.` });
}

/** The plans that made any of these. */
function plansOf(tags: readonly Tags[]): readonly string[] {
  return [...new Set(tags.flatMap((each) => each[planTag] ?? []))];
}

async function listConnections({ clients, attempt, scope, signal: abortSignal }: Reading, serviceId: string) {
  const client = await clients.ec2(scope);
  const Filters = [{ Name: "service-id", Values: [serviceId] }];
  const found = await attempt(scope, "ec2:DescribeVpcEndpointConnections", () =>
    collect(
      paginateDescribeVpcEndpointConnections({ client, pageSize }, { Filters }, { abortSignal }),
      (page) => page.VpcEndpointConnections,
    ),
  );
  return found.map(toConnection);
}

async function listNotifications(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  serviceId: string,
) {
  const client = await clients.ec2(scope);
  const Filters = [{ Name: "service-id", Values: [serviceId] }];
  const found = await attempt(scope, "ec2:DescribeVpcEndpointConnectionNotifications", () =>
    collect(
      paginateDescribeVpcEndpointConnectionNotifications({ client }, { Filters }, { abortSignal }),
      (page) => page.ConnectionNotificationSet,
    ),
  );
  return found.flatMap(({ ConnectionNotificationId }) => ConnectionNotificationId ?? []);
}

interface FoundInstance extends Omit<InstanceFootprint, "otherTargetGroups"> {
  readonly vpcId: string;
  readonly securityGroupIds: readonly string[];
}

/** Instances by id, and those of the plans. By filter, because one id that is gone would fail the whole call. */
async function listInstances(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  ids: readonly string[],
  plans: readonly string[],
): Promise<readonly FoundInstance[]> {
  const client = await clients.ec2(scope);
  const wanted: readonly (readonly [name: string, values: readonly string[]])[] = [
    ["instance-id", ids],
    [`tag:${planTag}`, plans],
  ];
  const pages = await Promise.all(
    wanted.map(async ([Name, values]) => {
      if (values.length === 0) return [];
      const Filters = [{ Name, Values: [...values] }];
      return attempt(scope, "ec2:DescribeInstances", () =>
        collect(paginateDescribeInstances({ client, pageSize }, { Filters }, { abortSignal }), (page) =>
          (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []),
        ),
      );
    }),
  );
  const living = pages
    .flat()
    .filter(({ State }) => State?.Name !== "terminated" && State?.Name !== "shutting-down");
  const unique = new Map(living.map((each) => [each.InstanceId ?? "", each]));
  return [...unique].map(([id, { InstanceType = "", SecurityGroups = [], Tags, VpcId = "" }]) => ({
    id,
    type: InstanceType,
    tags: toTags(Tags),
    vpcId: VpcId,
    securityGroupIds: SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []),
  }));
}

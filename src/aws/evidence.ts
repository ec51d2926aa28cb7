import type { AwsEvidence } from "../app/aws.ts";
import type { Scope } from "../core/model/scope.ts";
import type { Attempt } from "./attempt.ts";
import { readHealth, readNotified } from "./auditLists.ts";
import type { Clients } from "./clients.ts";
import { readLoadBalancers, readTargetGroups } from "./evidenceBalancing.ts";
import { readConnections, readEndpoints, readInterfaces, readService } from "./evidenceEndpoints.ts";
import { readInstances, readRole } from "./evidenceInstances.ts";
import {
  readNameServers,
  readNetworkAcls,
  readRouteTables,
  readSecurityGroups,
  readSubnets,
  readVpcs,
} from "./evidenceNetwork.ts";
import { listManaged } from "./runCommand.ts";

/** What a diagnosis reads, behind the port of the use cases. */
export function evidenceCalls(clients: Clients, attempt: Attempt): AwsEvidence {
  const reading = (scope: Scope, signal: AbortSignal) => ({ clients, attempt, scope, signal });
  return {
    endpointsById: (scope, ids, signal) => readEndpoints(reading(scope, signal), { "vpc-endpoint-id": ids }),
    endpointsOfVpc: (scope, vpcId, signal) => readEndpoints(reading(scope, signal), { "vpc-id": [vpcId] }),
    endpointInterfaces: (scope, ids, signal) => readInterfaces(reading(scope, signal), ids),
    serviceByName: (scope, name, signal) => readService(reading(scope, signal), name),
    connectionsOf: (scope, serviceId, signal) => readConnections(reading(scope, signal), serviceId),
    vpcFacts: (scope, ids, signal) => readVpcs(reading(scope, signal), ids),
    nameServers: (scope, optionsId, signal) => readNameServers(reading(scope, signal), optionsId),
    subnetFacts: (scope, vpcIds, signal) => readSubnets(reading(scope, signal), vpcIds),
    networkAcls: (scope, vpcIds, signal) => readNetworkAcls(reading(scope, signal), vpcIds),
    routeTables: (scope, vpcIds, signal) => readRouteTables(reading(scope, signal), vpcIds),
    securityGroups: (scope, ids, signal) => readSecurityGroups(reading(scope, signal), ids),
    instanceFacts: (scope, choice, signal) => readInstances(reading(scope, signal), choice),
    instanceRole: (scope, profileArn, signal) => readRole(reading(scope, signal), profileArn),
    managedAmong: (scope, ids, signal) => listManaged(reading(scope, signal), ids),
    loadBalancerFacts: (scope, arns, signal) => readLoadBalancers(reading(scope, signal), arns),
    targetGroupFacts: (scope, arns, vpcIds, signal) => readTargetGroups(reading(scope, signal), arns, vpcIds),
    targetGroupHealth: (scope, arns, most, signal) => readHealth(reading(scope, signal), arns, most),
    notifiedServices: (scope, signal) => readNotified(reading(scope, signal)),
  };
}

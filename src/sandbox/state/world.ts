import type { Account } from "./account.ts";
import type { Listener, LoadBalancer, TargetGroup } from "./balancing.ts";
import type { Command, Instance, ManagedInstance } from "./compute.ts";
import type { NatGateway, NetworkInterface, RouteTable, SecurityGroup, Subnet, Vpc } from "./network.ts";
import type { Endpoint, EndpointService } from "./privateLink.ts";

/**
 * Everything that exists in the sandbox, over all accounts and Regions, by id (ARN for load balancing). Tests may
 * change it: the data plane and every answer are computed from it, so a fault is a change of state.
 */
export interface World {
  accounts: Account[];
  vpcs: Map<string, Vpc>;
  subnets: Map<string, Subnet>;
  routeTables: Map<string, RouteTable>;
  natGateways: Map<string, NatGateway>;
  securityGroups: Map<string, SecurityGroup>;
  networkInterfaces: Map<string, NetworkInterface>;
  instances: Map<string, Instance>;
  managedInstances: Map<string, ManagedInstance>;
  commands: Map<string, Command>;
  loadBalancers: Map<string, LoadBalancer>;
  listeners: Map<string, Listener>;
  targetGroups: Map<string, TargetGroup>;
  endpointServices: Map<string, EndpointService>;
  endpoints: Map<string, Endpoint>;
  /** What was made with a client token, with the request that made it. */
  clientTokens: Map<string, { request: string; made: unknown }>;
}

export function emptyWorld(): World {
  return {
    accounts: [],
    vpcs: new Map(),
    subnets: new Map(),
    routeTables: new Map(),
    natGateways: new Map(),
    securityGroups: new Map(),
    networkInterfaces: new Map(),
    instances: new Map(),
    managedInstances: new Map(),
    commands: new Map(),
    loadBalancers: new Map(),
    listeners: new Map(),
    targetGroups: new Map(),
    endpointServices: new Map(),
    endpoints: new Map(),
    clientTokens: new Map(),
  };
}

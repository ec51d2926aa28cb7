import type { Account } from "./account.ts";
import type { Listener, LoadBalancer, TargetGroup } from "./balancing.ts";
import type { Command, Instance, ManagedInstance } from "./compute.ts";
import type { InstanceProfile, Role, RoleSession } from "./identity.ts";
import type {
  ElasticIp,
  InternetGateway,
  NatGateway,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
} from "./network.ts";
import type { NetworkAcl } from "./networkAcls.ts";
import type {
  ConnectionNotification,
  Endpoint,
  EndpointAssociation,
  EndpointService,
} from "./privateLink.ts";
import type { DhcpOptions, VpcDns } from "./vpcDns.ts";

/**
 * Everything that exists in the sandbox, over all accounts and Regions, by id (ARN for load balancing). Tests may
 * change it: the data plane and every answer are computed from it, so a fault is a change of state.
 */
export interface World {
  accounts: Account[];
  vpcs: Map<string, Vpc>;
  subnets: Map<string, Subnet>;
  routeTables: Map<string, RouteTable>;
  networkAcls: Map<string, NetworkAcl>;
  dhcpOptions: Map<string, DhcpOptions>;
  /** By VPC; absent until something is changed. */
  vpcDns: Map<string, VpcDns>;
  internetGateways: Map<string, InternetGateway>;
  natGateways: Map<string, NatGateway>;
  elasticIps: Map<string, ElasticIp>;
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
  endpointAssociations: Map<string, EndpointAssociation>;
  connectionNotifications: Map<string, ConnectionNotification>;
  /** Public DNS: the values of TXT records by full name. */
  txtRecords: Map<string, string[]>;
  /** By ARN, as are the instance profiles. */
  roles: Map<string, Role>;
  instanceProfiles: Map<string, InstanceProfile>;
  /** By access key id. */
  sessions: Map<string, RoleSession>;
  /** What was made with a client token, with the request that made it. */
  clientTokens: Map<string, { request: string; made: unknown }>;
}

export function emptyWorld(): World {
  return {
    accounts: [],
    vpcs: new Map(),
    subnets: new Map(),
    routeTables: new Map(),
    networkAcls: new Map(),
    dhcpOptions: new Map(),
    vpcDns: new Map(),
    internetGateways: new Map(),
    natGateways: new Map(),
    elasticIps: new Map(),
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
    endpointAssociations: new Map(),
    connectionNotifications: new Map(),
    txtRecords: new Map(),
    roles: new Map(),
    instanceProfiles: new Map(),
    sessions: new Map(),
    clientTokens: new Map(),
  };
}

import type { Network, Subnet } from "../../src/core/model/network.ts";
import { type OpenScope, scopeId } from "../../src/core/model/scope.ts";
import type { SecurityGroup } from "../../src/core/model/securityGroup.ts";
import type { EndpointService } from "../../src/core/model/service.ts";
import { type Facts, noFacts } from "../../src/core/wizard/facts.ts";

export const provider: OpenScope = {
  profile: "provider",
  region: "us-east-1",
  account: "111122223333",
  alias: "platform",
};

export const consumer: OpenScope = {
  profile: "consumer",
  region: "us-east-1",
  account: "444455556666",
  alias: "orders",
};

export function subnet(id: string, vpcId: string, zoneId: string, change: Partial<Subnet> = {}): Subnet {
  return {
    id,
    vpcId,
    zoneId,
    zoneName: `us-east-1${zoneId.slice(-1)}`,
    cidr: "10.0.1.0/24",
    freeAddresses: 200,
    wayOut: "natGateway",
    tags: {},
    ...change,
  };
}

export function securityGroup(id: string, ingress: SecurityGroup["ingress"]): SecurityGroup {
  return { id, name: id.replace("sg-", "group-"), vpcId: "vpc-platform", ingress };
}

export const providerNetwork: Network = {
  vpcs: [{ id: "vpc-platform", cidrs: ["10.0.0.0/16"], tags: { Name: "platform" } }],
  subnets: [
    subnet("subnet-public", "vpc-platform", "use1-az1", { wayOut: "internetGateway", cidr: "10.0.0.0/24" }),
    subnet("subnet-a", "vpc-platform", "use1-az1", { cidr: "10.0.1.0/24" }),
    subnet("subnet-b", "vpc-platform", "use1-az2", { cidr: "10.0.2.0/24" }),
  ],
  instances: [
    {
      id: "i-app",
      vpcId: "vpc-platform",
      subnetId: "subnet-a",
      ip: "10.0.1.24",
      state: "running",
      zoneName: "us-east-1a",
      securityGroupIds: ["sg-app"],
      tags: { Name: "flask-app-1" },
    },
  ],
  securityGroups: [securityGroup("sg-app", [])],
  routeTables: [],
};

export const consumerNetwork: Network = {
  vpcs: [{ id: "vpc-orders", cidrs: ["10.1.0.0/16"], tags: { Name: "orders" } }],
  subnets: [
    subnet("subnet-c1", "vpc-orders", "use1-az1", { cidr: "10.1.1.0/24" }),
    subnet("subnet-c2", "vpc-orders", "use1-az2", { cidr: "10.1.2.0/24" }),
    subnet("subnet-c4", "vpc-orders", "use1-az4", { cidr: "10.1.4.0/24" }),
  ],
  instances: [],
  securityGroups: [],
  routeTables: [
    { id: "rtb-main", vpcId: "vpc-orders", main: true, subnetIds: [], tags: {} },
    {
      id: "rtb-private",
      vpcId: "vpc-orders",
      main: false,
      subnetIds: ["subnet-c1"],
      tags: { Name: "private" },
    },
  ],
};

export const service: EndpointService = {
  id: "vpce-svc-0bcf29ae4e736df34",
  name: "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34",
  state: "available",
  acceptanceRequired: true,
  zoneIds: ["use1-az1", "use1-az2"],
  zoneNames: ["us-east-1a", "us-east-1b"],
  supportedRegions: [{ region: "us-east-1", state: "available" }],
  ownerPays: false,
  loadBalancerArns: [],
  tags: { Name: "flask-hello" },
};

/** Both accounts open, their networks read. */
export const bothOpen: Facts = {
  ...noFacts,
  scopes: [provider, consumer],
  openVpcs: [
    ...providerNetwork.vpcs.map((vpc) => ({ scope: provider, vpc })),
    ...consumerNetwork.vpcs.map((vpc) => ({ scope: consumer, vpc })),
  ],
  networks: {
    [scopeId(provider)]: { status: "ready", value: providerNetwork },
    [scopeId(consumer)]: { status: "ready", value: consumerNetwork },
  },
};

/** And the service seen by the consumer, its owner open too. */
export const serviceOpen: Facts = {
  ...bothOpen,
  openServices: [{ scope: provider, service }],
  services: {
    [`${scopeId(consumer)}/${service.name}`]: {
      status: "ready",
      value: {
        name: service.name,
        owner: provider.account,
        zoneIds: service.zoneIds,
        types: ["Interface"],
        acceptanceRequired: true,
        ipTypes: ["ipv4"],
        privateDnsVerified: true,
      },
    },
  },
  ports: { [service.id]: { status: "ready", value: [5000] } },
};

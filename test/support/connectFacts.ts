import type { VpcEndpoint } from "../../src/core/model/endpoint.ts";
import type { Network, OfferedService } from "../../src/core/model/network.ts";
import { type OpenScope, scopeId } from "../../src/core/model/scope.ts";
import type { SecurityGroup } from "../../src/core/model/securityGroup.ts";
import type { Facts } from "../../src/core/wizard/facts.ts";
import { consumer, consumerNetwork, provider, service, serviceOpen, subnet } from "./facts.ts";

/** The service as the consumer sees it, with some things different. */
export function seenAs(change: Partial<OfferedService>, facts: Facts = serviceOpen): Facts {
  return offering({ ...seen, ...change }, consumer, facts);
}

const seen: OfferedService = {
  name: service.name,
  owner: provider.account,
  zoneIds: service.zoneIds,
  types: ["Interface"],
  acceptanceRequired: true,
  ipTypes: ["ipv4"],
  privateDnsVerified: true,
};

function offering(offered: OfferedService, scope: OpenScope, facts: Facts): Facts {
  const key = `${scopeId(scope)}/${offered.name}`;
  return { ...facts, services: { ...facts.services, [key]: { status: "ready", value: offered } } };
}

/** A name that AWS has answered `InvalidServiceName` for. */
export function unseen(name: string, scope: OpenScope, facts: Facts): Facts {
  return { ...facts, services: { [`${scopeId(scope)}/${name}`]: { status: "ready", value: undefined } } };
}

/** The service with a private name that may be used, in a VPC with these DNS attributes. */
export function withPrivateName(dns: { readonly support: boolean; readonly hostnames: boolean }): Facts {
  const facts = seenAs({ privateDnsName: "hello.example.com" });
  return { ...facts, vpcDns: { "vpc-orders": { status: "ready", value: dns } } };
}

export const bucket = "com.amazonaws.us-east-1.s3";

/** AWS's own service that has both kinds of endpoints. */
export const s3Seen: Facts = {
  ...offering(
    {
      ...seen,
      name: bucket,
      owner: "amazon",
      types: ["Gateway", "Interface"],
      zoneIds: ["use1-az1", "use1-az2", "use1-az4"],
      acceptanceRequired: false,
    },
    consumer,
    serviceOpen,
  ),
  serviceNames: { [scopeId(consumer)]: { status: "ready", value: [bucket] } },
};

export const away: OpenScope = { ...consumer, region: "eu-west-1" };

/** The same account in another Region, which the service supports. */
export const crossRegion: Facts = {
  ...offering({ ...seen, zoneIds: [] }, away, serviceOpen),
  scopes: [provider, away],
  networks: {
    [scopeId(away)]: {
      status: "ready",
      value: {
        ...consumerNetwork,
        subnets: [
          subnet("subnet-e1", "vpc-orders", "euw1-az1", { cidr: "10.1.1.0/24" }),
          // No zone of eu-west-1 is left out, so one of another Region stands in.
          subnet("subnet-e3", "vpc-orders", "use1-az3", { cidr: "10.1.3.0/24" }),
        ],
      },
    },
  },
};

/** The consumer's network with some things different. */
export function inNetwork(change: Partial<Network>, facts: Facts = serviceOpen): Facts {
  const network = { ...consumerNetwork, ...change };
  return {
    ...facts,
    networks: { ...facts.networks, [scopeId(consumer)]: { status: "ready", value: network } },
  };
}

function group(name: string, ...ingress: SecurityGroup["ingress"]): SecurityGroup {
  return { id: `sg-${name}`, name, vpcId: "vpc-orders", ingress };
}

const clients = { protocol: "tcp", fromPort: 5000, toPort: 5000, cidrs: ["10.1.0.0/16"], groupIds: [] };

export const withGroups: Facts = inNetwork({
  securityGroups: [
    group("default"),
    group("web", clients),
    group("shut"),
    ...["a", "b", "c", "d"].map((name) => group(name, clients)),
    { ...group("elsewhere"), vpcId: "vpc-other" },
  ],
});

/** Subnets with both families, with IPv6 alone, and with IPv4 alone; the service takes both families. */
export const dualstack: Facts = inNetwork(
  {
    subnets: [
      subnet("subnet-both", "vpc-orders", "use1-az1", {
        cidr: "10.1.1.0/24",
        ipv6Cidr: "2600:1f18:0:1::/64",
      }),
      subnet("subnet-six", "vpc-orders", "use1-az2", {
        cidr: "",
        freeAddresses: 0,
        ipv6Cidr: "2600:1f18:0:2::/64",
      }),
      subnet("subnet-four", "vpc-orders", "use1-az2", { cidr: "10.1.2.0/24" }),
    ],
  },
  seenAs({ ipTypes: ["ipv4", "ipv6"] }),
);

/** Endpoints that are in the consumer's VPC already. */
export function withEndpoints(endpoints: readonly Partial<VpcEndpoint>[], facts: Facts): Facts {
  return {
    ...facts,
    openEndpoints: endpoints.map((change, index) => ({
      scope: consumer,
      endpoint: { ...anEndpoint, id: `vpce-${index}`, ...change },
    })),
  };
}

export const anEndpoint: VpcEndpoint = {
  id: "vpce-0",
  type: "Interface",
  vpcId: "vpc-orders",
  serviceName: service.name,
  state: "available",
  subnetIds: [],
  routeTableIds: [],
  networkInterfaceIds: [],
  securityGroups: [],
  dnsNames: [],
  privateDnsEnabled: false,
  tags: {},
};

import type { OwnLoadBalancer } from "../../src/core/model/loadBalancer.ts";
import type { Network } from "../../src/core/model/network.ts";
import { scopeId } from "../../src/core/model/scope.ts";
import type { Facts } from "../../src/core/wizard/facts.ts";
import { bothOpen, provider, providerNetwork, securityGroup } from "./facts.ts";

function loadBalancer(name: string, change: Partial<OwnLoadBalancer> = {}): OwnLoadBalancer {
  return {
    arn: `arn:${name}`,
    name,
    type: "network",
    state: "active",
    scheme: "internal",
    vpcId: "vpc-platform",
    ipAddressType: "ipv4",
    subnetIds: ["subnet-a", "subnet-b"],
    zoneNames: ["us-east-1a", "us-east-1b"],
    securityGroupIds: ["sg-nlb"],
    enforcesInboundRules: true,
    ...change,
  };
}

const balancers = [
  loadBalancer("bound"),
  loadBalancer("elsewhere", { vpcId: "vpc-other" }),
  loadBalancer("open", { scheme: "internet-facing" }),
  loadBalancer("bare", { securityGroupIds: [] }),
  loadBalancer("young", { state: "provisioning" }),
  loadBalancer("free"),
  loadBalancer("unenforced", { enforcesInboundRules: false }),
  loadBalancer("web", { type: "application", securityGroupIds: ["sg-web"] }),
];

const network: Network = {
  ...providerNetwork,
  subnets: providerNetwork.subnets.map((subnet, index) => ({
    ...subnet,
    ipv6Cidr: `2600:1f18:0:${index}::/64`,
  })),
  securityGroups: [
    ...providerNetwork.securityGroups,
    securityGroup("sg-web", []),
    securityGroup("sg-nlb", [
      { protocol: "tcp", fromPort: 80, toPort: 80, cidrs: ["10.0.0.0/8"], groupIds: [] },
    ]),
  ],
};

/** An account with a load balancer of every kind. */
export const withLoadBalancers: Facts = {
  ...bothOpen,
  networks: { ...bothOpen.networks, [scopeId(provider)]: { status: "ready", value: network } },
  boundLoadBalancers: { "arn:bound": "ledger-api" },
  loadBalancers: { [scopeId(provider)]: { status: "ready", value: balancers } },
  listeners: {
    "arn:free": { status: "ready", value: [{ protocol: "TCP", port: 80, targetGroupName: "web-tg" }] },
    "arn:unenforced": { status: "ready", value: [] },
    "arn:web": { status: "ready", value: [{ protocol: "HTTP", port: 8080 }] },
  },
  regions: { [scopeId(provider)]: { status: "ready", value: ["eu-west-1", "us-east-1", "us-west-2"] } },
};

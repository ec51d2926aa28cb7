import type { DiagnosisTarget, Evidence } from "../../src/core/diagnose/evidence/evidence.ts";
import type { InstanceFacts, SubnetFacts, VpcNetwork } from "../../src/core/diagnose/evidence/network.ts";
import type {
  LoadBalancerFacts,
  ProviderEvidence,
  TargetFacts,
  TargetGroupFacts,
} from "../../src/core/diagnose/evidence/provider.ts";
import type { Seen } from "../../src/core/diagnose/evidence/seen.ts";
import type { OpenScope } from "../../src/core/model/scope.ts";
import type { EndpointService } from "../../src/core/model/service.ts";

export const orders: OpenScope = { profile: "orders", region: "us-east-1", account: "444455556666" };
export const platform: OpenScope = { profile: "platform", region: "us-east-1", account: "111122223333" };

export const helloTarget: DiagnosisTarget = {
  serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf11aa22bb33cc4",
  endpointId: "vpce-0b0f658879e545d48",
  port: 5000,
};

/** How much stands on the path. */
export interface PathSize {
  readonly zones: number;
  readonly loadBalancers: number;
  /** Targets of each load balancer, spread over its zones. */
  readonly targets: number;
}

function seen<T>(value: T): Seen<T> {
  return { seen: true, value };
}

/** Both sides of a healthy connection; either account calls the zones by other names. */
export function pathEvidence(size: PathSize = { zones: 2, loadBalancers: 1, targets: 2 }): Evidence {
  const numbers = Array.from({ length: size.zones }, (_, index) => index + 1);
  const client = instance("i-0c11e47", "tester", "10.1.3.15", consumerZone(1));
  return {
    id: "d1",
    readAt: 0,
    consumer: {
      scope: orders,
      endpoint: seen(undefined),
      interfaces: seen(
        numbers.map((number) => ({
          id: `eni-04d1c0ffee${number}a7e2`,
          ip: `10.1.${number}.57`,
          subnetId: `subnet-c${number}`,
          zoneName: consumerZone(number),
          securityGroupIds: [],
        })),
      ),
      network: network(numbers.map((number) => subnet(`subnet-c${number}`, number, consumerZone(number)))),
      dns: seen({ support: true, hostnames: true }),
      nameServers: seen(["AmazonProvidedDNS"]),
      endpointsOfVpc: seen([]),
      offered: seen(undefined),
      client: seen(client),
      clientCandidates: 1,
      clientRole: seen(undefined),
      managed: seen([]),
    },
    provider: providerOf(numbers, size),
  };
}

function providerOf(numbers: readonly number[], { loadBalancers, targets }: PathSize): ProviderEvidence {
  const stages = Array.from({ length: loadBalancers }, (_, index) => index + 1);
  return {
    scope: platform,
    service: seen(service(numbers)),
    principals: seen([]),
    connections: seen([]),
    notifications: seen([]),
    loadBalancers: seen(stages.map((stage) => loadBalancer(stage, numbers))),
    targetGroups: seen(stages.map((stage) => targetGroup(stage, targetsOf(stage, targets, numbers.length)))),
    targetInstances: seen([]),
    network: network(numbers.map((number) => subnet(`subnet-p${number}`, number, providerZone(number)))),
  };
}

function service(numbers: readonly number[]): EndpointService {
  return {
    id: "vpce-svc-0bcf11aa22bb33cc4",
    name: helloTarget.serviceName,
    state: "available",
    acceptanceRequired: true,
    zoneIds: numbers.map((number) => `use1-az${number}`),
    zoneNames: numbers.map(providerZone),
    loadBalancerArns: [],
    supportedRegions: [],
    ownerPays: false,
    tags: { Name: "flask-hello" },
  };
}

function loadBalancer(stage: number, numbers: readonly number[]): LoadBalancerFacts {
  return {
    arn: loadBalancerArn(stage),
    name: `flask-hello-nlb-${stage}`,
    state: "active",
    vpcId: "vpc-p",
    ipAddressType: "ipv4",
    nodes: numbers.map((number) => ({
      zoneName: providerZone(number),
      subnetId: `subnet-p${number}`,
      ip: `10.0.${number}.${10 + stage}`,
    })),
    securityGroupIds: [],
    enforcesInboundRules: true,
    crossZone: false,
    listeners: [
      {
        arn: `${loadBalancerArn(stage)}/listener`,
        protocol: "TCP",
        port: 5000,
        forwards: [{ targetGroupArn: targetGroupArn(stage) }],
      },
    ],
  };
}

export function loadBalancerArn(stage: number): string {
  return `arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/flask-hello-nlb-${stage}/50dc6c49`;
}

function targetGroupArn(stage: number): string {
  return `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/flask-hello-tg-${stage}/73e2d6bc`;
}

function targetGroup(stage: number, targets: readonly TargetFacts[]): TargetGroupFacts {
  return {
    arn: targetGroupArn(stage),
    name: `flask-hello-tg-${stage}`,
    type: "instance",
    protocol: "TCP",
    port: 5000,
    vpcId: "vpc-p",
    loadBalancerArns: [loadBalancerArn(stage)],
    healthCheck: { protocol: "TCP", port: "traffic-port" },
    proxyProtocol: false,
    crossZone: "loadBalancer",
    targets,
  };
}

function targetsOf(stage: number, count: number, zones: number): readonly TargetFacts[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `i-0${stage}a${String(index).padStart(2, "0")}`,
    port: 5000,
    zoneName: providerZone((index % zones) + 1),
    state: "healthy",
  }));
}

/** The zones' names are turned round in the consumer's account, as AWS shuffles them. */
function consumerZone(number: number): string {
  return `us-east-1${"cbadef"[number - 1] ?? "f"}`;
}

function providerZone(number: number): string {
  return `us-east-1${"abcdef"[number - 1] ?? "f"}`;
}

function network(subnets: readonly SubnetFacts[]): VpcNetwork {
  return {
    vpc: seen(undefined),
    subnets: seen(subnets),
    securityGroups: seen([]),
    networkAcls: seen([]),
    routeTables: seen([]),
  };
}

function subnet(id: string, number: number, zoneName: string): SubnetFacts {
  return {
    id,
    vpcId: "vpc",
    cidr: `10.0.${number}.0/24`,
    zoneName,
    zoneId: `use1-az${number}`,
    freeAddresses: 200,
    tags: {},
    ownerId: platform.account,
  };
}

function instance(id: string, name: string, ip: string, zoneName: string): InstanceFacts {
  return {
    id,
    vpcId: "vpc-c",
    subnetId: "subnet-c1",
    ip,
    state: "running",
    zoneName,
    securityGroupIds: [],
    tags: { Name: name },
    metadataEnabled: true,
    hasPublicIp: false,
  };
}

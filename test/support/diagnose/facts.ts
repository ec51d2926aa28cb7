import type { ConsumerEvidence } from "../../../src/core/diagnose/evidence/consumer.ts";
import type { DiagnosisTarget, Evidence } from "../../../src/core/diagnose/evidence/evidence.ts";
import type {
  InstanceFacts,
  RuleFacts,
  SecurityGroupFacts,
  SubnetFacts,
  VpcNetwork,
} from "../../../src/core/diagnose/evidence/network.ts";
import type { ProviderEvidence } from "../../../src/core/diagnose/evidence/provider.ts";
import type { Gap, Seen } from "../../../src/core/diagnose/evidence/seen.ts";
import type { VpcEndpoint } from "../../../src/core/model/endpoint.ts";
import type { OfferedService } from "../../../src/core/model/network.ts";
import type { EndpointService } from "../../../src/core/model/service.ts";

/* Facts for rules, made by hand: a connection in which nothing is wrong, and parts of it to be replaced. */

export const serviceName = "com.amazonaws.vpce.us-east-1.vpce-svc-0aaaaaaaaaaaaaaaa";
export const target: DiagnosisTarget = { serviceName, endpointId: "vpce-1", port: 5000 };

export function seen<T>(value: T): Seen<T> {
  return { seen: true, value };
}

export function gap<T>(code: Exclude<Gap["code"], "refused">): Seen<T> {
  return { seen: false, gap: { code } };
}

export const refused: Seen<never> = {
  seen: false,
  gap: { code: "refused", failure: { code: "accessDenied", message: "No." } },
};

function subnet(id: string, cidr: string, zone: string): SubnetFacts {
  return {
    id,
    vpcId: "vpc-1",
    cidr,
    zoneName: `us-east-1${zone}`,
    zoneId: `use1-az-${zone}`,
    freeAddresses: 200,
    ownerId: "222222222222",
    tags: {},
  };
}

export const subnets = [
  subnet("subnet-a", "10.1.1.0/24", "a"),
  subnet("subnet-b", "10.1.2.0/24", "b"),
] as const;

export function inbound(peer: RuleFacts["peer"], ports: Partial<RuleFacts> = {}): RuleFacts {
  return { id: "sgr-1", egress: false, protocol: "tcp", fromPort: 5000, toPort: 5000, peer, ...ports };
}

const everywhere: RuleFacts = {
  id: "sgr-2",
  egress: true,
  protocol: "-1",
  peer: { kind: "cidr", cidr: "0.0.0.0/0" },
};

export function group(id: string, rules: readonly RuleFacts[], name = id): SecurityGroupFacts {
  return { id, name, vpcId: "vpc-1", rules };
}

export const endpointGroup = group("sg-endpoint", [inbound({ kind: "cidr", cidr: "10.1.0.0/16" })]);
export const clientGroup = group("sg-client", [everywhere]);

export const network: VpcNetwork = {
  vpc: seen({ id: "vpc-1", cidrs: ["10.1.0.0/16"], tags: {} }),
  subnets: seen(subnets),
  securityGroups: seen([endpointGroup, clientGroup]),
  networkAcls: seen([]),
  routeTables: seen([
    {
      id: "rtb-1",
      vpcId: "vpc-1",
      main: true,
      subnetIds: [],
      routes: [
        { destination: "10.1.0.0/16", target: "local", blackhole: false },
        { destination: "0.0.0.0/0", target: "nat-1", blackhole: false },
      ],
    },
  ]),
};

export const endpoint: VpcEndpoint = {
  id: "vpce-1",
  type: "Interface",
  vpcId: "vpc-1",
  serviceName,
  state: "available",
  subnetIds: ["subnet-a", "subnet-b"],
  routeTableIds: [],
  networkInterfaceIds: ["eni-a", "eni-b"],
  securityGroups: [{ id: "sg-endpoint", name: "sg-endpoint" }],
  dnsNames: ["vpce-1-abc.vpce-svc-0aaaaaaaaaaaaaaaa.us-east-1.vpce.amazonaws.com"],
  privateDnsEnabled: false,
  tags: {},
};

export const client: InstanceFacts = {
  id: "i-client",
  vpcId: "vpc-1",
  subnetId: "subnet-a",
  ip: "10.1.1.10",
  state: "running",
  zoneName: "us-east-1a",
  securityGroupIds: ["sg-client"],
  tags: { Name: "tester" },
  profileArn: "arn:aws:iam::222222222222:instance-profile/ssm",
  metadataEnabled: true,
  hasPublicIp: false,
};

export const offered: OfferedService = {
  name: serviceName,
  owner: "111111111111",
  types: ["Interface"],
  zoneIds: ["use1-az-a", "use1-az-b"],
  acceptanceRequired: true,
  ipTypes: ["ipv4"],
  privateDnsVerified: false,
};

const interfaces = subnets.map(({ id, zoneName, zoneId }, index) => ({
  id: `eni-${index}`,
  ip: `10.1.${index + 1}.100`,
  subnetId: id,
  zoneName,
  zoneId,
  securityGroupIds: ["sg-endpoint"],
}));

const consumer: ConsumerEvidence = {
  scope: { profile: "consumer", region: "us-east-1", account: "222222222222" },
  endpoint: seen(endpoint),
  interfaces: seen(interfaces),
  network,
  dns: seen({ support: true, hostnames: true }),
  nameServers: seen(["AmazonProvidedDNS"]),
  endpointsOfVpc: seen([endpoint]),
  offered: seen(offered),
  client: seen(client),
  clientCandidates: 1,
  clientRole: seen({ name: "ssm", policyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"] }),
  managed: seen([{ instanceId: "i-client", ping: "Online", platform: "Linux" }]),
};

export const service: EndpointService = {
  id: "vpce-svc-0aaaaaaaaaaaaaaaa",
  name: serviceName,
  state: "available",
  acceptanceRequired: true,
  zoneIds: ["use1-az-a", "use1-az-b"],
  zoneNames: ["us-east-1a", "us-east-1b"],
  loadBalancerArns: ["arn:nlb"],
  supportedRegions: [{ region: "us-east-1", state: "available" }],
  ownerPays: false,
  tags: { Name: "hello" },
};

const provider: ProviderEvidence = {
  scope: { profile: "provider", region: "us-east-1", account: "111111111111" },
  service: seen(service),
  principals: seen(["arn:aws:iam::222222222222:root"]),
  connections: seen([
    {
      serviceId: service.id,
      endpointId: endpoint.id,
      owner: "222222222222",
      state: "available",
      tags: {},
    },
  ]),
  notifications: seen([{ id: "vpce-nfn-1", topicArn: "arn:topic", events: ["Connect"], enabled: true }]),
  loadBalancers: seen([]),
  targetGroups: seen([]),
  targetInstances: seen([]),
  network: { ...network, securityGroups: seen([]) },
};

interface Changes {
  readonly consumer?: Partial<ConsumerEvidence>;
  readonly provider?: Partial<ProviderEvidence>;
  readonly open?: "consumer" | "provider";
}

/** The evidence of both sides, or of the one that is open, with some of its parts replaced. */
export function facts(changes: Changes = {}): Evidence {
  return {
    id: "diagnosis",
    readAt: 1_000_000_000_000,
    ...(changes.open !== "provider" && { consumer: { ...consumer, ...changes.consumer } }),
    ...(changes.open !== "consumer" && { provider: { ...provider, ...changes.provider } }),
  };
}

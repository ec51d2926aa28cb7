import type { ConsumerEvidence, EndpointInterface } from "../core/diagnose/evidence/consumer.ts";
import type { DiagnosisTarget } from "../core/diagnose/evidence/evidence.ts";
import type { InstanceFacts, InstanceRole, SubnetFacts } from "../core/diagnose/evidence/network.ts";
import { type Seen, seenItems, seenValue } from "../core/diagnose/evidence/seen.ts";
import type { VpcEndpoint } from "../core/model/endpoint.ts";
import type { ManagedInstance } from "../core/model/network.ts";
import type { OpenScope } from "../core/model/scope.ts";
import type { AwsEvidence, AwsLookups, VpcFacts } from "./aws.ts";
import { readGroupFacts, readNetworkFacts } from "./readNetworkFacts.ts";
import { see, seen, unknownWhich } from "./seePart.ts";

/** What is read of the consumer's side, for what. */
export interface ConsumerReading {
  readonly scope: OpenScope;
  readonly target: DiagnosisTarget;
  /** The instance that the last test ran on. */
  readonly testedFrom?: string;
  /** All endpoints of the scope, where they are known well enough already. */
  readonly endpoints?: readonly VpcEndpoint[];
}

type Ports = AwsEvidence & Pick<AwsLookups, "offeredService" | "vpcDns">;

/** So many instances of a VPC are asked for in Systems Manager: what one call takes. */
const askedInstances = 50;

/**
 * Everything that the consumer's account can say about one endpoint, or about a service that it has none for: at most
 * nineteen calls, in four rounds. What is refused becomes a gap; rejects only when it was cut off.
 */
export async function collectConsumer(
  aws: Ports,
  reading: ConsumerReading,
  signal: AbortSignal,
): Promise<ConsumerEvidence> {
  const { scope, target } = reading;
  const [endpoint, tested, offered] = await Promise.all([
    readEndpoint(aws, reading, signal),
    readTested(aws, reading, signal),
    see(() => aws.offeredService(scope, target.serviceName, signal), signal),
  ]);
  const found = seenValue(endpoint);
  const vpcIds = [found?.vpcId, tested?.vpcId].filter((id) => id !== undefined);
  const [network, parts, instances] = await Promise.all([
    readNetworkFacts(aws, scope, [...new Set(vpcIds)], signal),
    readAround(aws, reading, found, signal),
    readCandidates(aws, scope, tested, found, signal),
  ]);
  const { client, ...last } = await readClient(aws, scope, instances, signal);
  const groupIds = found === undefined ? undefined : groupsOnPath(found, parts.endpointsOfVpc, client);
  const [securityGroups, nameServers] = await Promise.all([
    readGroupFacts(aws, scope, groupIds, signal),
    readNameServers(aws, scope, network.vpc, signal),
  ]);
  return {
    scope,
    endpoint,
    offered,
    network: { ...network, securityGroups },
    ...parts,
    interfaces: withZoneIds(parts.interfaces, network.subnets),
    nameServers,
    client,
    ...last,
  };
}

async function readEndpoint(
  aws: Ports,
  { scope, target, endpoints }: ConsumerReading,
  signal: AbortSignal,
): Promise<Seen<VpcEndpoint | undefined>> {
  const { endpointId: id } = target;
  if (id === undefined) return unknownWhich;
  if (endpoints !== undefined) return seen(endpoints.find((each) => each.id === id));
  return see(async () => (await aws.endpointsById(scope, [id], signal))[0], signal);
}

/** One that is gone, or may not be read, is nobody's client any more. */
async function readTested(
  aws: Ports,
  { scope, testedFrom }: ConsumerReading,
  signal: AbortSignal,
): Promise<InstanceFacts | undefined> {
  if (testedFrom === undefined) return undefined;
  const found = await see(() => aws.instanceFacts(scope, { ids: [testedFrom] }, signal), signal);
  return seenItems(found)[0];
}

/** What stands around an endpoint in its VPC. */
async function readAround(
  aws: Ports,
  { scope, endpoints }: ConsumerReading,
  endpoint: VpcEndpoint | undefined,
  signal: AbortSignal,
): Promise<Pick<ConsumerEvidence, "endpointsOfVpc" | "interfaces" | "dns">> {
  if (endpoint === undefined) {
    return { endpointsOfVpc: unknownWhich, interfaces: unknownWhich, dns: unknownWhich };
  }
  const { vpcId, networkInterfaceIds } = endpoint;
  const [endpointsOfVpc, interfaces, dns] = await Promise.all([
    endpoints === undefined
      ? see(() => aws.endpointsOfVpc(scope, vpcId, signal), signal)
      : seen(endpoints.filter((each) => each.vpcId === vpcId)),
    see(() => aws.endpointInterfaces(scope, networkInterfaceIds, signal), signal),
    see(() => aws.vpcDns(scope, vpcId, signal), signal),
  ]);
  return { endpointsOfVpc, interfaces, dns };
}

async function readCandidates(
  aws: Ports,
  scope: OpenScope,
  tested: InstanceFacts | undefined,
  endpoint: VpcEndpoint | undefined,
  signal: AbortSignal,
): Promise<Seen<readonly InstanceFacts[]>> {
  if (tested !== undefined) return seen([tested]);
  if (endpoint === undefined) return unknownWhich;
  return see(() => aws.instanceFacts(scope, { vpcIds: [endpoint.vpcId] }, signal), signal);
}

type Client = Pick<ConsumerEvidence, "client" | "clientCandidates" | "clientRole" | "managed">;

/** The first instance that a test would run on, else the first that runs, else any. */
async function readClient(
  aws: Ports,
  scope: OpenScope,
  instances: Seen<readonly InstanceFacts[]>,
  signal: AbortSignal,
): Promise<Client> {
  if (!instances.seen) {
    return { client: instances, clientCandidates: 0, clientRole: unknownWhich, managed: unknownWhich };
  }
  const running = (each: InstanceFacts) => Number(each.state === "running");
  const candidates = instances.value.toSorted((a, b) => running(b) - running(a)).slice(0, askedInstances);
  const ids = candidates.map(({ id }) => id);
  const managed = await see(() => aws.managedAmong(scope, ids, signal), signal);
  const client = candidates.find((each) => isOnline(each, seenItems(managed))) ?? candidates[0];
  return {
    client: seen(client),
    clientCandidates: instances.value.filter(({ state }) => state === client?.state).length,
    managed,
    clientRole: await readRole(aws, scope, client, signal),
  };
}

function isOnline({ id }: InstanceFacts, managed: readonly ManagedInstance[]): boolean {
  return managed.some(({ instanceId, ping }) => instanceId === id && ping === "Online");
}

async function readRole(
  aws: Ports,
  scope: OpenScope,
  client: InstanceFacts | undefined,
  signal: AbortSignal,
): Promise<Seen<InstanceRole | undefined>> {
  if (client === undefined) return unknownWhich;
  const { profileArn } = client;
  return profileArn === undefined
    ? seen(undefined)
    : see(() => aws.instanceRole(scope, profileArn, signal), signal);
}

const systemsManager = /\.(ssm|ssmmessages|ec2messages)$/;

/** The endpoint's, the client's, and those of the endpoints through which Systems Manager reaches the client. */
function groupsOnPath(
  endpoint: VpcEndpoint,
  around: Seen<readonly VpcEndpoint[]>,
  client: Seen<InstanceFacts | undefined>,
): readonly string[] {
  const agents = seenItems(around).filter(({ serviceName }) => systemsManager.test(serviceName));
  const attached = [endpoint, ...agents].flatMap(({ securityGroups }) => securityGroups.map(({ id }) => id));
  return [...new Set([...attached, ...(seenValue(client)?.securityGroupIds ?? [])])];
}

async function readNameServers(
  aws: Ports,
  scope: OpenScope,
  vpc: Seen<VpcFacts | undefined>,
  signal: AbortSignal,
): Promise<Seen<readonly string[]>> {
  const optionsId = seenValue(vpc)?.dhcpOptionsId;
  return optionsId === undefined
    ? unknownWhich
    : see(() => aws.nameServers(scope, optionsId, signal), signal);
}

/** Interfaces tell their zone by this account's name alone; its id is the subnet's. */
function withZoneIds(
  interfaces: Seen<readonly EndpointInterface[]>,
  subnets: Seen<readonly SubnetFacts[]>,
): Seen<readonly EndpointInterface[]> {
  if (!interfaces.seen) return interfaces;
  const zoneIds = new Map(seenItems(subnets).map(({ id, zoneId }) => [id, zoneId]));
  return seen(
    interfaces.value.map((each) => {
      const zoneId = zoneIds.get(each.subnetId);
      return zoneId === undefined ? each : { ...each, zoneId };
    }),
  );
}

import type { VpcEndpoint } from "../model/endpoint.ts";
import type { Instance, ManagedInstance, Network, PingStatus } from "../model/network.ts";
import { isOpenWay, waysToSystemsManager } from "../model/systemsManager.ts";
import { displayName } from "../model/tags.ts";

/** An instance in the endpoint's VPC that a test can run from, or cannot and why. */
export interface TestInstance {
  readonly id: string;
  readonly name: string;
  readonly ip: string;
  /** Empty when its subnet is not known. */
  readonly zoneId: string;
  readonly zoneName: string;
  /** Absent when Systems Manager does not know it. */
  readonly agent?: TestAgent;
  readonly refused?: InstanceRefusal;
  /** What would make it usable, as far as that can be seen. */
  readonly remedy?: InstanceRemedy;
}

/** What Systems Manager says of an instance. */
interface TestAgent {
  readonly ping: PingStatus;
  /** Such as `Amazon Linux 2023`. */
  readonly platform: string;
  /** Epoch milliseconds. */
  readonly lastPingAt?: number;
}

export type InstanceRefusal = "notManaged" | "offline" | "windows" | "notRunning";

export type InstanceRemedy =
  | "start"
  /** It is starting. */
  | "wait"
  /** It has no role at all. */
  | "profile"
  /** Nothing leads from its subnet to Systems Manager. */
  | "way"
  /** Its role lacks the policy, or its agent does not run; that cannot be seen from here. */
  | "agent";

/** The instances of a VPC, usable ones first; `endpoints` are those of the account. */
export function testInstances(
  network: Network,
  managed: readonly ManagedInstance[],
  vpcId: string,
  endpoints: readonly VpcEndpoint[],
): readonly TestInstance[] {
  return network.instances
    .filter((instance) => instance.vpcId === vpcId && instance.state !== "terminated")
    .map((instance) => {
      const agent = managed.find(({ instanceId }) => instanceId === instance.id);
      const refused = refusal(instance.state, agent);
      const remedy = refused && remedyFor(instance, refused, hasWay(instance, network, endpoints));
      return {
        id: instance.id,
        name: displayName(instance),
        ip: instance.ip,
        zoneId: network.subnets.find(({ id }) => id === instance.subnetId)?.zoneId ?? "",
        zoneName: instance.zoneName,
        ...(agent !== undefined && { agent: toAgent(agent) }),
        ...(refused !== undefined && { refused }),
        ...(remedy !== undefined && { remedy }),
      };
    })
    .toSorted((a, b) => rank(a) - rank(b));
}

/** The one to begin with: that of the last test, where it can still be used. */
export function proposedInstance(instances: readonly TestInstance[], last: string | undefined): string {
  const usable = instances.filter(({ refused }) => refused === undefined);
  return (usable.find(({ id }) => id === last) ?? usable[0])?.id ?? "";
}

/** Those that somebody could repair come before those that cannot run a test at all. */
function rank({ refused }: TestInstance): number {
  if (refused === undefined) return 0;
  return refused === "windows" ? 2 : 1;
}

function refusal(state: string, agent: ManagedInstance | undefined): InstanceRefusal | undefined {
  if (state !== "running") return "notRunning";
  if (agent === undefined) return "notManaged";
  if (agent.platform === "Windows") return "windows";
  return agent.ping === "Online" ? undefined : "offline";
}

function remedyFor(
  { profileArn, state }: Instance,
  refused: InstanceRefusal,
  isOpen: boolean,
): InstanceRemedy | undefined {
  switch (refused) {
    case "windows":
      return undefined;
    case "notRunning":
      return notRunningRemedies[state];
    case "offline":
      return isOpen ? "agent" : "way";
    case "notManaged":
      if (profileArn === undefined) return "profile";
      return isOpen ? "agent" : "way";
  }
}

const notRunningRemedies: Readonly<Record<string, InstanceRemedy>> = { pending: "wait", stopped: "start" };

/** An instance with a public address gets out through an internet gateway too; which has one is not known here. */
function hasWay({ subnetId }: Instance, network: Network, endpoints: readonly VpcEndpoint[]): boolean {
  const subnet = network.subnets.find(({ id }) => id === subnetId);
  if (subnet === undefined || subnet.wayOut === "internetGateway") return true;
  return waysToSystemsManager(subnet, endpoints, network.securityGroups).every(isOpenWay);
}

function toAgent({ lastPingAt, ping, platform, platformName = platform, platformVersion }: ManagedInstance) {
  return {
    ping,
    platform: [platformName, platformVersion].filter((part) => part !== undefined).join(" "),
    ...(lastPingAt !== undefined && { lastPingAt }),
  };
}

import type { PingStatus } from "../core/model/network.ts";
import type { InstanceRefusal, InstanceRemedy, TestInstance } from "../core/probe/instances.ts";

export const instanceTexts = {
  none: "No instance in this VPC can run the test. A tester is a small private instance for this, which ends by itself.",
  create: "Create a tester",
  lookAgain: "Look again",
} as const;

/** Zones by id first, because their names differ from account to account. */
export function instanceLabel({ id, ip, name, zoneId, zoneName }: TestInstance): string {
  const zone = zoneId === "" ? zoneName : zoneId;
  return [name === id ? "" : name, id, ip, zone].filter((part) => part !== "").join(" · ");
}

const pings: Record<PingStatus, string> = {
  Online: "Online",
  ConnectionLost: "Connection lost",
  Inactive: "Inactive",
  unknown: "Unknown",
};

/** What Systems Manager says of an instance; `ago` is how long its last sign of life is past. */
export function agentLine({ agent }: TestInstance, ago: (milliseconds: number) => string): string {
  if (agent === undefined) return "";
  const { lastPingAt, ping, platform } = agent;
  const seen = lastPingAt === undefined ? [] : [`last ping ${ago(lastPingAt)} ago`];
  return [pings[ping], platform, ...seen].filter((part) => part !== "").join(" · ");
}

const refusals: Record<InstanceRefusal, string> = {
  notManaged: "not managed by Systems Manager",
  notRunning: "not running",
  offline: "offline: Systems Manager has lost contact",
  windows: "Windows: the test needs curl and a shell",
};

const remedies: Record<InstanceRemedy, string> = {
  start: "Start it.",
  wait: "It is starting; look again in a minute.",
  profile: "Give it an instance profile whose role has AmazonSSMManagedInstanceCore.",
  way: "Nothing leads from its subnet to Systems Manager: it needs a NAT gateway, or endpoints to ssm and ssmmessages that let it in on port 443. Creating a tester can make them.",
  agent:
    "Its role may lack AmazonSSMManagedInstanceCore, its security group the way out on port 443, or its agent does not run.",
};

/** Why an instance cannot be chosen, and what would change that. */
export function instanceRefusal({ id, name, refused, remedy }: TestInstance): string {
  const what = refused === undefined ? name || id : `${name || id}: ${refusals[refused]}`;
  return remedy === undefined ? what : `${what}. ${remedies[remedy]}`;
}

import { cidrContains } from "../../model/cidr.ts";
import type { NetworkAclEntry, NetworkAclFacts, VpcNetwork } from "../evidence/network.ts";
import { seenItems, seenValue } from "../evidence/seen.ts";

/** Ports from one to another, both included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

/** Where clients listen for answers. Linux takes 32768 to 60999; load balancers take everything from 1024 up. */
export const linuxPorts: Ports = { from: 32_768, to: 60_999 };
export const loadBalancerPorts: Ports = { from: 1_024, to: 65_535 };

export function onePort(port: number): Ports {
  return { from: port, to: port };
}

/** The network ACL at the border of a subnet; what stays within the subnet does not pass it. */
function aclOf({ networkAcls }: VpcNetwork, subnetId: string): NetworkAclFacts | undefined {
  return seenValue(networkAcls)?.find(({ subnetIds }) => subnetIds.includes(subnetId));
}

/**
 * The entry that stops TCP packets to some ports of a range, or `undefined` when all but a few may pass. Network ACLs keep no state,
 * so answers need this as much as requests do. The lowest number that matches decides.
 */
export function stoppedBy(
  { entries }: NetworkAclFacts,
  direction: "ingress" | "egress",
  ports: Ports,
  peer: string,
): NetworkAclEntry | undefined {
  const matching = entries
    .filter((entry) => entry.egress === (direction === "egress") && matchesPeer(entry, peer))
    .toSorted((a, b) => a.number - b.number);
  const deciding = decisivePorts(matching, ports).map(
    (port) => matching.find((entry) => matchesPort(entry, port)) ?? closing(direction),
  );
  return deciding.find((entry) => !entry.allow && isWide(entry, ports));
}

/** Answers go to any of thousands of ports. An entry that denies a few, such as 3389 alone, is not what keeps them away. */
function isWide({ fromPort = 0, toPort = 65_535 }: NetworkAclEntry, { from, to }: Ports): boolean {
  return toPort - fromPort >= (to - from) / 10;
}

/** AWS denies what no entry matches, and lists that as an entry of its own. */
function closing(direction: "ingress" | "egress"): NetworkAclEntry {
  return {
    number: 32_767,
    egress: direction === "egress",
    allow: false,
    protocol: "-1",
    cidr: "0.0.0.0/0",
  };
}

/** The verdict can only change where an entry's own range begins or has just ended. */
function decisivePorts(entries: readonly NetworkAclEntry[], { from, to }: Ports): readonly number[] {
  const edges = entries.flatMap(({ fromPort, toPort }) =>
    fromPort === undefined || toPort === undefined ? [] : [fromPort, toPort + 1],
  );
  return [from, ...edges.filter((port) => port > from && port <= to)];
}

function matchesPeer({ protocol, cidr }: NetworkAclEntry, peer: string): boolean {
  return (protocol === "-1" || protocol === "6") && cidrContains(cidr, peer);
}

function matchesPort({ protocol, fromPort = 0, toPort = 65_535 }: NetworkAclEntry, port: number): boolean {
  return protocol === "-1" || (fromPort <= port && port <= toPort);
}

/**
 * A free number in front of the entry that stops something. AWS takes 1 to 32766, each once per direction; where all are
 * taken there is none.
 */
export function numberBefore(
  { entries }: { readonly entries: readonly Pick<NetworkAclEntry, "number" | "egress">[] },
  direction: "ingress" | "egress",
  stopping: NetworkAclEntry,
): number | undefined {
  const taken = new Set(
    entries.filter(({ egress }) => egress === (direction === "egress")).map(({ number }) => number),
  );
  for (let number = Math.min(stopping.number, 32_767) - 1; number >= 1; number -= 1)
    if (!taken.has(number)) return number;
  return undefined;
}

/** A packet that has to pass the network ACL of a subnet. */
export interface Passing {
  readonly subnetId: string;
  readonly direction: "ingress" | "egress";
  readonly ports: Ports;
  /** The other end. */
  readonly ip: string;
  /** What to let through where it is stopped: the other end's subnet. */
  readonly cidr: string;
}

/** The block of the subnet that one end is in; of a subnet that could not be seen the address alone. */
export function subnetCidr(
  { subnets }: VpcNetwork,
  { ip, subnetId }: { readonly ip: string; readonly subnetId: string },
): string {
  return seenItems(subnets).find(({ id }) => id === subnetId)?.cidr ?? `${ip}/32`;
}

/** A packet that does not pass, and why. */
export interface Stoppage {
  readonly passing: Passing;
  readonly acl: NetworkAclFacts;
  readonly entry: NetworkAclEntry;
}

/** Those of the packets that are stopped; where a network ACL could not be seen, nobody knows. */
export function stoppages(network: VpcNetwork, passings: readonly Passing[]): readonly Stoppage[] {
  return passings.flatMap((passing) => {
    const acl = aclOf(network, passing.subnetId);
    const entry = acl && stoppedBy(acl, passing.direction, passing.ports, passing.ip);
    return acl === undefined || entry === undefined ? [] : [{ passing, acl, entry }];
  });
}

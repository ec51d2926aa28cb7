import { cidrContains } from "../state/addresses.ts";
import type { Subnet } from "../state/network.ts";
import { type AclEntry, aclOf } from "../state/networkAcls.ts";
import type { World } from "../state/world.ts";

/** Ports from one to another, both included. */
export interface PortRange {
  from: number;
  to: number;
}

/**
 * Whether a subnet's network ACL lets TCP packets to any port of a range pass. Network ACLs keep no state, so answers
 * need this as much as requests do. The entry with the lowest number that matches decides; what none matches is denied.
 */
export function aclLetsPass(
  world: World,
  subnet: Pick<Subnet, "id" | "vpcId">,
  direction: "ingress" | "egress",
  ports: PortRange,
  peer: string,
): boolean {
  const acl = aclOf(world, subnet);
  if (acl === undefined) return true;
  const entries = acl.entries
    .filter((entry) => entry.egress === (direction === "egress") && matchesPeer(entry, peer))
    .sort((a, b) => a.ruleNumber - b.ruleNumber);
  return decisivePorts(entries, ports).every(
    (port) => entries.find((entry) => matchesPort(entry, port))?.allow ?? false,
  );
}

/** The verdict can only change where an entry's own range begins or has just ended. */
function decisivePorts(entries: readonly AclEntry[], { from, to }: PortRange): number[] {
  const edges = entries.flatMap(({ fromPort, toPort }) =>
    fromPort === undefined || toPort === undefined ? [] : [fromPort, toPort + 1],
  );
  return [from, ...edges.filter((port) => port > from && port <= to)];
}

function matchesPeer(entry: AclEntry, peer: string): boolean {
  const carriesTcp = entry.protocol === "-1" || entry.protocol === "6";
  return carriesTcp && entry.cidr !== undefined && cidrContains(entry.cidr, peer);
}

function matchesPort({ protocol, fromPort = 0, toPort = 65_535 }: AclEntry, port: number): boolean {
  return protocol === "-1" || (fromPort <= port && port <= toPort);
}

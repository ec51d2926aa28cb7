import type { NetworkAclEntry, RuleFacts } from "../evidence/network.ts";

/** A security group's rule as a line: protocol, ports, and whom it names. */
export function ruleText({ protocol, fromPort, toPort, peer }: RuleFacts): string {
  return [protocol, portText(fromPort, toPort), peerText(peer)].filter((part) => part !== "").join(" ");
}

/** A network ACL's entry as a line: number, action, protocol, ports and block. */
export function entryText({ number, allow, protocol, fromPort, toPort, cidr }: NetworkAclEntry): string {
  const name = { "6": "tcp", "17": "udp", "1": "icmp", "-1": "all" }[protocol] ?? protocol;
  const parts = [number, allow ? "allow" : "deny", name, portText(fromPort, toPort), cidr];
  return parts.filter((part) => part !== "").join(" ");
}

function portText(from: number | undefined, to: number | undefined): string {
  if (from === undefined || to === undefined || from < 0) return "";
  return from === to ? String(from) : `${from}-${to}`;
}

function peerText(peer: RuleFacts["peer"]): string {
  switch (peer.kind) {
    case "cidr":
      return peer.cidr;
    case "group":
      return peer.vpcId === undefined ? peer.groupId : `${peer.groupId} of ${peer.vpcId}`;
    case "prefixList":
      return peer.id;
  }
}

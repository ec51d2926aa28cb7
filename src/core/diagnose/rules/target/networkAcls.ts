import { changePlan } from "../../../plan/change.ts";
import { allowThroughNetworkAcl } from "../../../plan/networkAclSteps.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { NetworkAclEntry, NetworkAclFacts } from "../../evidence/network.ts";
import type { Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import {
  aclOf,
  loadBalancerPorts,
  numberBefore,
  onePort,
  type Ports,
  stoppedBy,
} from "../../packet/networkAcls.ts";
import type { Rule } from "../../rule.ts";
import { behindService, list, severityOf } from "../behind.ts";
import { healthProof, thenHealthy } from "./groups.ts";
import { countTargets, type Leg, legsOf, portsOf, targetsOf } from "./legs.ts";

/** An entry that stops packets between a node and a target. */
interface Stop {
  readonly leg: Leg;
  readonly acl: NetworkAclFacts;
  readonly subnetId: string;
  readonly direction: "ingress" | "egress";
  readonly ports: Ports;
  readonly peer: string;
  readonly entry: NetworkAclEntry;
}

/** E11: a network ACL between the load balancer and its targets. It keeps no state, so answers need an entry as well. */
export const stoppedByList: Rule = (facts, target) => {
  const all = behindService(facts, target);
  const stops = all.flatMap(legsOf).flatMap(stopsOf);
  const severity = severityOf(targetsOf(stops.map(({ leg }) => leg)).length, countTargets(all));
  return byBorder(stops).map((same) => {
    const [{ acl, subnetId, direction, ports, entry }] = same;
    const legs = same.map(({ leg }) => leg);
    const proof = proofFrom({ operation: "ec2:DescribeNetworkAcls", resource: acl.id });
    return found("E11", {
      severity,
      parameters: {
        networkAcl: acl.id,
        subnet: subnetId,
        direction,
        ports: text(ports),
        peers: list(same.map(({ peer }) => peer)),
        entry: entry.number,
        targets: list(legs.map(({ instance }) => instance.id)),
        loadBalancer: list(legs.map(({ behind }) => behind.balancer.name)),
      },
      proof: [
        proof.wrong(
          `NetworkAcls[].Entries[RuleNumber=${entry.number}, Egress=${entry.egress}].RuleAction`,
          "deny",
        ),
        ...healthProof(legs),
      ],
      fixes: fixes(facts, same, legs),
    });
  });
};

/** Every border that a connection crosses: out of the node's subnet, into the target's, and back. */
function stopsOf(leg: Leg): readonly Stop[] {
  const { behind, instance, node } = leg;
  // What stays inside a subnet passes no list.
  if (instance.subnetId === node.subnetId) return [];
  const there = portsOf(leg).map(onePort);
  const borders = [
    { subnetId: node.subnetId, direction: "egress", peer: instance.ip, ranges: there },
    { subnetId: instance.subnetId, direction: "ingress", peer: node.ip, ranges: there },
    { subnetId: instance.subnetId, direction: "egress", peer: node.ip, ranges: [loadBalancerPorts] },
    { subnetId: node.subnetId, direction: "ingress", peer: instance.ip, ranges: [loadBalancerPorts] },
  ] as const;
  return borders.flatMap(({ subnetId, direction, peer, ranges }) => {
    const acl = aclOf(behind.provider.network, subnetId);
    if (acl === undefined) return [];
    return ranges.flatMap((ports: Ports) => {
      const entry = stoppedBy(acl, direction, ports, peer);
      return entry === undefined ? [] : [{ leg, acl, subnetId, direction, ports, peer, entry }];
    });
  });
}

/** Whether a network ACL stops anything on a leg. */
export function isStopped(leg: Leg): boolean {
  return stopsOf(leg).length > 0;
}

/** One fault for each list, direction and range of ports: one entry mends it. */
function byBorder(stops: readonly Stop[]): readonly (readonly [Stop, ...Stop[]])[] {
  const key = ({ acl, direction, ports }: Stop) => `${acl.id} ${direction} ${text(ports)}`;
  return [...new Set(stops.map(key))].flatMap((each) => {
    const [first, ...others] = stops.filter((stop) => key(stop) === each);
    return first === undefined ? [] : [[first, ...others] as const];
  });
}

function fixes(facts: Evidence, same: readonly [Stop, ...Stop[]], legs: readonly Leg[]): readonly Fix[] {
  const [{ acl, direction, entry, ports }] = same;
  const first = numberBefore(acl, direction, entry);
  const peers = [...new Set(same.map(({ peer }) => peer))];
  if (first === undefined) return [textFix("provider", "renumber")];
  return planFix(facts, {
    cause: "E11",
    code: "letThrough",
    side: "provider",
    consequence: "security",
    plan: (context) => {
      const steps = numbersFor(acl, direction, entry, peers.length).map((number, index) =>
        allowThroughNetworkAcl(context, `entry-${index + 1}`, {
          networkAclId: acl.id,
          number,
          egress: direction === "egress",
          ports,
          cidr: `${peers[index]}/32`,
        }),
      );
      return changePlan(context, acl.id, thenHealthy(steps, legs));
    },
  });
}

/** As many free numbers in front of an entry as are needed, or as there are. */
function numbersFor(
  acl: NetworkAclFacts,
  direction: Stop["direction"],
  entry: NetworkAclEntry,
  count: number,
): readonly number[] {
  const numbers: number[] = [];
  let before: NetworkAclEntry = entry;
  while (numbers.length < count) {
    const number = numberBefore(acl, direction, before);
    if (number === undefined) return numbers;
    numbers.push(number);
    before = { ...entry, number };
  }
  return numbers;
}

function text({ from, to }: Ports): string {
  return from === to ? String(from) : `${from}-${to}`;
}

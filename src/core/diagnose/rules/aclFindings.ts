import { changePlan } from "../../plan/change.ts";
import type { PlanContext } from "../../plan/context.ts";
import { type AllowingEntry, allowThroughNetworkAcl } from "../../plan/networkAclSteps.ts";
import type { CauseId, Side } from "../cause.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Fix, Parameters, Proof } from "../finding.ts";
import { planFix } from "../fixes.ts";
import { proofFrom } from "../found.ts";
import { loadBalancerPorts, numberBefore, type Stoppage } from "../packet/networkAcls.ts";
import { entryText } from "../packet/ruleText.ts";

/** The entries that stop something, each once. */
export function aclProof(stopped: readonly Stoppage[]): readonly Proof[] {
  const proofs = stopped.map(({ acl, entry }) => {
    const { wrong } = proofFrom({ operation: "ec2:DescribeNetworkAcls", resource: acl.id });
    return wrong(
      `NetworkAcls[0].Entries[Egress=${entry.egress},RuleNumber=${entry.number}]`,
      entryText(entry),
    );
  });
  return distinct(proofs);
}

/** For texts: the network ACLs and the entries. */
export function aclWords(stopped: readonly Stoppage[]): Parameters {
  return {
    acl: distinct(stopped.map(({ acl }) => acl.id)).join(", "),
    subnet: distinct(stopped.map(({ passing }) => passing.subnetId)).join(", "),
    entry: distinct(stopped.map(({ entry }) => entryText(entry))).join("; "),
    peer: distinct(stopped.map(({ passing }) => passing.ip)).join(", "),
  };
}

/** Entries in front of those that stop something. */
export function aclFix(
  facts: Evidence,
  cause: CauseId,
  side: Side,
  stopped: readonly Stoppage[],
): readonly Fix[] {
  const plan = (context: PlanContext) =>
    changePlan(
      context,
      distinct(stopped.map(({ acl }) => acl.id)).join(", "),
      openings(stopped).map((entry, index) => allowThroughNetworkAcl(context, `entry-${index + 1}`, entry)),
    );
  return planFix(facts, { cause, code: "openAcl", side, consequence: "security", plan });
}

/** One entry for each block; numbers are given downwards, so that none is given twice. */
function openings(stopped: readonly Stoppage[]): readonly AllowingEntry[] {
  const made: AllowingEntry[] = [];
  for (const { acl, entry, passing } of stopped) {
    const { cidr, ports, direction } = passing;
    // Answers go to any port that is not a server's, whatever the system.
    const wide = ports.from === ports.to ? ports : loadBalancerPorts;
    const key = { networkAclId: acl.id, egress: direction === "egress", cidr, ports: wide };
    if (made.some((each) => isSame(each, key))) continue;
    const added = made.filter(({ networkAclId }) => networkAclId === acl.id);
    const number = numberBefore({ entries: [...acl.entries, ...added] }, direction, entry);
    if (number !== undefined) made.push({ ...key, number });
  }
  return made;
}

type Key = Omit<AllowingEntry, "number">;

function isSame(a: Key, b: Key): boolean {
  const samePorts = a.ports.from === b.ports.from && a.ports.to === b.ports.to;
  return samePorts && a.networkAclId === b.networkAclId && a.egress === b.egress && a.cidr === b.cidr;
}

function distinct<T extends string | Proof>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

import { cidrContains } from "../../../model/cidr.ts";
import { setEnforcement } from "../../../plan/balancerChanges.ts";
import { changePlan } from "../../../plan/change.ts";
import { allowIngress } from "../../../plan/securityGroupSteps.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Finding, Fix } from "../../finding.ts";
import { planFix, textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import { type Answer, attachedGroups, groupsAllow, rulesFor } from "../../packet/securityGroups.ts";
import type { Rule } from "../../rule.ts";
import {
  type Behind,
  behindService,
  groupNames,
  instanceOf,
  list,
  registered,
  severityOf,
} from "../behind.ts";
import { groupProof } from "../groupProof.ts";
import { nodesOpening } from "../target/nodeAddresses.ts";

/**
 * D4: with enforcement on, a load balancer's security groups see a client of an endpoint by its own address. What other
 * account's groups it is in means nothing to them.
 */
export const clientsBlocked: Rule = (facts, target) => {
  const { port } = target;
  if (port === undefined) return [];
  const all = behindService(facts, target);
  const blocked = all.filter((behind) => blocks(facts, behind, port, target.clientCidrs));
  return blocked.map((behind) =>
    finding(facts, target, behind, port, severityOf(blocked.length, all.length)),
  );
};

function blocks(facts: Evidence, behind: Behind, port: number, told: readonly string[] = []): boolean {
  const client = seenValue(facts.consumer?.client);
  if (client !== undefined) return balancerAnswer(behind, port, client.ip) === "blocked";
  const { provider, balancer } = behind;
  const { securityGroupIds } = balancer;
  if (!isGuarded(balancer)) return false;
  // Nobody sees the clients; but where no rule for the port names an address, or none of those that were told of, none
  // of them gets in.
  const isMeant = (cidr: string) =>
    told.length === 0 || told.some((each) => cidrContains(cidr, each) || cidrContains(each, cidr));
  const groups = attachedGroups(provider.network.securityGroups, securityGroupIds);
  return (
    groups.length === securityGroupIds.length &&
    groups
      .flatMap((group) => rulesFor(group, "ingress", port))
      .every(({ peer }) => peer.kind === "group" || (peer.kind === "cidr" && !isMeant(peer.cidr)))
  );
}

/** Whether a load balancer's groups let a client in, of whom they know the address alone. */
export function balancerAnswer({ provider, balancer }: Behind, port: number, ip: string): Answer {
  if (!isGuarded(balancer)) return "allowed";
  const peer = { ip, groupIds: [] };
  return groupsAllow(provider.network.securityGroups, balancer.securityGroupIds, "ingress", port, peer);
}

function isGuarded({ securityGroupIds, enforcesInboundRules }: Behind["balancer"]): boolean {
  return securityGroupIds.length > 0 && enforcesInboundRules;
}

function finding(
  facts: Evidence,
  target: DiagnosisTarget,
  behind: Behind,
  port: number,
  severity: Finding["severity"],
): Finding {
  const { provider, balancer } = behind;
  const { arn, name, securityGroupIds } = balancer;
  const client = seenValue(facts.consumer?.client)?.ip;
  const proof = proofFrom({ operation: "elasticloadbalancing:DescribeLoadBalancers", resource: arn });
  return found("D4", {
    severity,
    parameters: {
      loadBalancer: name,
      groups: groupNames(provider, securityGroupIds),
      port,
      client: client ?? "",
    },
    proof: [
      proof.asSet("LoadBalancers[].EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "on"),
      proof.asSet("LoadBalancers[].SecurityGroups", list(securityGroupIds)),
      ...groupProof(provider.network, securityGroupIds, "ingress", [port]),
    ],
    fixes: fixes(facts, target, behind, port),
  });
}

function fixes(facts: Evidence, target: DiagnosisTarget, behind: Behind, port: number): readonly Fix[] {
  const cidrs = clientCidrs(facts, target);
  const open =
    cidrs.length === 0 ? [textFix("provider", "openForClients")] : openFix(facts, behind, port, cidrs);
  return [...open, ...stopFix(facts, behind)];
}

/** The endpoint's VPC: the next client has another address in it. */
function clientCidrs({ consumer }: Evidence, { clientCidrs: told = [] }: DiagnosisTarget): readonly string[] {
  if (consumer === undefined) return told;
  const client = seenValue(consumer.client);
  const cidrs = seenValue(consumer.network.vpc)?.cidrs ?? [];
  return cidrs.length === 0 && client !== undefined ? [`${client.ip}/32`] : cidrs;
}

function openFix(
  facts: Evidence,
  { provider, balancer }: Behind,
  port: number,
  cidrs: readonly string[],
): readonly Fix[] {
  const [groupId] = balancer.securityGroupIds;
  if (groupId === undefined) return [];
  return planFix(facts, {
    cause: "D4",
    code: "openGroup",
    side: "provider",
    consequence: "security",
    plan: (context) =>
      changePlan(
        context,
        balancer.name,
        allowIngress(context, "clients", {
          groupId,
          groupName: groupName(provider, groupId),
          port,
          source: { cidrs },
          reason: "privateLinkClients",
          description: "Clients of the VPC endpoint",
        }),
      ),
  });
}

/**
 * Targets that know the load balancer by its group alone would no longer know it: their groups are opened first, on all
 * its ports. Where some target's groups cannot be seen nobody can say whom it would shut out, and it is not offered.
 */
function stopFix(facts: Evidence, { provider, balancer }: Behind): readonly Fix[] {
  const { arn, name, securityGroupIds, listeners } = balancer;
  const groups = seenItems(provider.targetGroups).filter((group) => group.loadBalancerArns.includes(arn));
  const isSeen = groups.flatMap(registered).every((target) => instanceOf(provider, target) !== undefined);
  if (!provider.targetGroups.seen || !isSeen) return [];
  const whole = { provider, balancer, listeners, groups };
  return planFix(facts, {
    cause: "D4",
    code: "stopEnforcing",
    side: "provider",
    consequence: "security",
    plan: (context) =>
      changePlan(context, name, [
        ...nodesOpening(context, whole),
        setEnforcement(context, { arn, name }, securityGroupIds, false),
      ]),
  });
}

function groupName(provider: Behind["provider"], id: string): string {
  const [group] = attachedGroups(provider.network.securityGroups, [id]);
  return group?.name ?? id;
}

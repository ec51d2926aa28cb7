import { cidrContains } from "../../../model/cidr.ts";
import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { allowIngress } from "../../../plan/securityGroupSteps.ts";
import type { CauseId } from "../../cause.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import type { InstanceFacts, RuleFacts, SecurityGroupFacts } from "../../evidence/network.ts";
import { seenItems, seenValue } from "../../evidence/seen.ts";
import type { Finding, Fix } from "../../finding.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import { clientPeer } from "../../packet/legs.ts";
import { ruleText } from "../../packet/ruleText.ts";
import { type Answer, attachedGroups, groupsAllow, rulesFor } from "../../packet/securityGroups.ts";
import type { Rule } from "../../rule.ts";

/*
 * The security groups of the endpoint do not let the client in. Which of three causes it is depends on what their rules
 * say, so exactly one of these rules speaks.
 */

/** B1: no rule names the client. */
export const noInboundRule: Rule = (facts, target) => closed(facts, target, "B1");

/** B2: AWS takes the VPC's default group where none is chosen, and that lets in its own members only. */
export const defaultGroup: Rule = (facts, target) => closed(facts, target, "B2");

/** B9: a rule names a group of another VPC, which counts for nobody here. */
export const foreignGroup: Rule = (facts, target) => closed(facts, target, "B9");

function closed(facts: Evidence, { port }: DiagnosisTarget, cause: CauseId): readonly Finding[] {
  const { consumer } = facts;
  const endpoint = seenValue(consumer?.endpoint);
  if (consumer === undefined || endpoint?.type !== "Interface" || port === undefined) return [];
  const ids = endpoint.securityGroups.map(({ id }) => id);
  const groups = attachedGroups(consumer.network.securityGroups, ids);
  const [group] = groups;
  if (group === undefined || endpointAnswer(facts, port) !== "blocked") return [];
  if (causeOf(groups, endpoint.vpcId, port) !== cause) return [];
  const client = seenValue(consumer.client);
  const rule = proofFrom({ operation: "ec2:DescribeSecurityGroupRules", resource: group.id });
  const inbound = groups.flatMap(({ rules }) => rules).filter(({ egress }) => !egress);
  const cidr = blockOf(facts);
  const instance = proofFrom({ operation: "ec2:DescribeInstances", resource: client?.id ?? "" });
  return [
    found(cause, {
      ...(isNamedFromAfar(groups, client, port) ? { certainty: "likely" as const } : {}),
      parameters: {
        endpoint: displayName(endpoint),
        group: group.name,
        groupId: group.id,
        port,
        cidr,
        client: client === undefined ? "" : displayName(client),
        ip: client?.ip ?? "",
      },
      proof: [
        rule.wrong("SecurityGroupRules[IsEgress=false]", inbound.map(ruleText).join("; ")),
        ...(client === undefined
          ? []
          : [instance.asSet("Reservations[0].Instances[0].PrivateIpAddress", client.ip)]),
      ],
      fixes: openGroup(facts, cause, { group, port, cidr }),
    }),
  ];
}

/**
 * Whether the endpoint's groups let the client in. Without an instance to look from, they are closed when nobody at all may
 * come in on the port.
 */
export function endpointAnswer({ consumer, ...facts }: Evidence, port: number): Answer {
  const endpoint = seenValue(consumer?.endpoint);
  if (consumer?.client.seen !== true || endpoint === undefined) return "unknown";
  const { securityGroups } = consumer.network;
  const ids = endpoint.securityGroups.map(({ id }) => id);
  const client = consumer.client.value;
  if (client !== undefined)
    return groupsAllow(securityGroups, ids, "ingress", port, clientPeer({ ...facts, consumer }, client));
  const groups = attachedGroups(securityGroups, ids);
  if (groups.some((group) => rulesFor(group, "ingress", port).length > 0)) return "allowed";
  return groups.length === ids.length ? "blocked" : "unknown";
}

function causeOf(groups: readonly SecurityGroupFacts[], vpcId: string, port: number): CauseId {
  if (groups.some((group) => rulesFor(group, "ingress", port).some((rule) => isForeign(rule, vpcId))))
    return "B9";
  return groups.some(isUntouchedDefault) ? "B2" : "B1";
}

/** Over peering AWS may still know a client by its group. */
function isNamedFromAfar(
  groups: readonly SecurityGroupFacts[],
  client: InstanceFacts | undefined,
  port: number,
): boolean {
  const own = client?.securityGroupIds ?? [];
  return groups
    .flatMap((group) => rulesFor(group, "ingress", port))
    .some(({ peer }) => peer.kind === "group" && own.includes(peer.groupId));
}

function isForeign({ peer }: RuleFacts, vpcId: string): boolean {
  return peer.kind === "group" && peer.vpcId !== undefined && peer.vpcId !== vpcId;
}

function isUntouchedDefault({ id, name, rules }: SecurityGroupFacts): boolean {
  const inbound = rules.filter(({ egress }) => !egress);
  return name === "default" && inbound.every(({ peer }) => peer.kind === "group" && peer.groupId === id);
}

/** Whom to let in: the block of the VPC that the client is in, as the wizard proposes too. */
function blockOf({ consumer }: Evidence): string {
  const cidrs = seenValue(consumer?.network.vpc)?.cidrs ?? [];
  const client = seenValue(consumer?.client);
  if (client === undefined) return cidrs[0] ?? "";
  const own = seenItems(consumer?.network.subnets).find(({ id }) => id === client.subnetId)?.cidr;
  return cidrs.find((cidr) => cidrContains(cidr, client.ip)) ?? own ?? `${client.ip}/32`;
}

interface Opening {
  readonly group: SecurityGroupFacts;
  readonly port: number;
  readonly cidr: string;
}

function openGroup(facts: Evidence, cause: CauseId, { group, port, cidr }: Opening): readonly Fix[] {
  return planFix(facts, {
    cause,
    code: "openGroup",
    side: "consumer",
    plan: (context) =>
      changePlan(
        context,
        group.name,
        cidr === ""
          ? []
          : allowIngress(context, "allow-clients", {
              groupId: group.id,
              groupName: group.name,
              port,
              source: { cidrs: [cidr] },
              reason: "endpointClients",
              description: "Clients of the endpoint",
            }),
      ),
  });
}

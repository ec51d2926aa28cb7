import { displayName } from "../../../model/tags.ts";
import { changePlan } from "../../../plan/change.ts";
import { allowEgress } from "../../../plan/securityGroupSteps.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { SecurityGroupFacts } from "../../evidence/network.ts";
import { seenValue } from "../../evidence/seen.ts";
import type { Fix } from "../../finding.ts";
import { planFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import { type Leg, legs, zonesOf } from "../../packet/legs.ts";
import { ruleText } from "../../packet/ruleText.ts";
import { type Answer, attachedGroups, groupsAllow } from "../../packet/securityGroups.ts";
import type { Rule } from "../../rule.ts";

/** B3: the client's security groups do not let it reach the endpoint's interfaces. */
export const noOutboundRule: Rule = (facts, { port }) => {
  const { consumer } = facts;
  const all = legs(facts);
  if (consumer === undefined || port === undefined) return [];
  const { securityGroups } = consumer.network;
  const broken = all.filter((leg) => clientAnswer(facts, leg, port) === "blocked");
  const [leg] = broken;
  if (leg === undefined) return [];
  const groups = attachedGroups(securityGroups, leg.client.securityGroupIds);
  const [group] = groups;
  if (group === undefined) return [];
  const { wrong } = proofFrom({ operation: "ec2:DescribeSecurityGroupRules", resource: group.id });
  const interfaces = proofFrom({ operation: "ec2:DescribeNetworkInterfaces", resource: leg.entry.id });
  const outbound = groups.flatMap(({ rules }) => rules).filter(({ egress }) => egress);
  const addresses = broken.map(({ entry }) => entry.ip).join(", ");
  return [
    found("B3", {
      parameters: { client: displayName(leg.client), group: group.name, groupId: group.id, port, addresses },
      ...zonesOf(
        broken.map(({ entry }) => entry),
        all.map(({ entry }) => entry),
      ),
      proof: [
        wrong("SecurityGroupRules[IsEgress=true]", outbound.map(ruleText).join("; ")),
        interfaces.asSet("NetworkInterfaces[].PrivateIpAddress", addresses),
      ],
      fixes: openGroup(facts, group, port, broken),
    }),
  ];
};

/** Whether the client's groups let it out to one of the endpoint's interfaces. */
export function clientAnswer(facts: Evidence, { client, entry }: Leg, port: number): Answer {
  const { securityGroups } = facts.consumer?.network ?? {};
  if (securityGroups === undefined) return "unknown";
  const peer = { ip: entry.ip, groupIds: isOneVpc(facts) ? entry.securityGroupIds : [] };
  return groupsAllow(securityGroups, client.securityGroupIds, "egress", port, peer);
}

function isOneVpc({ consumer }: Evidence): boolean {
  const vpcId = seenValue(consumer?.endpoint)?.vpcId;
  return vpcId !== undefined && seenValue(consumer?.client)?.vpcId === vpcId;
}

/** To the endpoint's group where both are in one VPC, so that it stays right when interfaces are added. */
function openGroup(
  facts: Evidence,
  group: SecurityGroupFacts,
  port: number,
  broken: readonly Leg[],
): readonly Fix[] {
  const [peer] = isOneVpc(facts) ? (seenValue(facts.consumer?.endpoint)?.securityGroups ?? []) : [];
  const source =
    peer === undefined
      ? { cidrs: broken.map(({ entry }) => `${entry.ip}/32`) }
      : { groupId: peer.id, group: peer.name };
  return planFix(facts, {
    cause: "B3",
    code: "openGroup",
    side: "consumer",
    plan: (context) =>
      changePlan(
        context,
        group.name,
        allowEgress(context, "allow-endpoint", {
          groupId: group.id,
          groupName: group.name,
          port,
          source,
          description: "To the endpoint",
        }),
      ),
  });
}

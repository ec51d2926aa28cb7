import { displayName } from "../../../model/tags.ts";
import type { CauseId } from "../../cause.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import type { Finding } from "../../finding.ts";
import { found } from "../../found.ts";
import { type Leg, legs, zonesOf } from "../../packet/legs.ts";
import { linuxPorts, onePort, type Passing, stoppages, subnetCidr } from "../../packet/networkAcls.ts";
import type { Rule } from "../../rule.ts";
import { aclFix, aclProof, aclWords } from "../aclFindings.ts";

type CidrOf = (end: { readonly ip: string; readonly subnetId: string }) => string;
type PassingsOf = (leg: Leg, port: number, cidrOf: CidrOf) => readonly Passing[];

/** B4: the network ACL of the client's subnet does not let packets out to the endpoint. */
export const clientOutbound: Rule = (facts, target) =>
  blocked(facts, target, "B4", ({ client, entry }, port, cidrOf) => [
    {
      subnetId: client.subnetId,
      direction: "egress",
      ports: onePort(port),
      ip: entry.ip,
      cidr: cidrOf(entry),
    },
  ]);

/** B5: the network ACL of the endpoint's subnet does not let packets in from the client. */
export const endpointInbound: Rule = (facts, target) =>
  blocked(facts, target, "B5", ({ client, entry }, port, cidrOf) => [
    {
      subnetId: entry.subnetId,
      direction: "ingress",
      ports: onePort(port),
      ip: client.ip,
      cidr: cidrOf(client),
    },
  ]);

/** B6: a network ACL does not let the answers back, to the ports on which the client's system waits for them. */
export const answers: Rule = (facts, target) =>
  blocked(facts, target, "B6", ({ client, entry }, _, cidrOf) => [
    {
      subnetId: entry.subnetId,
      direction: "egress",
      ports: linuxPorts,
      ip: client.ip,
      cidr: cidrOf(client),
    },
    {
      subnetId: client.subnetId,
      direction: "ingress",
      ports: linuxPorts,
      ip: entry.ip,
      cidr: cidrOf(entry),
    },
  ]);

function blocked(
  facts: Evidence,
  { port }: DiagnosisTarget,
  cause: CauseId,
  passings: PassingsOf,
): readonly Finding[] {
  const { consumer } = facts;
  if (consumer === undefined || port === undefined) return [];
  const cidrOf: CidrOf = (end) => subnetCidr(consumer.network, end);
  const all = legs(facts);
  const stopped = all
    .filter(({ crossesSubnets }) => crossesSubnets)
    .map((leg) => ({ leg, stops: stoppages(consumer.network, passings(leg, port, cidrOf)) }))
    .filter(({ stops }) => stops.length > 0);
  const [first] = stopped;
  if (first === undefined) return [];
  const stops = stopped.flatMap((each) => each.stops);
  return [
    found(cause, {
      parameters: { ...aclWords(stops), client: displayName(first.leg.client), port },
      ...zonesOf(
        stopped.map(({ leg }) => leg.entry),
        all.map(({ entry }) => entry),
      ),
      proof: aclProof(stops),
      fixes: aclFix(facts, cause, "consumer", stops),
    }),
  ];
}

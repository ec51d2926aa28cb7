import type { Side } from "../cause.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import { seenValue } from "../evidence/seen.ts";
import { legs } from "../packet/legs.ts";
import type { Answer } from "../packet/securityGroups.ts";
import { balancerAnswer } from "../rules/balancer/clients.ts";
import { outboundAnswer } from "../rules/balancer/outbound.ts";
import { behindService } from "../rules/behind.ts";
import { clientAnswer } from "../rules/consumer/clientGroup.ts";
import { endpointAnswer } from "../rules/consumer/endpointGroup.ts";
import { legsOf, portsOf, targetAnswer } from "../rules/target/legs.ts";
import { addressAnswer } from "../rules/target/nodeAddresses.ts";

/** Security groups on the path, by whom they let through, and on whose side they are. */
export const guardSides = {
  clientToEndpoint: "consumer",
  endpointFromClient: "consumer",
  balancerFromClient: "provider",
  balancerToTargets: "provider",
  targetsFromBalancer: "provider",
  targetsFromAddresses: "provider",
} as const satisfies Readonly<Record<string, Side>>;

export type Guard = keyof typeof guardSides;

/** What the groups say, as the rules ask them: one answer for each way that packets take. */
export function groupAnswers(guard: Guard, facts: Evidence, target: DiagnosisTarget): readonly Answer[] {
  const { port } = target;
  const all = behindService(facts, target);
  const toTargets = all.flatMap(legsOf);
  switch (guard) {
    case "clientToEndpoint":
      return port === undefined ? [] : legs(facts).map((leg) => clientAnswer(facts, leg, port));
    case "endpointFromClient":
      return port === undefined || isUnguarded(facts) ? [] : [endpointAnswer(facts, port)];
    case "balancerFromClient": {
      const client = seenValue(facts.consumer?.client);
      if (port === undefined || client === undefined) return [];
      return all.map((behind) => balancerAnswer(behind, port, client.ip));
    }
    case "balancerToTargets":
      return toTargets.flatMap((leg) => portsOf(leg).map((each) => outboundAnswer(leg, each)));
    case "targetsFromBalancer":
      return toTargets.flatMap((leg) => portsOf(leg).map((each) => targetAnswer(leg, each)));
    case "targetsFromAddresses":
      return toTargets.filter(({ behind }) => !behind.balancer.enforcesInboundRules).map(addressAnswer);
  }
}

/** Interface endpoints alone have security groups. */
function isUnguarded({ consumer }: Evidence): boolean {
  return seenValue(consumer?.endpoint)?.type !== "Interface";
}

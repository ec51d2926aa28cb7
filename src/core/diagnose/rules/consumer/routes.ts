import { displayName } from "../../../model/tags.ts";
import type { CauseId } from "../../cause.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { RouteFacts, RouteTableFacts } from "../../evidence/network.ts";
import type { Finding } from "../../finding.ts";
import { found, proofFrom } from "../../found.ts";
import { type Leg, legs, zonesOf } from "../../packet/legs.ts";
import { routeTableOf, routeTo } from "../../packet/routes.ts";
import type { Rule } from "../../rule.ts";
import { symptomOf } from "../../symptom.ts";

/** B8: the most specific route to an interface leads to something that is gone. */
export const blackHole: Rule = (facts) => misled(facts, "B8", ({ blackhole }) => blackhole);

/**
 * B18: packets to an interface are led through something else first, which may hold them back. Meant so by somebody, it
 * only explains a test that failed in silence; without one it is a risk.
 */
export const inspected: Rule = (facts, _, test) => {
  const symptom = test === undefined ? undefined : symptomOf(test);
  const explains = symptom === "timedOut" || symptom === "reset" || symptom === "intermittent";
  if (test !== undefined && !explains) return [];
  const isAside = ({ target, blackhole }: RouteFacts) => !blackhole && /^(vpce|eni|i)-/.test(target);
  const findings = misled(facts, "B18", isAside);
  return explains ? findings : findings.map((finding) => ({ ...finding, severity: "risk" }));
};

interface Led {
  readonly leg: Leg;
  readonly table: RouteTableFacts;
  readonly route: RouteFacts;
}

/** Within one subnet packets go straight. */
function misled(
  facts: Evidence,
  cause: CauseId,
  isWrong: (route: RouteFacts) => boolean,
): readonly Finding[] {
  const { consumer } = facts;
  if (consumer === undefined) return [];
  const all = legs(facts);
  const broken = all.flatMap((leg): readonly Led[] => {
    const { client, entry, crossesSubnets } = leg;
    const table = routeTableOf(consumer.network, { id: client.subnetId, vpcId: client.vpcId });
    const route = table && routeTo(table, entry.ip);
    if (!crossesSubnets || table === undefined || route === undefined || !isWrong(route)) return [];
    return [{ leg, table, route }];
  });
  const [first] = broken;
  if (first === undefined) return [];
  const { leg, table, route } = first;
  const { wrong, asSet } = proofFrom({ operation: "ec2:DescribeRouteTables", resource: table.id });
  const field = `RouteTables[0].Routes[DestinationCidrBlock=${route.destination}]`;
  const target = asSet(`${field}.Target`, route.target);
  const state = wrong(`${field}.State`, route.blackhole ? "blackhole" : "active");
  return [
    found(cause, {
      parameters: {
        client: displayName(leg.client),
        table: table.id,
        destination: route.destination,
        target: route.target,
        addresses: broken.map((each) => each.leg.entry.ip).join(", "),
      },
      ...zonesOf(
        broken.map((each) => each.leg.entry),
        all.map(({ entry }) => entry),
      ),
      proof: route.blackhole ? [state, target] : [{ ...target, judged: "wrong" }],
    }),
  ];
}

import { displayName } from "../model/tags.ts";
import type { TesterIntent } from "../plan/testerIntent.ts";
import { testerPlan } from "../plan/testerPlan.ts";
import type { Lookup } from "./facts.ts";
import { Fields } from "./fields.ts";
import type { Flow } from "./flow.ts";
import { isComplete, section } from "./form.ts";
import { tagsField } from "./tags.ts";
import { type PlaceAnswer, placeSection } from "./testerPlace.ts";
import { type TestedAnswer, testedSection } from "./testerTested.ts";
import { type WayAnswer, waySection } from "./testerWay.ts";

/** Create a tester: a small instance beside an endpoint, on which Systems Manager can run connectivity tests. */
export const testerFlow: Flow = (answers, facts, planId) => {
  const fields = new Fields(answers);
  const tested = testedSection(fields, facts);
  const place = placeSection(fields, facts, tested.scope, tested.endpoint);
  const way = waySection(fields, facts, place);
  const { field: tagList, tags } = tagsField(fields);
  const form = {
    sections: [
      tested.section,
      place.section,
      ...(way.section === undefined ? [] : [way.section]),
      section("options", [tagList]),
    ],
  };
  const lookups = lookupsFor(tested);
  const intent = isComplete(form) ? intentOf(tested, place, way) : undefined;
  if (intent === undefined) return { form, lookups };
  return { form, lookups, plan: testerPlan({ ...intent, planId, tags }) };
};

function intentOf(
  { scope, endpoint, port }: TestedAnswer,
  { network, subnet, type, role, name, hours }: PlaceAnswer,
  { way }: WayAnswer,
): Omit<TesterIntent, "planId" | "tags"> | undefined {
  const vpc = network.vpcs.find(({ id }) => id === subnet?.vpcId);
  if (scope === undefined || endpoint === undefined || vpc === undefined) return undefined;
  if (subnet === undefined || type === undefined || role === undefined) return undefined;
  const hasIpv6 = network.subnets.some((each) => each.vpcId === vpc.id && each.ipv6Cidr !== undefined);
  return {
    scope: { profile: scope.profile, region: scope.region },
    account: scope.account,
    name,
    endpointId: endpoint.id,
    port,
    vpc: { id: vpc.id, name: displayName(vpc), cidrs: vpc.cidrs, hasIpv6 },
    subnet: { id: subnet.id, zoneId: subnet.zoneId },
    type,
    hours,
    role,
    way,
  };
}

function lookupsFor({ scope, endpoint, open }: TestedAnswer): readonly Lookup[] {
  if (scope === undefined || endpoint === undefined) return [];
  return [
    { kind: "network", scope },
    { kind: "testerRole", scope },
    { kind: "testerTypes", scope },
    { kind: "vpcDns", scope, vpcId: endpoint.vpcId },
    ...(open === undefined ? [] : [{ kind: "ports", ...open } as const]),
  ];
}

import type { Answers } from "./form.ts";
import { tearDownFields } from "./tearDownFields.ts";

const withinVpc = [
  "subnets",
  "fixedAddresses",
  "routeTables",
  "endpointGroups",
  "applicationSubnet",
  "instances",
  "addresses",
  "applicationLoadBalancer",
  "existingLoadBalancer",
];

/** Answers that mean something only together with another one. */
const dependents: Readonly<Record<string, readonly string[]>> = {
  scope: ["vpc", ...withinVpc],
  vpc: withinVpc,
  testedEndpoint: ["testedPort", "testerSubnet", "agentWay"],
  testerSubnet: ["agentWay"],
  target: Object.values(tearDownFields),
};

/** Answers with some more. What was chosen within another account or VPC is forgotten with it. */
export function withAnswers(before: Answers, given: Answers): Answers {
  const stale = Object.entries(given).flatMap(([field, value]) =>
    before[field] === value ? [] : (dependents[field] ?? []),
  );
  const kept = Object.entries(before).filter(([field]) => !stale.includes(field));
  return { ...Object.fromEntries(kept), ...given };
}

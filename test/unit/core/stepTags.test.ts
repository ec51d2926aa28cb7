import { expect, it } from "vitest";
import { ownTags } from "../../../src/core/plan/stepTags.ts";
import { publishFlow } from "../../../src/core/wizard/publishFlow.ts";
import { testerFlow } from "../../../src/core/wizard/testerFlow.ts";
import { tagsLine } from "../../../src/text/plan.ts";
import { bothOpen } from "../../support/facts.ts";
import { testedEndpoint, testerFacts } from "../../support/testerFacts.ts";

const steps = (tags: string) => publishFlow({ tags }, bothOpen, "plan").plan?.steps ?? [];

it("says the user's tags with every call that makes something, and no others", () => {
  const tagged = steps("team=platform, stage=").filter((step) => ownTags(step).length > 0);
  const making = [
    "CreateSecurityGroup",
    "AuthorizeSecurityGroupIngress",
    "RunInstances",
    "CreateTargetGroup",
  ];
  const balancing = ["CreateLoadBalancer", "CreateListener", "CreateVpcEndpointServiceConfiguration"];
  expect(new Set(tagged.map(({ operation }) => operation))).toEqual(new Set([...making, ...balancing]));
  for (const step of tagged) expect(tagsLine(ownTags(step))).toBe("Tagged team=platform, stage=");
  expect(steps("").flatMap(ownTags)).toEqual([]);
  const tester = testerFlow({ testedEndpoint }, testerFacts(), "plan");
  expect(tester.plan?.steps.flatMap(ownTags)).toEqual([]);
});

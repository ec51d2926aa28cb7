import { describe, expect, it } from "vitest";
import { type PlanFormat, planFormats } from "../../../../src/core/plan/planFormat.ts";
import { cloudFormationMappings } from "../../../../src/core/plan/render/cloudFormation/cloudFormation.ts";
import { renderPlan } from "../../../../src/core/plan/render/renderPlan.ts";
import { terraformMappings } from "../../../../src/core/plan/render/terraform/terraform.ts";
import type { Plan } from "../../../../src/core/plan/step.ts";
import { describedPlans, outputPlans } from "../../../support/outputPlans.ts";

const extensions: Readonly<Record<PlanFormat, string>> = {
  terraform: "tf",
  cloudFormation: "yaml",
  cli: "sh",
};

describe.each(Object.entries(outputPlans))("%s", (name, plan) => {
  it.each(planFormats(plan))("as %s reads as its golden file", async (format) => {
    const file = `${name.replaceAll(" ", "-")}.${extensions[format]}`;
    await expect(renderPlan(plan, format)).toMatchFileSnapshot(`../../../golden/outputs/${file}`);
  });

  it.each(planFormats(plan))("as %s drops no call and knows every member", (format) => {
    const text = renderPlan(plan, format);
    for (const [index, { operation }] of plan.steps.entries()) {
      expect(text).toContain(`${index + 1}. ${operation}`);
    }
    const unknown = [...text.matchAll(/has no counterpart for (\S+)/g)].map(([, member]) => member);
    expect(unknown).toEqual(format === "cloudFormation" ? withoutCounterpart(plan) : []);
  });
});

/** The specification of CloudFormation's endpoint has no fixed addresses. */
function withoutCounterpart({ steps }: Plan): readonly string[] {
  const members = steps.flatMap(({ input }) => Object.keys(input));
  return members.includes("SubnetConfigurations")
    ? ["SubnetConfigurations.0.SubnetId", "SubnetConfigurations.0.Ipv4"]
    : [];
}

describe("mappings", () => {
  const operations = new Set(
    Object.values(describedPlans).flatMap(({ steps }) => steps.map(({ operation }) => operation)),
  );

  it.each(Object.entries({ terraformMappings, cloudFormationMappings }))(
    "%s know every call of plans",
    (_, mappings) => {
      expect([...operations].filter((operation) => mappings[operation] === undefined)).toEqual([]);
    },
  );
});

describe("a call that nobody has mapped", () => {
  it.each(["terraform", "cloudFormation"] as const)(
    "is written into %s as a comment with its command",
    (format) => {
      const plan = outputPlans["connect to the service"];
      const [group] = plan?.steps ?? [];
      if (plan === undefined || group === undefined) throw new Error("The plan has no steps.");
      const unheard = { ...group, operation: "MakeTea", input: { Kind: "green", Sugar: false } };
      const text = renderPlan({ ...plan, steps: [unheard] }, format);
      expect(text).toContain("cannot express MakeTea");
      expect(text).toMatch(/# aws ec2 make-tea \\\n *# +--profile consumer/);
      expect(text).toMatch(/# +--kind green/);
    },
  );

  it.each(["terraform", "cloudFormation"] as const)(
    "says what of a call %s has no counterpart for",
    (format) => {
      const plan = outputPlans["connect to the service"];
      const [group] = plan?.steps ?? [];
      if (plan === undefined || group === undefined) throw new Error("The plan has no steps.");
      const text = renderPlan(
        { ...plan, steps: [{ ...group, input: { ...group.input, Mood: "good" } }] },
        format,
      );
      expect(text).toContain('has no counterpart for Mood = "good"');
    },
  );
});

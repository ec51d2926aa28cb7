import { describe, expect, it } from "vitest";
import type { Footprint } from "../../../src/core/model/footprint.ts";
import { planMonthlyCost } from "../../../src/core/plan/cost.ts";
import type { Answers } from "../../../src/core/wizard/form.ts";
import { tearDownFlow } from "../../../src/core/wizard/tearDownFlow.ts";
import { tearDownOf, testersFootprint } from "../../support/footprints.ts";

const { testers } = testersFootprint;
if (testers?.role === undefined) throw new Error("The footprint has no role.");
const { role } = testers;

function view(answers: Answers = {}, change: Partial<Footprint> = {}) {
  const { facts, target } = tearDownOf({ ...testersFootprint, ...change });
  return tearDownFlow({ target, ...answers }, facts, "plan-1");
}

function operations(answers: Answers = {}, change: Partial<Footprint> = {}) {
  return view(answers, change).plan?.steps.map(({ operation }) => operation);
}

function refused(field: string, change: Partial<Footprint>) {
  const found = view({}, change)
    .form.sections.flatMap(({ fields }) => fields)
    .find(({ id }) => id === field);
  return found?.kind === "set"
    ? found.options.map(({ refused: why, because }) => ({ why, because }))
    : undefined;
}

const roleCalls = [
  "RemoveRoleFromInstanceProfile",
  "DeleteInstanceProfile",
  "DetachRolePolicy",
  "DeleteRole",
];

describe("tearing testers down", () => {
  it("takes the instance, its way to Systems Manager, the role and the groups", () => {
    expect(operations()).toEqual([
      "DeleteVpcEndpoints",
      "DeleteVpcEndpoints",
      "TerminateInstances",
      ...roleCalls,
      "DeleteSecurityGroup",
      "DeleteSecurityGroup",
    ]);
    const { plan } = view();
    expect(plan && planMonthlyCost(plan)).toBeCloseTo(2 * 7.3 + 0.0051 * 730);
  });

  it("is called after the testers, or their VPC when none runs any more", () => {
    expect(view().plan?.name).toBe("tester");
    expect(view({}, { instances: [] }).plan?.name).toBe("flask-hello");
  });

  it("is offered only when it is asked for", () => {
    const { facts } = tearDownOf(testersFootprint);
    const [field] = tearDownFlow({}, facts, "plan-1").form.sections[0]?.fields ?? [];
    expect(field).toMatchObject({ options: [] });
  });

  it("leaves endpoints through which other instances reach Systems Manager", () => {
    const others = { testers: { ...testers, otherManaged: ["web-1"] } };
    expect(refused("endpoints", others)).toEqual([
      { why: "usedElsewhere", because: ["web-1"] },
      { why: "usedElsewhere", because: ["web-1"] },
    ]);
    expect(operations({}, others)).toEqual(["TerminateInstances", ...roleCalls, "DeleteSecurityGroup"]);
  });

  it("leaves the role to testers elsewhere", () => {
    const others = { testers: { ...testers, role: { ...role, otherInstances: ["tester-far"] } } };
    expect(refused("testerRoles", others)).toEqual([{ why: "usedElsewhere", because: ["tester-far"] }]);
    expect(operations({}, others)).not.toContain("DeleteRole");
  });

  it("leaves a role that the toolkit did not make, unless it is ticked", () => {
    const strange = { testers: { ...testers, role: { ...role, tags: {} } } };
    expect(operations({}, strange)).not.toContain("DeleteRole");
    expect(operations({ testerRoles: [role.name] }, strange)).toContain("DeleteRole");
  });

  it("keeps the way and the role for a tester that stays", () => {
    expect(operations({ instances: [] })).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import type { Failure } from "../../../src/core/model/failure.ts";
import {
  checkOf,
  missingPermissions,
  permissionsByVerdict,
  policyStatement,
  stepsToCheck,
  supportingPermissions,
  withCheck,
} from "../../../src/core/plan/preflight.ts";
import { madeSoFar, type Run, startRun, withProgress } from "../../../src/core/plan/run.ts";
import { connectFlow } from "../../../src/core/wizard/connectFlow.ts";
import { serviceOpen } from "../../support/facts.ts";

const { plan } = connectFlow({}, serviceOpen, "plan-1");
if (plan === undefined) throw new Error("The form is not complete.");
const [group, rule, endpoint] = plan.steps;
if (group === undefined || rule === undefined || endpoint === undefined)
  throw new Error("The plan has other steps.");

const denied: Failure = {
  code: "accessDenied",
  action: "ec2:CreateSecurityGroup",
  awsCode: "UnauthorizedOperation",
  message:
    "You are not authorized to perform this operation. User: arn:aws:iam::1:user/a is not authorized to perform: ec2:CreateTags on resource: *",
};

describe("a dry run", () => {
  it.each([
    [{ code: "unknown", awsCode: "DryRunOperation", message: "" }, "allowed"],
    [denied, "denied"],
    [{ code: "network", message: "" }, "unclear"],
    [{ code: "invalid", awsCode: "InvalidParameterValue", message: "" }, "unclear"],
  ] as const)("that ends with %o is %s", (failure, verdict) => {
    expect(checkOf(failure).verdict).toBe(verdict);
  });

  it("is possible while nothing is sent, and where no earlier step is needed", () => {
    const run = startRun(plan);
    expect(stepsToCheck(run)).toEqual([group]);
    expect(
      stepsToCheck(withProgress(run, group, { state: "calling", outputs: {}, answered: false })),
    ).toEqual([]);
  });

  it("that is denied leaves the step failed until it is allowed", () => {
    const failed = withCheck(startRun(plan), group, checkOf(denied), 1);
    expect(failed.progress[group.id]).toMatchObject({ state: "failed", failure: denied });
    expect(withCheck(failed, group, { verdict: "allowed" }, 2).progress[group.id]).toEqual({
      state: "pending",
      outputs: {},
    });
  });
});

describe("IAM actions", () => {
  it("are parted by what is known of them; the one that AWS names is missing, not the whole call", () => {
    const { checks = {} } = withCheck(startRun(plan), group, checkOf(denied), 1);
    expect(permissionsByVerdict(plan, checks)).toEqual({
      allowed: [],
      denied: ["ec2:CreateTags"],
      unseen: ["ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateVpcEndpoint"],
    });
    expect(permissionsByVerdict(plan).denied).toEqual([]);
  });

  it("for waits, looks and inverses are named too", () => {
    expect(supportingPermissions(plan)).toEqual([
      "ec2:DescribeSecurityGroups",
      "ec2:DeleteSecurityGroup",
      "ec2:DescribeSecurityGroupRules",
      "ec2:RevokeSecurityGroupIngress",
      "ec2:DescribeVpcEndpoints",
      "ec2:DeleteVpcEndpoints",
    ]);
  });

  it("that are missing become a policy statement", () => {
    const run = withCheck(startRun(plan), group, checkOf(denied), 1);
    expect(missingPermissions(run)).toEqual(["ec2:CreateTags"]);
    expect(missingPermissions(withCheck(run, group, checkOf({ ...denied, message: "No." }), 1))).toEqual([
      "ec2:CreateSecurityGroup",
    ]);
    expect(JSON.parse(policyStatement(["ec2:CreateTags"]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["ec2:CreateTags"], Resource: "*" }],
    });
  });
});

describe("what was made so far", () => {
  it("is listed newest first, with what may have been made", () => {
    const made: Run = withProgress(startRun(plan), group, {
      state: "done",
      outputs: { groupId: "sg-1" },
      answered: true,
    });
    const run = withProgress(made, rule, { state: "failed", outputs: {}, answered: false });
    expect(madeSoFar(run)).toEqual([{ step: rule }, { step: group, id: "sg-1" }]);
  });
});

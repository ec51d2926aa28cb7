import { planTag } from "../model/tags.ts";
import {
  agentPolicyArn,
  instanceTrustPolicy,
  type TesterRole,
  testerProfileArn,
  testerRoleName,
} from "../model/tester.ts";
import { type PlanContext, tagList } from "./context.ts";
import { type Find, from, type Input, type Inverse, type Look, type Step } from "./step.ts";

const gone = ["NoSuchEntity"];

/** What the account lacks of the testers' role and its instance profile. Other testers use them too, from then on. */
export function roleSteps(
  context: PlanContext,
  account: string,
  { role, policy, profile, joined }: TesterRole,
): readonly Step[] {
  const unless = usedByInstances(testerProfileArn(context.scope.region, account));
  const roleName = role ? testerRoleName : from("role", "roleName");
  const profileName = profile ? testerRoleName : from("profile", "profileName");
  return [
    ...(role ? [] : [createRole(context, unless)]),
    ...(policy ? [] : [attachPolicy(context, roleName, unless)]),
    ...(profile ? [] : [createProfile(context, unless)]),
    ...(joined ? [] : [addRole(context, { RoleName: roleName, InstanceProfileName: profileName }, unless)]),
  ];
}

function createRole(context: PlanContext, unless: Look): Step {
  return {
    ...iamStep(context, "role", "CreateRole"),
    input: {
      RoleName: testerRoleName,
      AssumeRolePolicyDocument: instanceTrustPolicy,
      Description: "Lets Systems Manager run connectivity tests on test instances",
      Tags: tagList(context),
    },
    subject: { code: "named", name: testerRoleName },
    outputs: { roleName: "Role.RoleName" },
    doneWhen: ["EntityAlreadyExists"],
    known: { roleName: testerRoleName },
    find: find(context, "GetRole", { RoleName: testerRoleName }, "Role", { roleName: "RoleName" }),
    inverse: inverse("DeleteRole", { RoleName: testerRoleName }, unless),
    permissions: ["iam:CreateRole", "iam:TagRole"],
  };
}

function attachPolicy(context: PlanContext, roleName: Input[string], unless: Look): Step {
  const input = { RoleName: roleName, PolicyArn: agentPolicyArn(context.scope.region) };
  return {
    ...iamStep(context, "policy", "AttachRolePolicy"),
    input,
    subject: { code: "policy", policy: "AmazonSSMManagedInstanceCore", role: testerRoleName },
    outputs: {},
    inverse: inverse("DetachRolePolicy", { ...input, RoleName: testerRoleName }, unless),
    permissions: ["iam:AttachRolePolicy"],
  };
}

function createProfile(context: PlanContext, unless: Look): Step {
  const name = { InstanceProfileName: testerRoleName };
  return {
    ...iamStep(context, "profile", "CreateInstanceProfile"),
    input: { ...name, Tags: tagList(context) },
    subject: { code: "named", name: testerRoleName },
    outputs: { profileName: "InstanceProfile.InstanceProfileName" },
    doneWhen: ["EntityAlreadyExists"],
    known: { profileName: testerRoleName },
    find: find(context, "GetInstanceProfile", name, "InstanceProfile", {
      profileName: "InstanceProfileName",
    }),
    inverse: inverse("DeleteInstanceProfile", name, unless),
    permissions: ["iam:CreateInstanceProfile", "iam:TagInstanceProfile"],
  };
}

/** A profile takes one role, so a second call is refused: what is in it then is this role. */
function addRole(context: PlanContext, input: Input, unless: Look): Step {
  const names = { InstanceProfileName: testerRoleName, RoleName: testerRoleName };
  return {
    ...iamStep(context, "profile-role", "AddRoleToInstanceProfile"),
    input,
    subject: { code: "inProfile", role: testerRoleName, profile: testerRoleName },
    outputs: {},
    doneWhen: ["LimitExceeded"],
    find: {
      ...find(context, "GetInstanceProfile", { InstanceProfileName: testerRoleName }, "InstanceProfile", {}),
      where: { "Tags.*.Value": context.planId, "Roles.*.RoleName": testerRoleName },
    },
    inverse: inverse("RemoveRoleFromInstanceProfile", names, unless),
    permissions: ["iam:AddRoleToInstanceProfile", "iam:PassRole"],
  };
}

function iamStep({ scope }: PlanContext, id: string, operation: string) {
  return { id, scope, service: "iam", operation } as const;
}

/** IAM's get calls tell the tags of one thing by its name; a plan's id is the value of one tag only. */
function find(
  { planId }: PlanContext,
  operation: string,
  input: Input,
  path: string,
  outputs: Find["outputs"],
): Find {
  const where = { "Tags.*.Key": planTag, "Tags.*.Value": planId };
  return { service: "iam", operation, input, path, where, noneWhen: gone, outputs };
}

function inverse(operation: string, input: Input, unless: Look): Inverse {
  // What was removed from it a moment ago may still hold it.
  return { service: "iam", operation, input, goneWhen: gone, retryOn: ["DeleteConflict"], unless };
}

/** Instances that have the profile, whoever started them. */
function usedByInstances(profileArn: string): Look {
  return {
    service: "ec2",
    operation: "DescribeInstances",
    input: {
      Filters: [
        { Name: "iam-instance-profile.arn", Values: [profileArn] },
        { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] },
      ],
    },
    path: "Reservations.*.Instances.*",
    where: {},
    noneWhen: [],
  };
}

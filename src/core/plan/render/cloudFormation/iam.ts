import { namedResource, noProfileTags } from "../../../../text/planOutputs.ts";
import type { Value } from "../../step.ts";
import {
  type Mapping,
  type Mappings,
  type Members,
  type Node,
  sets,
  type Values,
  valuesOf,
} from "../template.ts";

const named = (type: string, members: Members, output: string, remark: string): Mapping => ({
  produces: type,
  // What `!Ref` gives is the name.
  attributes: { [output]: "" },
  pieces: ({ input }, node) => {
    const { values, unknown } = valuesOf(input, members, node);
    return [{ kind: "resource", type, values, remark }, ...unknown];
  },
});

/** A policy is JSON text for the API, and a map here. */
function policy(value: Value): Values {
  // JSON has none of the format's expressions.
  const document: Node = typeof value === "string" ? JSON.parse(value) : "";
  return { AssumeRolePolicyDocument: document };
}

export const iam: Mappings = {
  AddRoleToInstanceProfile: sets("InstanceProfileName", {
    RoleName: (value, node) => ({ Roles: [node(value)] }),
  }),
  AttachRolePolicy: sets(
    "RoleName",
    { PolicyArn: (value, node) => ({ ManagedPolicyArns: [node(value)] }) },
    true,
  ),
  CreateInstanceProfile: named(
    "AWS::IAM::InstanceProfile",
    { InstanceProfileName: "InstanceProfileName", Tags: "" },
    "InstanceProfile.InstanceProfileName",
    `${namedResource} ${noProfileTags}`,
  ),
  CreateRole: named(
    "AWS::IAM::Role",
    { RoleName: "RoleName", AssumeRolePolicyDocument: policy, Description: "Description", Tags: "Tags" },
    "Role.RoleName",
    namedResource,
  ),
};

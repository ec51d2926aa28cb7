import { type Mappings, makes, sets } from "../template.ts";
import { tags } from "./tags.ts";

/*
 * Argument names are those of hashicorp/aws 6; a test compares them with a list taken from the provider's schema.
 */

export const iam: Mappings = {
  AddRoleToInstanceProfile: sets("InstanceProfileName", { RoleName: "role" }),
  AttachRolePolicy: makes("aws_iam_role_policy_attachment", { RoleName: "role", PolicyArn: "policy_arn" }),
  CreateInstanceProfile: makes(
    "aws_iam_instance_profile",
    { InstanceProfileName: "name", Tags: tags },
    { attributes: { "InstanceProfile.InstanceProfileName": "name" } },
  ),
  CreateRole: makes(
    "aws_iam_role",
    {
      RoleName: "name",
      AssumeRolePolicyDocument: "assume_role_policy",
      Description: "description",
      Tags: tags,
    },
    { attributes: { "Role.RoleName": "name" } },
  ),
};

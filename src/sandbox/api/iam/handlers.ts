import type { Call, Handlers } from "../call.ts";
import {
  addRoleToInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  removeRoleFromInstanceProfile,
} from "./instanceProfiles.ts";
import {
  attachRolePolicy,
  createRole,
  deleteRole,
  detachRolePolicy,
  getRole,
  listAttachedRolePolicies,
} from "./roles.ts";

export const iamHandlers: Handlers = {
  AddRoleToInstanceProfile: addRoleToInstanceProfile,
  AttachRolePolicy: attachRolePolicy,
  CreateInstanceProfile: createInstanceProfile,
  CreateRole: createRole,
  DeleteInstanceProfile: deleteInstanceProfile,
  DeleteRole: deleteRole,
  DetachRolePolicy: detachRolePolicy,
  GetInstanceProfile: getInstanceProfile,
  GetRole: getRole,
  ListAccountAliases: listAccountAliases,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
};

function listAccountAliases(_input: object, { account }: Call): object {
  return { AccountAliases: account.alias === "" ? [] : [account.alias], IsTruncated: false };
}

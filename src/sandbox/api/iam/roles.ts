import { rolesAgents } from "../../guest/agent.ts";
import type { Role } from "../../state/identity.ts";
import { type Tag, tagList, tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import { isRecord } from "../../wire/values.ts";
import type { Call } from "../call.ts";
import { alreadyExists, checkedName, uniqueId } from "./names.ts";

interface CreateRole {
  RoleName: string;
  AssumeRolePolicyDocument: string;
  Path?: string;
  Description?: string;
  MaxSessionDuration?: number;
  Tags?: Tag[];
}

interface RolePolicy {
  RoleName: string;
  PolicyArn: string;
}

interface ListAttached {
  RoleName: string;
  Marker?: string;
  MaxItems?: number;
}

const oneHour = 3600;

export function createRole(input: CreateRole, call: Call): object {
  const { name, path } = checkedName(input.RoleName, input.Path);
  if (findRole(name, call) !== undefined) throw alreadyExists("Role", name);
  const role: Role = {
    account: call.account.id,
    arn: `arn:aws:iam::${call.account.id}:role${path}${name}`,
    id: uniqueId("AROA"),
    name,
    path,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    trustPolicy: checkedPolicy(input.AssumeRolePolicyDocument),
    maxSessionSeconds: input.MaxSessionDuration ?? oneHour,
    policyArns: [],
    tags: tagsFrom(input.Tags),
    createdAt: call.clock.now(),
  };
  call.world.roles.set(role.arn, role);
  return { Role: roleOutput(role) };
}

export function getRole(input: { RoleName: string }, call: Call): object {
  return { Role: roleOutput(ownRole(input.RoleName, call)) };
}

export function deleteRole(input: { RoleName: string }, call: Call): object {
  const role = ownRole(input.RoleName, call);
  const inProfile = [...call.world.instanceProfiles.values()].some(({ roleArn }) => roleArn === role.arn);
  if (inProfile) throw conflict("must remove roles from instance profile first.");
  if (role.policyArns.length > 0) throw conflict("must detach all policies first.");
  call.world.roles.delete(role.arn);
  return {};
}

/** AWS's own policies are taken to exist under any name; the sandbox has no others. */
export function attachRolePolicy(input: RolePolicy, call: Call): object {
  const role = ownRole(input.RoleName, call);
  if (!/^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(input.PolicyArn)) {
    const message = `Policy ${input.PolicyArn} does not exist or is not attachable.`;
    throw new AwsError("NoSuchEntity", message);
  }
  role.policyArns = [...new Set([...role.policyArns, input.PolicyArn])];
  rolesAgents(role, call.world, call.clock);
  return {};
}

export function detachRolePolicy(input: RolePolicy, call: Call): object {
  const role = ownRole(input.RoleName, call);
  if (!role.policyArns.includes(input.PolicyArn)) {
    throw new AwsError("NoSuchEntity", `Policy ${input.PolicyArn} was not found.`);
  }
  role.policyArns = role.policyArns.filter((arn) => arn !== input.PolicyArn);
  return {};
}

export function listAttachedRolePolicies(input: ListAttached, call: Call): object {
  const arns = ownRole(input.RoleName, call).policyArns;
  const start = Number(input.Marker ?? 0);
  const end = start + (input.MaxItems ?? 100);
  return {
    AttachedPolicies: arns.slice(start, end).map((PolicyArn) => ({
      PolicyArn,
      PolicyName: PolicyArn.split("/").at(-1),
    })),
    IsTruncated: end < arns.length,
    ...(end < arns.length ? { Marker: String(end) } : {}),
  };
}

/** The caller's role; throws `NoSuchEntity`. */
export function ownRole(name: string, call: Call): Role {
  const role = findRole(name, call);
  if (role !== undefined) return role;
  throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`);
}

/** Policy documents are URL-encoded in IAM's answers. */
export function roleOutput(role: Role): object {
  return {
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    Path: role.path,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    Tags: tagList(role.tags),
  };
}

/** The refusal to delete what something else rests on. */
export function conflict(reason: string): AwsError {
  return new AwsError("DeleteConflict", `Cannot delete entity, ${reason}`);
}

function findRole(name: string, call: Call): Role | undefined {
  return [...call.world.roles.values()].find(
    (role) => role.account === call.account.id && role.name.toLowerCase() === name.toLowerCase(),
  );
}

function checkedPolicy(document: string): string {
  try {
    const policy: unknown = JSON.parse(document);
    if (isRecord(policy) && policy["Statement"] !== undefined) return document;
  } catch {
    // Answered below.
  }
  throw new AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
}

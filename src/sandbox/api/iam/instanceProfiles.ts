import { rolesAgents } from "../../guest/agent.ts";
import type { InstanceProfile } from "../../state/identity.ts";
import { type Tag, tagList, tagsFrom } from "../../state/tags.ts";
import { AwsError } from "../../wire/awsError.ts";
import type { Call } from "../call.ts";
import { alreadyExists, checkedName, uniqueId } from "./names.ts";
import { conflict, ownRole, roleOutput } from "./roles.ts";

interface CreateProfile {
  InstanceProfileName: string;
  Path?: string;
  Tags?: Tag[];
}

interface ProfileName {
  InstanceProfileName: string;
}

interface ProfileRole extends ProfileName {
  RoleName: string;
}

export function createInstanceProfile(input: CreateProfile, call: Call): object {
  const { name, path } = checkedName(input.InstanceProfileName, input.Path);
  if (findProfile(name, call) !== undefined) throw alreadyExists("Instance Profile", name);
  const createdAt = call.clock.now();
  const profile: InstanceProfile = {
    account: call.account.id,
    arn: `arn:aws:iam::${call.account.id}:instance-profile${path}${name}`,
    id: uniqueId("AIPA"),
    name,
    path,
    tags: tagsFrom(input.Tags),
    createdAt,
    knownToEc2At: new Date(createdAt.getTime() + call.clock.delay("profilePropagating")),
  };
  call.world.instanceProfiles.set(profile.arn, profile);
  return { InstanceProfile: profileOutput(profile, call) };
}

export function getInstanceProfile(input: ProfileName, call: Call): object {
  return { InstanceProfile: profileOutput(ownProfile(input.InstanceProfileName, call), call) };
}

export function deleteInstanceProfile(input: ProfileName, call: Call): object {
  const profile = ownProfile(input.InstanceProfileName, call);
  if (profile.roleArn !== undefined) throw conflict("must remove roles from instance profile first.");
  call.world.instanceProfiles.delete(profile.arn);
  return {};
}

export function addRoleToInstanceProfile(input: ProfileRole, call: Call): object {
  const profile = ownProfile(input.InstanceProfileName, call);
  const role = ownRole(input.RoleName, call);
  if (profile.roleArn !== undefined) {
    const message = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
    throw new AwsError("LimitExceeded", message);
  }
  profile.roleArn = role.arn;
  rolesAgents(role, call.world, call.clock);
  return {};
}

export function removeRoleFromInstanceProfile(input: ProfileRole, call: Call): object {
  const profile = ownProfile(input.InstanceProfileName, call);
  const role = ownRole(input.RoleName, call);
  if (profile.roleArn !== role.arn) {
    const message = `Role ${role.name} is not associated with Instance Profile ${profile.name}`;
    throw new AwsError("NoSuchEntity", message);
  }
  delete profile.roleArn;
  return {};
}

function ownProfile(name: string, call: Call): InstanceProfile {
  const profile = findProfile(name, call);
  if (profile !== undefined) return profile;
  throw new AwsError("NoSuchEntity", `Instance Profile ${name} cannot be found.`);
}

function findProfile(name: string, call: Call): InstanceProfile | undefined {
  return [...call.world.instanceProfiles.values()].find(
    (profile) => profile.account === call.account.id && profile.name.toLowerCase() === name.toLowerCase(),
  );
}

function profileOutput(profile: InstanceProfile, call: Call): object {
  const role = call.world.roles.get(profile.roleArn ?? "");
  return {
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    Path: profile.path,
    CreateDate: profile.createdAt,
    Roles: role === undefined ? [] : [roleOutput(role)],
    Tags: tagList(profile.tags),
  };
}

import { registerAgent } from "../../guest/agent.ts";
import type { Instance } from "../../state/compute.ts";
import type { InstanceProfile } from "../../state/identity.ts";
import { resourceId } from "../../state/ids.ts";
import { AwsError } from "../../wire/awsError.ts";
import { type Call, owned } from "../call.ts";
import { applyFilters, type Filter, type FilterReaders } from "../filters.ts";
import { type PageRequest, page } from "../paging.ts";
import { ownInstance } from "./instances.ts";

export interface ProfileReference {
  Name?: string;
  Arn?: string;
}

interface Associate {
  IamInstanceProfile: ProfileReference;
  InstanceId: string;
}

interface DescribeAssociations extends PageRequest {
  AssociationIds?: string[];
  Filters?: Filter[];
}

type Associated = Instance & Required<Pick<Instance, "instanceProfileArn" | "profileAssociation">>;

const readers: FilterReaders<Associated> = {
  "instance-id": (instance) => instance.id,
  state: (instance) => instance.profileAssociation.state,
};

export function associateProfile(input: Associate, call: Call): object {
  const instance = ownInstance(input.InstanceId, call);
  const profile = knownProfile(input.IamInstanceProfile, call);
  if (instance.state !== "running" && instance.state !== "stopped" && instance.state !== "pending") {
    const message = `The instance '${instance.id}' is not in the 'running' or 'stopped' states.`;
    throw new AwsError("IncorrectInstanceState", message);
  }
  if (instance.profileAssociation !== undefined) {
    const message = `There is an existing association for instance ${instance.id}`;
    throw new AwsError("IncorrectState", message);
  }
  Object.assign(instance, newAssociation(profile));
  associated(instance, call);
  // The agent notices its new credentials after a while, without a restart.
  call.clock.later("agentRegistering", () => registerAgent(instance, call.world, call.clock));
  return { IamInstanceProfileAssociation: associations([instance], call)[0] };
}

export function describeProfileAssociations(input: DescribeAssociations, call: Call): object {
  const all = owned(call.world.instances, call).filter(isAssociated);
  const chosen = input.AssociationIds?.map((id) => byAssociation(id, all)) ?? all;
  const { items, next } = page(applyFilters(chosen, input.Filters, readers), input);
  return { IamInstanceProfileAssociations: associations(items, call), ...next };
}

/** The caller's instance profile, if EC2 knows it already: IAM's news take a while to get here. */
export function knownProfile({ Name, Arn }: ProfileReference, call: Call): InstanceProfile {
  const profile = [...call.world.instanceProfiles.values()].find(
    ({ account, name, arn }) =>
      account === call.account.id && (Arn === undefined ? name === Name : arn === Arn),
  );
  if (profile !== undefined && call.clock.now() >= profile.knownToEc2At) return profile;
  const [member, value] = Arn === undefined ? ["name", Name ?? ""] : ["arn", Arn];
  const problem = `Invalid IAM Instance Profile ${member === "arn" ? "ARN" : "name"}`;
  const message = `Value (${value}) for parameter iamInstanceProfile.${member} is invalid. ${problem}`;
  throw new AwsError("InvalidParameterValue", message);
}

/** The members of an instance that gets a profile. */
export function newAssociation(
  profile: InstanceProfile,
): Pick<Associated, "instanceProfileArn" | "profileAssociation"> {
  const profileAssociation = { id: resourceId("iip-assoc"), state: "associating" as const };
  return { instanceProfileArn: profile.arn, profileAssociation };
}

/** Completes an instance's new association after a moment. */
export function associated({ profileAssociation }: Instance, call: Call): void {
  call.clock.later("profileAssociating", () => {
    if (profileAssociation !== undefined) profileAssociation.state = "associated";
  });
}

function isAssociated(instance: Instance): instance is Associated {
  return instance.profileAssociation !== undefined && instance.state !== "terminated";
}

function byAssociation(id: string, all: readonly Associated[]): Associated {
  const instance = all.find(({ profileAssociation }) => profileAssociation.id === id);
  if (instance !== undefined) return instance;
  throw new AwsError("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
}

function associations(instances: readonly Instance[], call: Call): object[] {
  return instances.filter(isAssociated).map(({ id, instanceProfileArn, profileAssociation }) => ({
    AssociationId: profileAssociation.id,
    InstanceId: id,
    IamInstanceProfile: {
      Arn: instanceProfileArn,
      Id: call.world.instanceProfiles.get(instanceProfileArn)?.id,
    },
    State: profileAssociation.state,
  }));
}

import { paginateDescribeInstanceTypeOfferings } from "@aws-sdk/client-ec2";
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  paginateListAttachedRolePolicies,
} from "@aws-sdk/client-iam";
import { PrivateLinkError } from "../core/model/failure.ts";
import type { Scope } from "../core/model/scope.ts";
import {
  agentPolicyArn,
  type TesterRole,
  type TesterTypesByZone,
  testerRoleName,
  testerTypes,
} from "../core/model/tester.ts";
import { type Attempt, collect } from "./attempt.ts";
import type { Clients } from "./clients.ts";

/** What the account has of the role of testers and its instance profile. */
export async function readTesterRole(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
): Promise<TesterRole> {
  const client = await clients.iam(scope);
  const options = { abortSignal };
  const RoleName = testerRoleName;
  const [role, policies, profile] = await Promise.all([
    ifThere(attempt(scope, "iam:GetRole", () => client.send(new GetRoleCommand({ RoleName }), options))),
    ifThere(
      attempt(scope, "iam:ListAttachedRolePolicies", () =>
        collect(
          paginateListAttachedRolePolicies({ client }, { RoleName }, options),
          (page) => page.AttachedPolicies,
        ),
      ),
    ),
    ifThere(
      attempt(scope, "iam:GetInstanceProfile", () =>
        client.send(new GetInstanceProfileCommand({ InstanceProfileName: testerRoleName }), options),
      ),
    ),
  ]);
  const wanted = agentPolicyArn(scope.region);
  return {
    role: role !== undefined,
    policy: policies?.some(({ PolicyArn }) => PolicyArn === wanted) ?? false,
    profile: profile !== undefined,
    joined: profile?.InstanceProfile?.Roles?.some((each) => each.RoleName === RoleName) ?? false,
  };
}

/** Which of the testers' types each zone offers. */
export async function listTesterTypes(
  clients: Clients,
  attempt: Attempt,
  scope: Scope,
  abortSignal: AbortSignal,
): Promise<TesterTypesByZone> {
  const client = await clients.ec2(scope);
  const input = {
    LocationType: "availability-zone-id" as const,
    Filters: [{ Name: "instance-type", Values: [...testerTypes] }],
  };
  const offerings = await attempt(scope, "ec2:DescribeInstanceTypeOfferings", () =>
    collect(
      paginateDescribeInstanceTypeOfferings({ client }, input, { abortSignal }),
      (page) => page.InstanceTypeOfferings,
    ),
  );
  const byZone = Map.groupBy(offerings, ({ Location = "" }) => Location);
  return Object.fromEntries(
    [...byZone].map(([zoneId, offered]) => [
      zoneId,
      testerTypes.filter((type) => offered.some(({ InstanceType }) => InstanceType === type)),
    ]),
  );
}

async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PrivateLinkError && error.code === "notFound") return undefined;
    throw error;
  }
}

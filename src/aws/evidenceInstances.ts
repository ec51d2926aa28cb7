import { paginateDescribeInstances, type Instance as SdkInstance } from "@aws-sdk/client-ec2";
import { GetInstanceProfileCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import type { InstanceChoice } from "../app/aws.ts";
import type { InstanceFacts, InstanceRole } from "../core/diagnose/evidence/network.ts";
import { optional } from "./mapping.ts";
import { toInstance } from "./networks.ts";
import { type Filters, listEc2, type Reading } from "./reading.ts";

const pageSize = 1000;

/** AWS goes on listing terminated instances for an hour; they are left out. */
export async function readInstances(
  reading: Reading,
  choice: InstanceChoice,
): Promise<readonly InstanceFacts[]> {
  const found = await listEc2(
    reading,
    "ec2:DescribeInstances",
    filtersOf(choice),
    (client, input, abortSignal) => paginateDescribeInstances({ client, pageSize }, input, { abortSignal }),
    (page) => page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
  );
  return found.filter(({ State }) => State?.Name !== "terminated" || "ids" in choice).map(toFacts);
}

function filtersOf(choice: InstanceChoice): Filters {
  if ("ids" in choice) return { "instance-id": choice.ids };
  if ("addresses" in choice) return { "private-ip-address": choice.addresses, "vpc-id": choice.vpcIds };
  return { "vpc-id": choice.vpcIds };
}

function toFacts(instance: SdkInstance): InstanceFacts {
  return {
    ...toInstance(instance),
    ...optional("profileArn", instance.IamInstanceProfile?.Arn),
    metadataEnabled: instance.MetadataOptions?.HttpEndpoint !== "disabled",
    hasPublicIp: instance.PublicIpAddress !== undefined,
  };
}

/** The role of an instance profile, and the managed policies of the role: two calls, one after the other. */
export async function readRole(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  profileArn: string,
): Promise<InstanceRole | undefined> {
  const client = await clients.iam(scope);
  const InstanceProfileName = profileArn.slice(profileArn.lastIndexOf("/") + 1);
  const { InstanceProfile } = await attempt(scope, "iam:GetInstanceProfile", () =>
    client.send(new GetInstanceProfileCommand({ InstanceProfileName }), { abortSignal }),
  );
  const name = InstanceProfile?.Roles?.[0]?.RoleName;
  if (name === undefined) return undefined;
  const { AttachedPolicies = [] } = await attempt(scope, "iam:ListAttachedRolePolicies", () =>
    client.send(new ListAttachedRolePoliciesCommand({ RoleName: name }), { abortSignal }),
  );
  return { name, policyArns: AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []) };
}

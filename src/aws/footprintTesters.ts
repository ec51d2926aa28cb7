import {
  paginateDescribeInstances,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeVpcEndpoints,
} from "@aws-sdk/client-ec2";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { paginateDescribeInstanceInformation } from "@aws-sdk/client-ssm";
import { PrivateLinkError } from "../core/model/failure.ts";
import type { Footprint, TesterRoleFootprint } from "../core/model/footprint.ts";
import { isDeletable } from "../core/model/states.ts";
import { displayName, planTag, type Tags } from "../core/model/tags.ts";
import { testerRoleName, testerTag } from "../core/model/tester.ts";
import { collect } from "./attempt.ts";
import { toEndpoint } from "./endpoints.ts";
import { readSecurityGroups } from "./footprintGroups.ts";
import { toTags } from "./mapping.ts";
import type { Reading } from "./reading.ts";

const pageSize = 1000;
const tagged = { Name: "tag-key", Values: [testerTag] };

/** Everything that was made for testers of a VPC, found by its tag: the instances may have ended by themselves. */
export async function testerFootprint(reading: Reading, vpcId: string): Promise<Footprint> {
  const [living, endpoints, managed, groups, rules] = await Promise.all([
    listInstances(reading),
    listTagged(reading, vpcId),
    listManaged(reading),
    listGroups(reading, vpcId),
    listRules(reading),
  ]);
  const here = living.filter((each) => each.vpcId === vpcId);
  const testers = here.filter(isTester);
  const groupIds = [...groups, ...rules].map(({ groupId }) => groupId);
  const plans = plansOf([...testers, ...endpoints, ...groups]);
  const others = living.filter((each) => !testers.includes(each));
  const [securityGroups, role] = await Promise.all([
    readSecurityGroups(reading, [vpcId], groupIds, plans),
    readRole(reading, others.filter(({ profileArn }) => isTesterProfile(profileArn)).map(displayName)),
  ]);
  return {
    connections: [],
    notificationIds: [],
    loadBalancers: [],
    targetGroups: [],
    instances: testers.map(({ id, type, tags }) => ({ id, type, tags, otherTargetGroups: [] })),
    securityGroups,
    testers: {
      endpoints,
      otherManaged: here.filter((each) => !isTester(each) && managed.includes(each.id)).map(displayName),
      plans,
      ...(role !== undefined && { role }),
    },
  };
}

interface FoundInstance {
  readonly id: string;
  readonly vpcId: string;
  readonly type: string;
  readonly profileArn: string;
  readonly tags: Tags;
}

/** All that are not gone or going: those of other VPCs may have the testers' role too. */
async function listInstances({
  clients,
  attempt,
  scope,
  signal: abortSignal,
}: Reading): Promise<readonly FoundInstance[]> {
  const client = await clients.ec2(scope);
  const Filters = [{ Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] }];
  const found = await attempt(scope, "ec2:DescribeInstances", () =>
    collect(paginateDescribeInstances({ client, pageSize }, { Filters }, { abortSignal }), (page) =>
      (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []),
    ),
  );
  return found.map(({ InstanceId = "", InstanceType = "", IamInstanceProfile, Tags, VpcId = "" }) => ({
    id: InstanceId,
    vpcId: VpcId,
    type: InstanceType,
    profileArn: IamInstanceProfile?.Arn ?? "",
    tags: toTags(Tags),
  }));
}

async function listTagged({ clients, attempt, scope, signal: abortSignal }: Reading, vpcId: string) {
  const client = await clients.ec2(scope);
  const Filters = [tagged, { Name: "vpc-id", Values: [vpcId] }];
  const found = await attempt(scope, "ec2:DescribeVpcEndpoints", () =>
    collect(
      paginateDescribeVpcEndpoints({ client, pageSize }, { Filters }, { abortSignal }),
      (page) => page.VpcEndpoints,
    ),
  );
  return found.map(toEndpoint).filter(isDeletable);
}

async function listGroups({ clients, attempt, scope, signal: abortSignal }: Reading, vpcId: string) {
  const client = await clients.ec2(scope);
  const Filters = [tagged, { Name: "vpc-id", Values: [vpcId] }];
  const found = await attempt(scope, "ec2:DescribeSecurityGroups", () =>
    collect(
      paginateDescribeSecurityGroups({ client, pageSize }, { Filters }, { abortSignal }),
      (page) => page.SecurityGroups,
    ),
  );
  return found.map(({ GroupId = "", Tags }) => ({ groupId: GroupId, tags: toTags(Tags) }));
}

/** In groups that were there before, only a rule shows what was done. */
async function listRules({ clients, attempt, scope, signal: abortSignal }: Reading) {
  const client = await clients.ec2(scope);
  const found = await attempt(scope, "ec2:DescribeSecurityGroupRules", () =>
    collect(
      paginateDescribeSecurityGroupRules({ client, pageSize }, { Filters: [tagged] }, { abortSignal }),
      (page) => page.SecurityGroupRules,
    ),
  );
  return found.map(({ GroupId = "", Tags }) => ({ groupId: GroupId, tags: toTags(Tags) }));
}

async function listManaged({ clients, attempt, scope, signal: abortSignal }: Reading) {
  const client = await clients.ssm(scope);
  const found = await attempt(scope, "ssm:DescribeInstanceInformation", () =>
    collect(
      paginateDescribeInstanceInformation({ client, pageSize: 50 }, {}, { abortSignal }),
      (page) => page.InstanceInformationList,
    ),
  );
  return found.flatMap(({ InstanceId }) => InstanceId ?? []);
}

async function readRole(
  { clients, attempt, scope, signal: abortSignal }: Reading,
  otherInstances: readonly string[],
): Promise<TesterRoleFootprint | undefined> {
  const client = await clients.iam(scope);
  try {
    const { Role } = await attempt(scope, "iam:GetRole", () =>
      client.send(new GetRoleCommand({ RoleName: testerRoleName }), { abortSignal }),
    );
    return { name: testerRoleName, tags: toTags(Role?.Tags), otherInstances };
  } catch (error) {
    if (error instanceof PrivateLinkError && error.code === "notFound") return undefined;
    throw error;
  }
}

function isTester({ tags }: { readonly tags: Tags }): boolean {
  return tags[testerTag] !== undefined;
}

function isTesterProfile(arn: string): boolean {
  return arn.endsWith(`/${testerRoleName}`);
}

function plansOf(things: readonly { readonly tags: Tags }[]): readonly string[] {
  return [...new Set(things.flatMap(({ tags }) => tags[planTag] ?? []))];
}

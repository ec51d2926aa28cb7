import * as ec2 from "@aws-sdk/client-ec2";
import * as iam from "@aws-sdk/client-iam";
import { DescribeInstanceInformationCommand, GetConnectionStatusCommand } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clients, clientsOf, eventually } from "../unit/sandbox/clients.ts";
import { managedInstance } from "../unit/sandbox/remote.ts";
import { first, named, openStage, refused, type Stage, until } from "../unit/sandbox/stage.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const agentPolicy = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

function trusting(principal: object, condition?: object): string {
  const statement = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [condition ? { ...statement, Condition: condition } : statement],
  });
}

const createRole = (clients: Clients, RoleName: string, AssumeRolePolicyDocument: string) =>
  clients.iam.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));

/** A role and a profile with its name, as instances have them. */
async function createProfile(name: string): Promise<void> {
  await createRole(stage.consumer, name, trusting({ Service: "ec2.amazonaws.com" }));
  await stage.consumer.iam.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: name }));
  const both = { InstanceProfileName: name, RoleName: name };
  await stage.consumer.iam.send(new iam.AddRoleToInstanceProfileCommand(both));
}

const launch = (IamInstanceProfile?: ec2.IamInstanceProfileSpecification) => {
  const { imageId, subnetId } = named(stage.sandbox.world.instances, "tester");
  const input = { ImageId: imageId, SubnetId: subnetId, MinCount: 1, MaxCount: 1 };
  return stage.consumer.ec2.send(
    new ec2.RunInstancesCommand({ ...input, ...(IamInstanceProfile && { IamInstanceProfile }) }),
  );
};

describe("roles and instance profiles", () => {
  it("are made once, and deleted in the only order that works", async () => {
    const { iam: client } = stage.consumer;
    const [RoleName, InstanceProfileName] = ["app", "app"];
    await createProfile(RoleName);
    const policy = { RoleName, PolicyArn: agentPolicy };
    await client.send(new iam.AttachRolePolicyCommand(policy));
    const twice = createRole(stage.consumer, "APP", trusting({ AWS: "*" }));
    await expect(twice).rejects.toMatchObject(refused("EntityAlreadyExistsException"));
    const { AttachedPolicies } = await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies).toEqual([
      { PolicyArn: agentPolicy, PolicyName: "AmazonSSMManagedInstanceCore" },
    ]);
    const { InstanceProfile } = await client.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }));
    expect(InstanceProfile?.Roles).toMatchObject([{ RoleName }]);
    const document = decodeURIComponent(InstanceProfile?.Roles?.[0]?.AssumeRolePolicyDocument ?? "");
    expect(JSON.parse(document)).toMatchObject({ Version: "2012-10-17" });

    const conflict = (reason: string) => refused("DeleteConflictException", reason);
    const deleteRole = () => client.send(new iam.DeleteRoleCommand({ RoleName }));
    const deleteProfile = () => client.send(new iam.DeleteInstanceProfileCommand({ InstanceProfileName }));
    await expect(deleteProfile()).rejects.toMatchObject(conflict("remove roles from instance profile"));
    await expect(deleteRole()).rejects.toMatchObject(conflict("remove roles from instance profile"));
    await client.send(new iam.RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName }));
    await expect(deleteRole()).rejects.toMatchObject(conflict("detach all policies"));
    await client.send(new iam.DetachRolePolicyCommand(policy));
    await deleteRole();
    await deleteProfile();
    const gone = client.send(new iam.GetRoleCommand({ RoleName }));
    await expect(gone).rejects.toMatchObject(refused("NoSuchEntityException"));
  });

  it("a profile takes one role, a role takes AWS's policies, and both need proper names", async () => {
    const { iam: client } = stage.consumer;
    await createProfile("app");
    const again = { InstanceProfileName: "app", RoleName: "app" };
    await expect(client.send(new iam.AddRoleToInstanceProfileCommand(again))).rejects.toMatchObject(
      refused("LimitExceededException"),
    );
    const PolicyArn = "arn:aws:iam::444455556666:policy/mine";
    const own = client.send(new iam.AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
    await expect(own).rejects.toMatchObject(refused("NoSuchEntityException"));
    await expect(createRole(stage.consumer, "a b", trusting({ AWS: "*" }))).rejects.toMatchObject(
      refused("ValidationError"),
    );
    await expect(createRole(stage.consumer, "b", "{")).rejects.toMatchObject(
      refused("MalformedPolicyDocumentException"),
    );
  });

  it("EC2 does not know a new profile at once", async () => {
    await createProfile("app");
    const profile = [...stage.sandbox.world.instanceProfiles.values()].find(({ name }) => name === "app");
    expect(profile?.knownToEc2At.getTime()).toBeGreaterThan(profile?.createdAt.getTime() ?? 0);
    const hour = 3_600_000;
    Object.assign(profile ?? {}, { knownToEc2At: new Date(Date.now() + hour) });
    await expect(launch({ Name: "app" })).rejects.toMatchObject(
      refused("InvalidParameterValue", "Invalid IAM Instance Profile name"),
    );
    Object.assign(profile ?? {}, { knownToEc2At: new Date() });
    const { Instances } = await launch({ Name: "app" });
    expect(Instances?.[0]?.IamInstanceProfile?.Arn).toBe("arn:aws:iam::444455556666:instance-profile/app");
    const other = launch({ Arn: "arn:aws:iam::444455556666:instance-profile/other" });
    await expect(other).rejects.toMatchObject(refused("InvalidParameterValue"));
  });

  it("an instance becomes a managed one when it gets a profile whose role lets it", async () => {
    const { Instances } = await launch();
    const InstanceId = Instances?.[0]?.InstanceId ?? "";
    const instance = stage.sandbox.world.instances.get(InstanceId);
    await until(() => instance?.state === "running");
    await createProfile("app");
    const associate = () =>
      stage.consumer.ec2.send(
        new ec2.AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: "app" } }),
      );
    const { IamInstanceProfileAssociation } = await eventually(() => associate().catch(() => undefined));
    expect(IamInstanceProfileAssociation).toMatchObject({ InstanceId, State: "associating" });
    await expect(associate()).rejects.toMatchObject(refused("IncorrectState", "existing association"));
    await until(() => instance?.profileAssociation?.state === "associated");
    const Filters = [{ Name: "instance-id", Values: [InstanceId] }];
    const listed = await stage.consumer.ec2.send(
      new ec2.DescribeIamInstanceProfileAssociationsCommand({ Filters }),
    );
    expect(listed.IamInstanceProfileAssociations).toMatchObject([{ State: "associated" }]);
    const connected = async () => {
      const { Status } = await stage.consumer.ssm.send(
        new GetConnectionStatusCommand({ Target: InstanceId }),
      );
      return Status;
    };
    expect(await connected()).toBe("notconnected");
    const attach = new iam.AttachRolePolicyCommand({ RoleName: "app", PolicyArn: agentPolicy });
    await stage.consumer.iam.send(attach);
    await eventually(async () => ((await connected()) === "connected" ? true : undefined));
    const { InstanceInformationList } = await stage.consumer.ssm.send(
      new DescribeInstanceInformationCommand({}),
    );
    expect(InstanceInformationList).toHaveLength(2);
  });
});

describe("an agent", () => {
  /** Starts an instance with the profile of the scenario's own, and lets everything happen that is under way. */
  async function managed(SecurityGroupIds: string[] = []): Promise<boolean> {
    const { imageId, subnetId, instanceProfileArn } = named(stage.sandbox.world.instances, "tester");
    const { Instances } = await stage.consumer.ec2.send(
      new ec2.RunInstancesCommand({
        ImageId: imageId,
        SubnetId: subnetId,
        SecurityGroupIds,
        IamInstanceProfile: { Arn: instanceProfileArn },
        MinCount: 1,
        MaxCount: 1,
      }),
    );
    stage.sandbox.snapshot();
    return stage.sandbox.world.managedInstances.has(Instances?.[0]?.InstanceId ?? "");
  }

  /** A group that lets out only what is given; EC2's own rule of a new group is taken away. */
  async function groupWith(port: number | undefined): Promise<string> {
    const { vpcId } = named(stage.sandbox.world.instances, "tester");
    const { GroupId = "" } = await stage.consumer.ec2.send(
      new ec2.CreateSecurityGroupCommand({ GroupName: `out-${port}`, Description: "x", VpcId: vpcId }),
    );
    const IpRanges = [{ CidrIp: "0.0.0.0/0" }];
    const everything = [{ IpProtocol: "-1", IpRanges }];
    await stage.consumer.ec2.send(
      new ec2.RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: everything }),
    );
    if (port === undefined) return GroupId;
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges }];
    await stage.consumer.ec2.send(new ec2.AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    return GroupId;
  }

  it("registers when its groups let it out on port 443, and on no other", async () => {
    expect(await managed([await groupWith(443)])).toBe(true);
    expect(await managed([await groupWith(5000)])).toBe(false);
    expect(await managed([await groupWith(undefined)])).toBe(false);
  });

  it("does not register from a subnet without a way out", async () => {
    expect(await managed()).toBe(true);
    for (const table of stage.sandbox.world.routeTables.values()) {
      table.routes = table.routes.filter(({ target }) => target === "local");
    }
    expect(await managed()).toBe(false);
  });
});

describe("instance types", () => {
  it("are offered by zone, and some of them not in every one", async () => {
    const list = async (LocationType: ec2.LocationType) => {
      const Filters = [{ Name: "instance-type", Values: ["t4g.nano"] }];
      const command = new ec2.DescribeInstanceTypeOfferingsCommand({ LocationType, Filters });
      const { InstanceTypeOfferings = [] } = await stage.consumer.ec2.send(command);
      return InstanceTypeOfferings.map(({ Location }) => Location);
    };
    expect(await list("region")).toEqual(["us-east-1"]);
    expect(await list("availability-zone-id")).toEqual(["use1-az1", "use1-az2", "use1-az4", "use1-az6"]);
    expect(await list("availability-zone")).toHaveLength(4);
    await expect(list("outpost")).rejects.toMatchObject(refused("InvalidParameterValue"));
  });
});

describe("instance status", () => {
  it("is told of running instances only, unless all are asked for", async () => {
    const tester = await managedInstance(stage.consumer);
    const list = async (input: ec2.DescribeInstanceStatusCommandInput) =>
      (await stage.consumer.ec2.send(new ec2.DescribeInstanceStatusCommand(input))).InstanceStatuses ?? [];
    expect(await list({})).toMatchObject([{ InstanceId: tester, InstanceStatus: { Status: "ok" } }]);
    const instance = stage.sandbox.world.instances.get(tester);
    Object.assign(instance ?? {}, { state: "stopped" });
    expect(await list({})).toEqual([]);
    expect(await list({ IncludeAllInstances: true })).toMatchObject([
      { InstanceState: { Name: "stopped" }, InstanceStatus: { Status: "not-applicable" } },
    ]);
  });
});

describe("AssumeRole", () => {
  const assume = (clients: Clients, RoleArn: string, rest: object = {}) =>
    clients.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me", ...rest }));
  const roleArn = "arn:aws:iam::111122223333:role/cross";

  /** Clients that use what AssumeRole gave. */
  async function assumed(rest: object = {}): Promise<Clients> {
    const { Credentials } = await assume(stage.consumer, roleArn, rest);
    return clientsOf(stage.sandbox, "provider", "us-east-1", {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    });
  }

  it("gives keys for the role's account, which act as the role", async () => {
    await createRole(stage.provider, "cross", trusting({ AWS: "arn:aws:iam::444455556666:root" }));
    const clients = await assumed();
    expect(await clients.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: "111122223333",
      Arn: "arn:aws:sts::111122223333:assumed-role/cross/me",
      UserId: expect.stringMatching(/^AROA\w+:me$/),
    });
    const { ServiceConfigurations } = await clients.ec2.send(
      new ec2.DescribeVpcEndpointServiceConfigurationsCommand({}),
    );
    expect(ServiceConfigurations).toHaveLength(1);
    clients.destroy();
  });

  it("keys without their token are worth nothing, and expire", async () => {
    await createRole(stage.provider, "cross", trusting({ AWS: "444455556666" }));
    const clients = await assumed();
    const session = first(stage.sandbox.world.sessions);
    const { accessKeyId, secretAccessKey } = session;
    const bare = clientsOf(stage.sandbox, "provider", "us-east-1", { accessKeyId, secretAccessKey });
    const forged = clientsOf(stage.sandbox, "provider", "us-east-1", {
      accessKeyId,
      secretAccessKey,
      sessionToken: "x".repeat(session.token.length),
    });
    for (const wrong of [bare, forged]) {
      await expect(wrong.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
        refused("InvalidClientTokenId"),
      );
      wrong.destroy();
    }
    await clients.sts.send(new GetCallerIdentityCommand({}));
    session.expiresAt = new Date(0);
    const identity = clients.sts.send(new GetCallerIdentityCommand({}));
    await expect(identity).rejects.toMatchObject(refused("ExpiredToken"));
    await expect(clients.ec2.send(new ec2.DescribeVpcsCommand({}))).rejects.toMatchObject(
      refused("RequestExpired"),
    );
    const nodes = clients.ssm.send(new DescribeInstanceInformationCommand({}));
    await expect(nodes).rejects.toMatchObject(refused("ExpiredTokenException"));
    clients.destroy();
  });

  it.each<[string, string, object, string]>([
    ["nobody's role", trusting({ AWS: "*" }), { RoleArn: `${roleArn}2` }, "AccessDenied"],
    ["a stranger's role", trusting({ AWS: "arn:aws:iam::999999999999:root" }), {}, "AccessDenied"],
    ["a service's role", trusting({ Service: "ec2.amazonaws.com" }), {}, "AccessDenied"],
    [
      "a role without its external id",
      trusting({ AWS: "*" }, { StringEquals: { "sts:ExternalId": "secret" } }),
      { ExternalId: "guess" },
      "AccessDenied",
    ],
    ["a role for too long", trusting({ AWS: "*" }), { DurationSeconds: 7200 }, "ValidationError"],
    ["a role under no proper name", trusting({ AWS: "*" }), { RoleSessionName: "a b" }, "ValidationError"],
  ])("does not give %s", async (_, policy, rest, code) => {
    await createRole(stage.provider, "cross", policy);
    await expect(assume(stage.consumer, roleArn, rest)).rejects.toMatchObject(refused(code));
  });

  it("a role that is allowed on a service sees it; another role of the account does not", async () => {
    const role = "arn:aws:iam::111122223333:role/cross";
    await createRole(stage.provider, "cross", trusting({ AWS: "444455556666" }));
    const service = first(stage.sandbox.world.endpointServices);
    Object.assign(service, { account: "444455556666" });
    const clients = await assumed();
    const visible = () =>
      clients.ec2.send(new ec2.DescribeVpcEndpointServicesCommand({ ServiceNames: [service.name] }));
    await expect(visible()).rejects.toMatchObject(refused("InvalidServiceName"));
    service.permissions = [{ id: "p", principal: role, tags: new Map() }];
    expect((await visible()).ServiceNames).toEqual([service.name]);
    clients.destroy();
  });
});

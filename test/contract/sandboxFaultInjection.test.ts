import {
  AcceptVpcEndpointConnectionsCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { DescribeInstanceInformationCommand } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { type Clients, clientsOf } from "../unit/sandbox/clients.ts";

let sandbox: Sandbox;
let provider: Clients;
let consumer: Clients;

async function start(...faults: Fault[]): Promise<void> {
  sandbox = await startSandbox({ clock: "fast", scenario: "published", faults });
  provider = clientsOf(sandbox, "provider");
  consumer = clientsOf(sandbox, "consumer");
}

afterEach(async () => {
  provider.destroy();
  consumer.destroy();
  await sandbox.close();
});

/** One read of each service, by signing name. */
const reads: Record<string, (clients: Clients) => Promise<unknown>> = {
  ec2: ({ ec2 }) => ec2.send(new DescribeVpcsCommand({})),
  elasticloadbalancing: ({ elbv2 }) => elbv2.send(new DescribeLoadBalancersCommand({})),
  iam: ({ iam }) => iam.send(new ListAccountAliasesCommand({})),
  ssm: ({ ssm }) => ssm.send(new DescribeInstanceInformationCommand({})),
  sts: ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
};

const codes: Record<string, Partial<Record<string, [string, number]>>> = {
  throttle: {
    ec2: ["RequestLimitExceeded", 503],
    elasticloadbalancing: ["Throttling", 400],
    iam: ["Throttling", 400],
    ssm: ["ThrottlingException", 400],
    sts: ["Throttling", 400],
  },
  serverError: {
    ec2: ["InternalError", 500],
    elasticloadbalancing: ["InternalFailure", 500],
    iam: ["InternalFailure", 500],
    ssm: ["InternalServerError", 500],
    sts: ["InternalFailure", 500],
  },
  expiredCredentials: {
    ec2: ["RequestExpired", 400],
    elasticloadbalancing: ["ExpiredToken", 403],
    iam: ["ExpiredToken", 403],
    ssm: ["ExpiredTokenException", 400],
    sts: ["ExpiredToken", 403],
  },
  denied: {
    ec2: ["UnauthorizedOperation", 403],
    elasticloadbalancing: ["AccessDenied", 403],
    iam: ["AccessDenied", 403],
    ssm: ["AccessDeniedException", 400],
    sts: ["AccessDenied", 403],
  },
};

/** A client with the SDK's own three attempts, without its pauses between them. */
function patientClient(): EC2Client {
  const [account] = sandbox.accounts;
  const { accessKeyId = "", secretAccessKey = "" } = account ?? {};
  return new EC2Client({
    region: "us-east-1",
    endpoint: sandbox.endpoint,
    credentials: { accessKeyId, secretAccessKey },
  });
}

describe("an error on demand", () => {
  it.each(["throttle", "serverError", "expiredCredentials", "denied"] as const)(
    "%s is answered in each service's own words",
    async (effect) => {
      await start({ effect });
      for (const [service, read] of Object.entries(reads)) {
        const [name, httpStatusCode] = codes[effect]?.[service] ?? [];
        await expect(read(provider), service).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
      }
    },
  );

  it("denied names who may not do what", async () => {
    await start({ effect: "denied", service: "ec2", operation: "CreateSecurityGroup" });
    const create = new CreateSecurityGroupCommand({ GroupName: "g", Description: "g" });
    await expect(provider.ec2.send(create)).rejects.toThrow(
      "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/provider is not authorized to perform: ec2:CreateSecurityGroup",
    );
    await reads["ec2"]?.(provider);
  });

  it.each<[string, Fault]>([
    ["throttled", { effect: "throttle", times: 1 }],
    ["failing", { effect: "serverError", times: 1 }],
    ["dropped", { effect: "drop", times: 2 }],
  ])("a %s call is made again by the SDK, and then works", async (_, fault) => {
    await start({ operation: "DescribeVpcs", ...fault });
    const client = patientClient();
    const { Vpcs, $metadata } = await client.send(new DescribeVpcsCommand({}));
    client.destroy();
    expect(Vpcs).toHaveLength(1);
    expect($metadata.attempts).toBe((fault.times ?? 0) + 1);
  });

  it("a slow answer is late, and otherwise as always", async () => {
    await start({ effect: "delay", delayMs: 80, operation: "DescribeVpcs" });
    const begun = performance.now();
    expect(await reads["ec2"]?.(provider)).toMatchObject({ Vpcs: [{}] });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(79);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])("a connection dropped with after: %s leaves %i security groups behind", async (after, left) => {
    await start({ effect: "drop", operation: "CreateSecurityGroup", after });
    const VpcId = [...sandbox.world.vpcs.values()].find(({ tags }) => tags.get("Name") === "platform")?.id;
    const input = { GroupName: "lost", Description: "Is it there?", VpcId };
    await expect(provider.ec2.send(new CreateSecurityGroupCommand(input))).rejects.toMatchObject({
      code: "ECONNRESET",
    });
    expect(sandbox.calls.at(-1)?.errorCode).toBe("Dropped");
    const Filters = [{ Name: "group-name", Values: ["lost"] }];
    const { SecurityGroups } = await provider.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    expect(SecurityGroups).toHaveLength(left);
  });
});

describe("a partial failure", () => {
  const code = "InvalidState";

  async function accept() {
    const [service] = sandbox.world.endpointServices.values();
    const VpcEndpointIds = [...sandbox.world.endpoints.keys(), "vpce-0123456789abcdef0"];
    const command = new AcceptVpcEndpointConnectionsCommand({ ServiceId: service?.id, VpcEndpointIds });
    const { Unsuccessful = [] } = await provider.ec2.send(command);
    return Unsuccessful.map(({ ResourceId, Error: error }) => [ResourceId, error?.Code]);
  }

  const state = () => [...sandbox.world.endpoints.values()][0]?.state;

  it("leaves the chosen ids as they are, beside those that fail anyway", async () => {
    await start({ effect: "unsuccessful", operation: "AcceptVpcEndpointConnections", code });
    const [id] = sandbox.world.endpoints.keys();
    expect(await accept()).toEqual([
      [id, code],
      ["vpce-0123456789abcdef0", code],
    ]);
    expect(state()).toBe("pendingAcceptance");
  });

  it("spares the others", async () => {
    const ids = ["vpce-0123456789abcdef0"];
    await start({ effect: "unsuccessful", operation: "AcceptVpcEndpointConnections", code, ids });
    expect(await accept()).toEqual([["vpce-0123456789abcdef0", code]]);
    expect(state()).not.toBe("pendingAcceptance");
  });
});

describe("which calls a fault strikes", () => {
  it("is chosen by account, Region, service, operation, number and how often", async () => {
    await start(
      {
        code: "First",
        account: "444455556666",
        region: "us-east-1",
        operation: "DescribeVpcs",
        nth: 2,
        times: 1,
      },
      { code: "Second", service: "sts" },
    );
    const outcome = (read: Promise<unknown>) =>
      read.then(
        () => "ok",
        (error: Error) => error.name,
      );
    const ireland = clientsOf(sandbox, "consumer", "eu-west-1");
    const outcomes = [
      await outcome(consumer.ec2.send(new DescribeVpcsCommand({}))),
      await outcome(provider.ec2.send(new DescribeVpcsCommand({}))),
      await outcome(ireland.ec2.send(new DescribeVpcsCommand({}))),
      await outcome(consumer.ec2.send(new DescribeVpcsCommand({}))),
      await outcome(consumer.ec2.send(new DescribeVpcsCommand({}))),
      await outcome(consumer.sts.send(new GetCallerIdentityCommand({}))),
    ];
    ireland.destroy();
    expect(outcomes).toEqual(["ok", "ok", "ok", "First", "ok", "Second"]);
  });
});

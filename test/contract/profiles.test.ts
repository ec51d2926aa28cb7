import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createGateway } from "../../src/aws/gateway.ts";
import { PrivateLinkError } from "../../src/core/model/failure.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

/*
 * The user's own files and environment, read by the SDK's providers; the sandbox answers because the profiles say so.
 */

const signal = new AbortController().signal;
const region = "us-east-1";
const key = {
  accessKeyId: "AKIAPROFILETEST00001",
  secretAccessKey: "secret-of-the-profile",
  accountId: "123456789012",
};

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: "fast", credentials: [key] });
  folder = mkdtempSync(join(tmpdir(), "privatelink-profiles-"));
  const answer = { Version: 1, AccessKeyId: key.accessKeyId, SecretAccessKey: key.secretAccessKey };
  const answerFile = join(folder, "answer.json");
  writeFileSync(answerFile, JSON.stringify(answer));
  writeFileSync(
    join(folder, "credentials"),
    `[static]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`,
  );
  writeFileSync(
    join(folder, "config"),
    `[profile static]
region = eu-west-1
endpoint_url = ${sandbox.endpoint}

[profile process]
credential_process = cat ${answerFile}
endpoint_url = ${sandbox.endpoint}

[profile assumed]
role_arn = arn:aws:iam::123456789012:role/Reader
source_profile = static
mfa_serial = arn:aws:iam::123456789012:mfa/jane

[profile by-service]
credential_process = cat ${answerFile}
services = sandbox

[profile sso]
sso_session = company
sso_account_id = 123456789012
sso_role_name = Dev

[profile empty]
region = us-east-1

[sso-session company]
sso_region = us-east-1
sso_start_url = https://company.example/start

[services sandbox]
sts =
  endpoint_url = ${sandbox.endpoint}
iam =
  endpoint_url = ${sandbox.endpoint}
`,
  );
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
});

afterEach(() => {
  delete process.env["AWS_ENDPOINT_URL"];
});

afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

async function createRole(name: string): Promise<void> {
  const { accessKeyId, secretAccessKey } = key;
  const iam = new IAMClient({
    region,
    endpoint: sandbox.endpoint,
    credentials: { accessKeyId, secretAccessKey },
  });
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${key.accountId}:root` }, Action: "sts:AssumeRole" },
    ],
  };
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
}

function gateway() {
  return createGateway({ source: { kind: "shared" }, askMfaCode: async () => "", log: () => undefined });
}

describe("profiles of the shared files", () => {
  it("are listed by name with their Regions; sessions and services are none", async () => {
    expect(await gateway().profiles()).toEqual([
      { name: "assumed" },
      { name: "by-service" },
      { name: "empty", region: "us-east-1" },
      { name: "process" },
      { name: "sso" },
      { name: "static", region: "eu-west-1" },
    ]);
  });

  it.each(["static", "process", "by-service"])("open as %s", async (profile) => {
    expect(await gateway().identity({ profile, region }, signal)).toEqual({ account: key.accountId });
  });

  it("assume a role with one MFA code for all clients and Regions", async () => {
    await createRole("Reader");
    // The SDK's own STS call, inside the provider, knows only the environment.
    process.env["AWS_ENDPOINT_URL"] = sandbox.endpoint;
    const codes: string[] = [];
    const askMfaCode = async (serial: string) => {
      codes.push(serial);
      return "123456";
    };
    const assumed = createGateway({ source: { kind: "shared" }, askMfaCode, log: () => undefined });
    const scopes = [region, "eu-west-1"].map((each) => ({ profile: "assumed", region: each }));
    const identities = await Promise.all(scopes.map((scope) => assumed.identity(scope, signal)));
    await Promise.all(scopes.map((scope) => assumed.vpcs(scope, signal)));
    expect(identities).toEqual([{ account: key.accountId }, { account: key.accountId }]);
    expect(codes).toEqual(["arn:aws:iam::123456789012:mfa/jane"]);
  });

  it("say that a sign-in is needed when the SSO session has no token", async () => {
    const failed = gateway().identity({ profile: "sso", region }, signal);
    await expect(failed).rejects.toMatchObject({ failure: { code: "signInNeeded", profile: "sso" } });
  });

  it("say that there are no credentials where there are none", async () => {
    const failed = gateway().identity({ profile: "empty", region }, signal);
    await expect(failed).rejects.toMatchObject({ failure: { code: "credentialsMissing", profile: "empty" } });
    await expect(failed).rejects.toBeInstanceOf(PrivateLinkError);
  });
});

describe("endpoint overrides", () => {
  it("come from the profile, and are known by their host", async () => {
    expect(await gateway().endpointOverride({ profile: "static", region })).toBe(
      new URL(sandbox.endpoint).host,
    );
    expect(await gateway().endpointOverride({ profile: "sso", region })).toBeUndefined();
  });

  it("come from the environment before the profile", async () => {
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
    expect(await gateway().endpointOverride({ profile: "static", region })).toBe("127.0.0.1:9");
  });
});

describe("a sandbox session", () => {
  it("takes nothing from the user's files or environment", async () => {
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
    const { configFile, credentialsFile, endpoint } = sandbox;
    const source = { kind: "sandbox", configFile, credentialsFile, endpoint } as const;
    const inSandbox = createGateway({ source, askMfaCode: async () => "", log: () => undefined });
    const names = (await inSandbox.profiles()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["consumer", "provider"]));
    expect(names).not.toContain("static");
    expect(await inSandbox.identity({ profile: "provider", region }, signal)).toMatchObject({
      alias: "platform",
    });
    await expect(inSandbox.identity({ profile: "static", region }, signal)).rejects.toMatchObject({
      failure: { code: "credentialsMissing" },
    });
  });
});

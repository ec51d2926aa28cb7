import { execFile, spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

const hasCli = spawnSync("aws", ["--version"]).status === 0;
const secondsPerCommand = 20;

/** Runs the stock AWS CLI with nothing but the sandbox's own files for configuration. */
function aws(sandbox: Sandbox, profile: string, ...args: string[]) {
  const env = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    AWS_CONFIG_FILE: sandbox.configFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
    AWS_PAGER: "",
  };
  return new Promise<{ failed: boolean; output: string; error: string }>((resolve) => {
    execFile("aws", ["--profile", profile, "--output", "json", ...args], { env }, (failure, output, error) =>
      resolve({ failed: failure !== null, output, error }),
    );
  });
}

describe.skipIf(!hasCli)("the stock AWS CLI (skipped without `aws` on the PATH)", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ clock: "fast", scenario: "published" });
  });

  afterAll(() => sandbox.close());

  it("knows who it is", { timeout: secondsPerCommand * 1000 }, async () => {
    const { output } = await aws(sandbox, "provider", "sts", "get-caller-identity");
    expect(JSON.parse(output)).toMatchObject({ Account: "111122223333" });
  });

  it("lists the request and only lets the provider accept it", {
    timeout: secondsPerCommand * 3000,
  }, async () => {
    const filter = ["--filters", "Name=vpc-endpoint-state,Values=pendingAcceptance"];
    const { output } = await aws(sandbox, "provider", "ec2", "describe-vpc-endpoint-connections", ...filter);
    const [connection] = JSON.parse(output).VpcEndpointConnections;
    expect(connection).toMatchObject({
      VpcEndpointOwner: "444455556666",
      VpcEndpointState: "pendingAcceptance",
    });
    const { ServiceId, VpcEndpointId } = connection;
    const accept = [
      "ec2",
      "accept-vpc-endpoint-connections",
      "--service-id",
      ServiceId,
      "--vpc-endpoint-ids",
    ];

    const foreign = await aws(sandbox, "consumer", ...accept, VpcEndpointId);
    expect(foreign.failed).toBe(true);
    expect(foreign.error).toContain("InvalidVpcEndpointServiceId.NotFound");

    const accepted = await aws(sandbox, "provider", ...accept, VpcEndpointId);
    expect(JSON.parse(accepted.output)).toEqual({ Unsuccessful: [] });
    expect(["pending", "available"]).toContain(sandbox.world.endpoints.get(VpcEndpointId)?.state);
  });
});

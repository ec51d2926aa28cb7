import { request } from "node:http";
import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { DescribeInstanceInformationCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: "fast" });
});

afterAll(() => sandbox.close());

function send(headers: Record<string, string>, body = "Action=DescribeVpcs", method = "POST") {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const sent = request(sandbox.endpoint, { method, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    },
  );
}

describe("the server", () => {
  it("listens on loopback only", () => {
    expect(new URL(sandbox.endpoint).hostname).toBe("127.0.0.1");
  });

  it.each([
    ["a rebound host name", { host: "evil.test" }],
    ["another port", { host: "127.0.0.1:1" }],
    ["an origin", { origin: "http://evil.test" }],
    ["a browser's fetch", { "sec-fetch-mode": "no-cors" }],
  ])("refuses %s, and allows no origin", async (_, headers) => {
    const response = await send(headers);
    expect(response.status).toBe(403);
    expect(response.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("refuses a preflight and an unsigned request", async () => {
    expect((await send({ origin: "http://evil.test" }, "", "OPTIONS")).status).toBe(403);
    const unsigned = await send({});
    expect(unsigned.status).toBe(403);
    expect(unsigned.body).toContain("MissingAuthenticationToken");
  });

  it("refuses a body of more than a megabyte", async () => {
    expect((await send({}, "x".repeat(1024 * 1024 + 1))).status).toBe(413);
  });

  it.each([
    ["AuthFailure", 401, (settings: object) => new EC2Client(settings).send(new DescribeVpcsCommand({}))],
    [
      "SignatureDoesNotMatch",
      403,
      (settings: object) =>
        new ElasticLoadBalancingV2Client(settings).send(new DescribeLoadBalancersCommand({})),
    ],
    [
      "InvalidSignatureException",
      400,
      (settings: object) => new SSMClient(settings).send(new DescribeInstanceInformationCommand({})),
    ],
  ])("answers a wrong secret with %s and %i", async (name, httpStatusCode, call) => {
    const accessKeyId = sandbox.accounts[0]?.accessKeyId ?? "";
    const credentials = { accessKeyId, secretAccessKey: "wrong" };
    const settings = { region: "us-east-1", endpoint: sandbox.endpoint, credentials, maxAttempts: 1 };
    await expect(call(settings)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });
});

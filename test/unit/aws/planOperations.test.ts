import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, it } from "vitest";
import { sendEc2, sendLoadBalancing, sendSsm } from "../../../src/aws/planOperations.ts";
import type { Call, Step } from "../../../src/core/plan/step.ts";
import { plans } from "../../support/plans.ts";

const config = {
  region: "us-east-1",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  maxAttempts: 1,
  requestHandler: { handle: () => Promise.reject(new Error("Sent.")) },
};

const clients = {
  ec2: new EC2Client(config),
  elasticloadbalancing: new ElasticLoadBalancingV2Client(config),
  ssm: new SSMClient(config),
};

/** Sends a call without its input, which the SDK does not check. */
function send({ service, operation }: Pick<Call, "service" | "operation">): Promise<object> {
  const sending = { operation, input: {}, abortSignal: new AbortController().signal };
  switch (service) {
    case "ec2":
      return sendEc2(clients.ec2, sending);
    case "elasticloadbalancing":
      return sendLoadBalancing(clients.elasticloadbalancing, sending);
    case "ssm":
      return sendSsm(clients.ssm, sending);
  }
}

function callsOf(step: Step): readonly Call[] {
  return [step, step.before, step.wait, step.inverse, step.inverse?.wait].filter(
    (call) => call !== undefined,
  );
}

const calls = Object.values(plans).flatMap(({ steps }) => steps.flatMap(callsOf));

describe("the operations of all plans", () => {
  it.each([...new Set(calls.map(({ service, operation }) => `${service}:${operation}`))])(
    "%s can be called",
    async (name) => {
      const call = calls.find(({ service, operation }) => `${service}:${operation}` === name);
      await expect(call && send(call)).rejects.toThrow(/^Sent\.$|No value provided|Empty value/);
    },
  );

  it("are the only ones", async () => {
    await expect(async () => send({ service: "ec2", operation: "DeleteVpc" })).rejects.toThrow(
      "A plan cannot call DeleteVpc.",
    );
  });
});

import { describe, expect, it } from "vitest";
import type { AwsCommands, CommandResult } from "../../../src/app/aws.ts";
import { runProbe } from "../../../src/app/runProbe.ts";
import { type FailureCode, PrivateLinkError } from "../../../src/core/model/failure.ts";
import { noResults } from "../../../src/text/pageTest.ts";
import { fastClock } from "../../support/fastClock.ts";
import { outputOf, requestTo, token } from "../../support/probes.ts";

/* What Systems Manager can say of a command, which the sandbox would take minutes for. */

const request = requestTo(1);
const order = {
  scope: { profile: "consumer", region: "us-east-1", account: "444455556666" },
  request,
  instanceId: "i-1",
  limits: { connectSeconds: 5, totalSeconds: 10 },
  token,
};

/** Systems Manager that gives these answers, one after the other, when it is asked for the result. */
function commands(answers: readonly (CommandResult["status"] | FailureCode)[], output = "") {
  const rest = [...answers];
  const calls: string[] = [];
  const aws: AwsCommands = {
    managedInstances: async (_, __, ids = []) =>
      ids.map((instanceId) => ({ instanceId, online: true, platform: "Linux" })),
    sendCommand: async (_, instanceId, __, seconds) => {
      calls.push(`send ${instanceId} ${seconds}`);
      return "command-1";
    },
    commandResult: async () => {
      const answer = rest.shift() ?? "finished";
      if (isFailure(answer)) throw new PrivateLinkError({ code: answer, message: "" });
      return { status: answer, output, errors: "" };
    },
    cancelCommand: async (_, commandId) => void calls.push(`cancel ${commandId}`),
  };
  return { aws, calls };
}

function isFailure(answer: CommandResult["status"] | FailureCode): answer is FailureCode {
  return answer === "network" || answer === "throttled" || answer === "accessDenied";
}

function run({ aws }: { aws: AwsCommands }, signal = new AbortController().signal) {
  return runProbe(aws, fastClock, order, () => undefined, signal);
}

const whole = outputOf(request, () => ({ body: "Hello" }));

describe("a command", () => {
  it.each(["cancelled", "deliveryTimedOut", "executionTimedOut", "terminated", "undeliverable"] as const)(
    "that is %s in the end has no results, and the page says why",
    async (status) => {
      const end = await run(commands(["running", "running", status]));
      expect(end).toEqual({ status: "noResult", reason: status, commandId: "command-1" });
      expect(noResults[status].advice).not.toBe("");
    },
  );

  it("that ends is read, and given longer than its curls may take", async () => {
    const ssm = commands(["running", "finished"], whole);
    expect(await run(ssm)).toMatchObject({ status: "read", verdict: { code: "passed" } });
    // Three curls of ten seconds, and the look-ups of two names.
    expect(ssm.calls).toEqual(["send i-1 94"]);
  });

  it("that took too long is read as far as it came", async () => {
    const end = await run(commands(["executionTimedOut"], whole.slice(0, whole.length / 2)));
    expect(end).toMatchObject({ status: "read", verdict: { code: "incomplete" } });
  });

  it("goes on while nobody can ask for it for a moment", async () => {
    const ssm = commands(["network", "throttled", "running", "network", "finished"], whole);
    expect(await run(ssm)).toMatchObject({ status: "read" });
    await expect(run(commands(["accessDenied"]))).rejects.toThrow(PrivateLinkError);
    await expect(run(commands(Array(6).fill("network")))).rejects.toThrow(PrivateLinkError);
  });

  it("that is cancelled while it is sent is cancelled on the instance too", async () => {
    const cancelling = new AbortController();
    const ssm = commands([]);
    const aws: AwsCommands = {
      ...ssm.aws,
      sendCommand: (...call) => {
        cancelling.abort();
        return ssm.aws.sendCommand(...call);
      },
      commandResult: async (_, __, ___, signal) =>
        signal.throwIfAborted() ?? { status: "running", output: "", errors: "" },
    };
    expect(await run({ aws }, cancelling.signal)).toEqual({ status: "noResult", reason: "cancelled" });
    expect(ssm.calls.at(-1)).toBe("cancel command-1");
  });
});

import { describe, expect, it } from "vitest";
import { StepCalls } from "../../../src/app/stepCalls.ts";
import { type FailureCode, PrivateLinkError } from "../../../src/core/model/failure.ts";
import type { Scope } from "../../../src/core/model/scope.ts";
import type { Wait } from "../../../src/core/plan/step.ts";
import { consumer, provider } from "../../support/facts.ts";

const acceptance: Wait = {
  service: "ec2",
  operation: "DescribeVpcEndpoints",
  input: {},
  reason: "accepted",
  path: "VpcEndpoints.*.State",
  until: ["available"],
  failWhen: ["rejected"],
  personEnds: ["pendingAcceptance"],
};

/** Waits while AWS answers with these states and errors, one after the other; returns the seconds between the polls, and who asked. */
async function pollsFor(wait: Wait, states: readonly (string | PrivateLinkError)[]) {
  const left = [...states];
  const slept: number[] = [];
  const asked = new Set<Scope>();
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (seconds: number) => {
      slept.push(seconds);
      now += seconds * 1000;
    },
  };
  const call = async (scope: Scope) => {
    asked.add(scope);
    const state = left.shift();
    if (state instanceof PrivateLinkError) throw state;
    return { VpcEndpoints: [{ State: state }] };
  };
  await new StepCalls({ call }, clock, () => ({})).wait(consumer, wait, new AbortController().signal);
  return { slept, asked: [...asked] };
}

describe("a wait for a person", () => {
  it("asks every minute, and sooner at first, while it is the person's turn, and quickly once AWS is at it", async () => {
    const days = Array.from({ length: 5000 }, () => "pendingAcceptance");
    const { slept } = await pollsFor(acceptance, [...days, "pending", "Available"]);
    expect(slept.slice(0, 5)).toEqual([5, 10, 20, 40, 60]);
    expect(new Set(slept.slice(4, 5000))).toEqual(new Set([60]));
    expect(slept.at(-1)).toBe(5);
  });

  it.each<FailureCode>(["signInNeeded", "credentialsExpired", "credentialsMissing"])(
    "goes on through %s until somebody has signed in again",
    async (code) => {
      const error = new PrivateLinkError({ code, message: "" });
      const { slept } = await pollsFor(acceptance, [error, "pendingAcceptance", error, error, "available"]);
      expect(slept).toEqual([5, 10, 20, 40]);
      const { personEnds: _, ...own } = acceptance;
      await expect(pollsFor(own, ["pending", error])).rejects.toBe(error);
    },
  );

  it("ends with the state that AWS reports", async () => {
    await expect(pollsFor(acceptance, ["pendingAcceptance", "Rejected"])).rejects.toMatchObject({
      failure: { code: "wrongState", state: "Rejected" },
    });
  });
});

describe("a wait", () => {
  it("asks in the account that it names", async () => {
    expect((await pollsFor({ ...acceptance, scope: provider }, ["available"])).asked).toEqual([provider]);
    expect((await pollsFor(acceptance, ["available"])).asked).toEqual([consumer]);
  });

  it("ends when its time is over", async () => {
    const states = Array.from({ length: 200 }, () => "pending");
    await expect(pollsFor({ ...acceptance, timeoutSeconds: 60 }, states)).rejects.toMatchObject({
      failure: { code: "timedOut", message: "Not ready after 60 seconds." },
    });
  });
});

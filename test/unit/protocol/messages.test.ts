import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTestMessage } from "../../../src/protocol/test.ts";
import { parseWizardMessage } from "../../../src/protocol/wizard.ts";

describe("messages from pages", () => {
  it("are taken over member by member, so that nothing else comes along", () => {
    const sent = { type: "answer", field: "vpc", value: "vpc-1", extra: "smuggled" };
    expect(parseWizardMessage(sent)).toEqual({ type: "answer", field: "vpc", value: "vpc-1" });
    expect(parseWizardMessage({ type: "copyPlan", format: "cli", text: "rm -rf /" })).toEqual({
      type: "copyPlan",
      format: "cli",
    });
    expect(parseWizardMessage({ type: "apply", revision: 3, plan: {} })).toEqual({
      type: "apply",
      revision: 3,
    });
  });

  it.each([
    undefined,
    null,
    "apply",
    { type: "drop" },
    { type: "answer", field: "vpc" },
    { type: "answer", field: 1, value: "x" },
    { type: "answer", field: "vpc", value: { a: 1 } },
    { type: "answer", field: "vpc", value: ["x", 1] },
    { type: "copy", text: "x".repeat(10_001) },
    { type: "copyPlan", format: "toString" },
    { type: "copyPlan" },
  ])("are dropped when they are none: %j", (data) => {
    expect(parseWizardMessage(data)).toBeUndefined();
  });

  it("are dropped by the test's page too", () => {
    expect(
      parseTestMessage({ type: "run", instanceId: "i-1", host: "h", port: 5000, path: "/" }),
    ).toBeUndefined();
    expect(
      parseTestMessage({ type: "run", instanceId: "i-1", host: "h", port: "5000", path: "/" }),
    ).toBeDefined();
  });

  it("never make the host throw", () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        parseWizardMessage(data);
        parseTestMessage(data);
      }),
    );
  });
});

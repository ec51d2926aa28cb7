import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { OptionError, readOptions } from "../../../src/sandbox/options.ts";

const folder = mkdtempSync(join(tmpdir(), "options-test-"));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

afterAll(() => rmSync(folder, { recursive: true }));

describe("a file of faults", () => {
  it("holds every effect", () => {
    const operation = "AcceptVpcEndpointConnections";
    const faults = [
      { operation: "DescribeVpcs", code: "Weird", message: "So it is.", status: 418, after: true },
      { effect: "throttle", service: "ssm", nth: 3, times: 2 },
      { effect: "serverError", region: "eu-west-1", after: true },
      { effect: "expiredCredentials", account: "111122223333" },
      { effect: "denied", service: "ec2", operation },
      { effect: "drop", after: true, delayMs: 5 },
      { effect: "delay", delayMs: 5 },
      { effect: "unsuccessful", operation, code: "InvalidState", ids: ["vpce-1"] },
    ];
    const path = file("all.json", JSON.stringify(faults));
    expect(readOptions(["--faults", path]).sandbox.faults).toEqual(faults);
  });

  it.each<[string, unknown]>([
    ["The whole file must be a list, not {}", {}],
    ["[0].code is missing", [{ service: "ec2" }]],
    ["[0].effect must be error or throttle or ", [{ effect: "explode" }]],
    ["[1].delayMs is missing", [{ effect: "drop" }, { effect: "delay" }]],
    ["[0].after is not known here", [{ effect: "denied", after: true }]],
    [
      "[0].operation names DescribeVpc, which the sandbox does not have",
      [{ effect: "drop", operation: "DescribeVpc" }],
    ],
    [
      "[0].operation names DescribeVpcs, which belongs to ec2, not ssm",
      [{ effect: "drop", service: "ssm", operation: "DescribeVpcs" }],
    ],
    [
      "[0].operation names DescribeVpcs, whose answer has no Unsuccessful list",
      [{ effect: "unsuccessful", operation: "DescribeVpcs", code: "X" }],
    ],
  ])("that is wrong is refused: %s", (reason, content) => {
    const args = ["--faults", file("wrong.json", JSON.stringify(content))];
    expect(() => readOptions(args)).toThrow(OptionError);
    expect(() => readOptions(args)).toThrow(reason);
  });
});

describe("readOptions", () => {
  it("has defaults", () => {
    expect(readOptions([])).toEqual({
      sandbox: { scenario: "article", clock: "real", credentials: [] },
      ledger: false,
    });
  });

  it("reads every option", () => {
    const fault = { service: "ec2", operation: "DescribeVpcs", code: "InternalError" };
    const faults = file("faults.json", JSON.stringify([fault]));
    const args = ["--port", "4566", "--scenario", "published", "--clock", "fast", "--latency-ms", "5"];
    const more = [
      "--faults",
      faults,
      "--credential",
      "KEY:SECRET:123456789012",
      "--credential",
      "K2:S2:210987654321",
    ];
    expect(readOptions([...args, ...more, "--state-file", "state.json", "--lease-seconds", "60"])).toEqual({
      sandbox: {
        port: 4566,
        scenario: "published",
        clock: "fast",
        latencyMs: 5,
        faults: [fault],
        credentials: [
          { accessKeyId: "KEY", secretAccessKey: "SECRET", accountId: "123456789012" },
          { accessKeyId: "K2", secretAccessKey: "S2", accountId: "210987654321" },
        ],
      },
      ledger: false,
      stateFile: "state.json",
      leaseSeconds: 60,
    });
  });

  it.each([
    [["--port", "many"], "--port"],
    [["--port", "70000"], "--port"],
    [["--clock", "slow"], "--clock"],
    [["--scenario", "no-such-scenario"], "--scenario"],
    [["--credential", "KEY:SECRET"], "--credential"],
    [["--faults", "no-such-file"], "--faults"],
    [["--colour", "red"], "--colour"],
    [["stray"], "stray"],
  ])("%j is a mistake that is named", (args, name) => {
    expect(() => readOptions(args)).toThrow(OptionError);
    expect(() => readOptions(args)).toThrow(name);
  });
});

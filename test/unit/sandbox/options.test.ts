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

describe("readOptions", () => {
  it("has defaults", () => {
    expect(readOptions([])).toEqual({ sandbox: { scenario: "article", clock: "real", credentials: [] } });
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

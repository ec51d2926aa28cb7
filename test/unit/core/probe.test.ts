import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOutput } from "../../../src/core/probe/reading.ts";
import { marker, normalizePath, probeScript, quote } from "../../../src/core/probe/script.ts";

const target = {
  endpointId: "vpce-1",
  host: "vpce-1-a.vpce-svc-1.us-east-1.vpce.amazonaws.com",
  port: 5000,
  path: "/",
};
const limits = { connectSeconds: 5, totalSeconds: 10 };
const token = "privatelink-7f3c";

describe("script", () => {
  it("is a list of simple commands, one per line", async () => {
    await expect(`${probeScript(target, limits, token).join("\n")}\n`).toMatchFileSnapshot(
      "../../golden/probe/script.txt",
    );
  });

  it("hands every word to a real shell as it is", () => {
    const special = fc.constantFrom(
      "'",
      '"',
      "$(id)",
      "`id`",
      ";",
      "|",
      "&",
      ">",
      "\n",
      "\\",
      " ",
      "*",
      "!",
      "#",
      "~",
      "",
    );
    const any = fc
      .string({ unit: "binary", maxLength: 20 })
      .filter((text) => !/[\0\ud800-\udfff]/.test(text));
    const printable = fc.array(fc.oneof(special, any), { maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1, maxLength: 8 }), (words) => {
        const script = `printf '%s\\0' ${words.map(quote).join(" ")}`;
        const { stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
        expect(stdout.split("\0").slice(0, -1)).toEqual(words);
      }),
      { numRuns: 60 },
    );
  });

  it("makes any path one word of a URL", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const path = normalizePath(text);
        expect(path).toMatch(/^\/[!-~]*$/);
        expect(path).not.toContain("'");
        expect(normalizePath(path)).toBe(path);
      }),
    );
  });
});

function output(exit: string, status: string, body: string, verbose = "*   Trying 10.1.1.5:5000..."): string {
  return [
    marker(token, "begin"),
    verbose,
    "",
    `${marker(token, "metrics")} exit=${exit} status=${status} dns=0.002100 connect=0.003400 tls=0.000000 firstByte=0.011800 total=0.012100 address=10.1.1.5`,
    marker(token, "body"),
    body,
    marker(token, "end"),
    "",
  ].join("\n");
}

describe("reading", () => {
  it("takes timings, body and curl's words apart", () => {
    const { reading, verdict } = readOutput(output("0", "200", "Hello, PrivateLink World!"), token);
    expect(verdict).toEqual({ code: "passed", httpStatus: 200 });
    expect(reading).toEqual({
      exitCode: 0,
      httpStatus: 200,
      timings: { dns: 2.1, connect: 3.4, tls: 0, firstByte: 11.8, total: 12.1 },
      remoteAddress: "10.1.1.5",
      body: "Hello, PrivateLink World!",
      verbose: "*   Trying 10.1.1.5:5000...\n",
    });
  });

  it.each([
    ["6", "000", "unknownName"],
    ["7", "000", "refused"],
    ["28", "000", "timedOut"],
    ["52", "000", "reset"],
    ["56", "000", "reset"],
    ["60", "000", "otherFailure"],
    ["0", "503", "httpError"],
    ["0", "302", "passed"],
  ])("calls exit %s with status %s %s", (exit, status, code) => {
    expect(readOutput(output(exit, status, ""), token).verdict.code).toBe(code);
  });

  it("finds the exit code in curl's words where curl is too old for the variable", () => {
    const words = "* Closing connection 0\ncurl: (28) Connection timed out after 5001 milliseconds";
    expect(readOutput(output("", "000", "", words), token).verdict).toEqual({ code: "timedOut" });
  });

  it("never takes a cut-off output for a result", () => {
    const whole = output("0", "200", "Hello");
    const cut = whole.slice(0, whole.indexOf(marker(token, "metrics")));
    expect(readOutput(cut, token).verdict).toEqual({ code: "incomplete" });
  });

  it("says when there is no curl", () => {
    const lines = [marker(token, "begin"), marker(token, "body"), "", marker(token, "end")];
    expect(readOutput(lines.join("\n"), token).verdict).toEqual({ code: "noCurl" });
  });

  it("reads whatever comes without failing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readOutput(text, token).verdict.code).toBe("incomplete");
      }),
    );
  });
});

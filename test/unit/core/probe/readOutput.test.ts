import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marker, plannedAttempts } from "../../../../src/core/probe/parts.ts";
import { answerHead, headerOf } from "../../../../src/core/probe/reading.ts";
import { readOutput } from "../../../../src/core/probe/readOutput.ts";
import type { AttemptOutcome } from "../../../../src/core/probe/report.ts";
import { outcomeMeaning, outcomeWords } from "../../../../src/text/probeOutcome.ts";
import { type Left, outputOf, requestTo, token } from "../../../support/probes.ts";

const request = requestTo(1);
const read = (output: string, errors = "") => readOutput(request, { output, errors }, token);
const whole = outputOf(request, () => ({ body: "Hello", verbose: "< HTTP/1.1 200 OK\n< Server: x\n" }));

function outcome(left: Left, change: Parameters<typeof requestTo>[1] = {}): AttemptOutcome | undefined {
  const asked = requestTo(0, change);
  return readOutput(asked, { output: outputOf(asked, () => left), errors: "" }, token).attempts[0]?.outcome;
}

describe("reading", () => {
  it("takes timings, body and curl's words apart", () => {
    const { attempts, verdict } = read(whole);
    expect(verdict).toEqual({ code: "passed" });
    expect(attempts.map(({ kind, ip }) => [kind, ip])).toEqual([
      ["name", undefined],
      ["name", undefined],
      ["interface", "10.1.1.57"],
    ]);
    expect(attempts[0]?.reading).toEqual({
      exitCode: 0,
      httpStatus: 200,
      timings: { dns: 2.1, connect: 3.4, tls: 0, firstByte: 11.8, total: 12.1 },
      remoteAddress: "10.1.1.57",
      body: "Hello",
      size: 5,
      verbose: "< HTTP/1.1 200 OK\n< Server: x\n",
      verboseCut: false,
    });
  });

  it("never takes a cut-off output for a result, wherever it is cut", () => {
    const last = marker(token, plannedAttempts(request).length - 1, "end");
    for (let length = 0; length < whole.indexOf(last) + last.length; length += 1) {
      const { verdict, attempts } = read(whole.slice(0, length));
      expect(verdict.code).toMatch(/^(incomplete|failed)$/);
      expect(attempts.at(-1)?.outcome).toEqual({ code: "noResult" });
    }
  });

  it("says how many attempts were lost", () => {
    const cut = whole.slice(0, whole.indexOf(marker(token, 1, "verbose")));
    expect(read(cut).verdict).toEqual({ code: "incomplete", lost: 2 });
    expect(read("").verdict).toEqual({ code: "failed", outcome: { code: "noResult" }, same: true });
  });

  it("says when curl's words were cut to their share", () => {
    const long = outputOf(request, () => ({ verbose: "*".repeat(20_000) }));
    expect(read(long).attempts[0]?.reading.verboseCut).toBe(true);
  });

  it("finds the exit code in curl's words where curl is too old for the variable", () => {
    const verbose = "* Closing connection 0\ncurl: (28) Connection timed out after 5001 milliseconds\n";
    const output = outputOf(request, () => ({ exit: 28, verbose })).replaceAll("exit=28 ", "exit= ");
    expect(read(output).attempts[0]?.outcome.code).toBe("timedOut");
  });

  it.each(["sh: line 2: curl: command not found", "/tmp/_script.sh: 2: curl: not found"])(
    "says when there is no curl: %s",
    (errors) => {
      const output = whole.replaceAll(/=\S+:metrics= .*\n/g, "");
      expect(read(output, errors).verdict).toEqual({
        code: "failed",
        outcome: { code: "noCurl" },
        same: true,
      });
    },
  );

  it("reads whatever comes without failing", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (output, errors) => {
        expect(read(output, errors).verdict.code).toBe("failed");
      }),
    );
  });
});

describe("what resolvers say", () => {
  const lookedUp = (system: string, vpc: string) =>
    [marker(token, 0, "system"), system, marker(token, 0, "vpc"), vpc, marker(token, 0, "looked"), ""].join(
      "\n",
    );
  const addresses = (text: string, errors = "") => read(`${whole}${text}`, errors).attempts[0]?.addresses;

  it("is each address once", () => {
    const system = "10.1.1.57       STREAM vpce-1\n10.1.1.57       DGRAM\n10.1.2.57       STREAM";
    expect(addresses(lookedUp(system, "target.example.\n10.1.1.57\n2600:1f18::5"))).toEqual({
      system: ["10.1.1.57", "10.1.2.57"],
      vpc: ["10.1.1.57", "2600:1f18::5"],
    });
  });

  it("is nothing for an unknown name, and absent when it was not asked or not answered", () => {
    expect(addresses(lookedUp("", ""))).toEqual({ system: [], vpc: [] });
    expect(addresses(lookedUp("", ";; connection timed out; no servers could be reached"))).toEqual({
      system: [],
    });
    expect(addresses(lookedUp("", ""), "sh: 9: dig: not found\nsh: 8: getent: not found")).toEqual({});
    expect(addresses("")).toEqual({});
  });
});

describe("curl's exit code", () => {
  const mismatch = "curl: (60) SSL: no alternative certificate subject name matches target host name 'a'";
  const connected = [0.002, 0.003, 0, 0, 0.01] as const;

  it.each<[Left, AttemptOutcome]>([
    [
      { exit: 0, status: 200 },
      { code: "passed", httpStatus: 200 },
    ],
    [
      { exit: 0, status: 302 },
      { code: "passed", httpStatus: 302 },
    ],
    [
      { exit: 0, status: 404 },
      { code: "httpError", httpStatus: 404 },
    ],
    [
      { exit: 0, status: 503 },
      { code: "httpError", httpStatus: 503 },
    ],
    [{ exit: 1, times: connected }, { code: "notHttp" }],
    [
      { exit: 1, times: [0, 0, 0, 0, 0] },
      { code: "otherFailure", exitCode: 1 },
    ],
    [{ exit: 6, times: [0, 0, 0, 0, 0.01] }, { code: "unknownName" }],
    [{ exit: 7, verbose: "connect to 10.1.1.5 port 5000 failed: Connection refused" }, { code: "refused" }],
    [{ exit: 7, verbose: "connect to 10.1.1.5 failed: No route to host" }, { code: "unreachable" }],
    [{ exit: 7, verbose: "Immediate connect fail for ::1: Network is unreachable" }, { code: "unreachable" }],
    [{ exit: 8, times: connected }, { code: "notHttp" }],
    [{ exit: 18, status: 200 }, { code: "cutShort" }],
    [
      { exit: 28, times: [0, 0, 0, 0, 5] },
      { code: "timedOut", waitedFor: "dns" },
    ],
    [
      { exit: 28, times: [0.002, 0, 0, 0, 5] },
      { code: "timedOut", waitedFor: "connect" },
    ],
    [
      { exit: 28, times: [0.002, 0.003, 0, 0, 10] },
      { code: "timedOut", waitedFor: "answer" },
    ],
    [{ exit: 35 }, { code: "tlsFailed" }],
    [{ exit: 51, verbose: mismatch.replace("60", "51") }, { code: "wrongName" }],
    [{ exit: 52 }, { code: "emptyReply" }],
    [{ exit: 55 }, { code: "reset" }],
    [{ exit: 56 }, { code: "reset" }],
    [{ exit: 60, verbose: mismatch }, { code: "wrongName" }],
    [
      { exit: 60, verbose: "SSL: certificate subject name 'a' does not match target hostname 'b'" },
      { code: "wrongName" },
    ],
    [
      { exit: 60, verbose: "certificate has expired" },
      { code: "untrusted", reason: "expired" },
    ],
    [
      { exit: 60, verbose: "self-signed certificate" },
      { code: "untrusted", reason: "authority" },
    ],
    [
      { exit: 60, verbose: "unable to get local issuer certificate" },
      { code: "untrusted", reason: "authority" },
    ],
    [
      { exit: 60, verbose: "CRL is old" },
      { code: "untrusted", reason: "other" },
    ],
    [{ exit: 77 }, { code: "otherFailure", exitCode: 77 }],
  ])("%j means %j", (left, expected) => {
    expect(outcome(left)).toEqual(expected);
    expect(outcomeWords(expected, { exitCode: left.exit ?? 0 })).not.toBe("");
    expect(outcomeMeaning(expected, "available")).toMatch(/\.$/);
  });

  it("over https waits for TLS before it waits for an answer", () => {
    const left = { exit: 28, times: [0.002, 0.003, 0, 0, 10] } as const;
    expect(outcome(left, { scheme: "https" })).toEqual({ code: "timedOut", waitedFor: "tls" });
  });

  it.each([1, 28, 52, 56])("%i is no failure of a test that only connects, once it has connected", (exit) => {
    const left = { exit, times: [0.002, 0.003, 0, 0, 1.2] } as const;
    expect(outcome(left, { scheme: "tcp" })).toEqual({ code: "connected" });
  });

  it("is one where nothing connects", () => {
    const left = { exit: 28, times: [0.002, 0, 0, 0, 5] } as const;
    expect(outcome(left, { scheme: "tcp" })).toEqual({ code: "timedOut", waitedFor: "connect" });
  });
});

describe("expectations", () => {
  it.each<[Left, { status?: number; text?: string }, AttemptOutcome]>([
    [{ status: 403 }, { status: 403 }, { code: "passed", httpStatus: 403 }],
    [{ status: 200 }, { status: 204 }, { code: "otherStatus", httpStatus: 200, expected: 204 }],
    [{ body: "Hello, World" }, { text: "World" }, { code: "passed", httpStatus: 200 }],
    [{ body: "Hello" }, { text: "World" }, { code: "textMissing", httpStatus: 200, cut: false }],
    [{ status: 500, body: "World" }, { text: "World" }, { code: "httpError", httpStatus: 500 }],
  ])("%j against %j: %j", (left, expect_, expected) => {
    expect(outcome(left, { expect: expect_ })).toEqual(expected);
  });

  it("say when only the beginning of a body was looked at", () => {
    const asked = requestTo(0, { expect: { text: "World" } });
    const output = outputOf(asked, () => ({ body: "Hello" })).replace("size=5", "size=5000");
    const [attempt] = readOutput(asked, { output, errors: "" }, token).attempts;
    expect(attempt?.outcome).toEqual({ code: "textMissing", httpStatus: 200, cut: true });
  });
});

it("the head of an answer is the last one that curl received", () => {
  const verbose =
    "> GET / HTTP/1.1\n< HTTP/1.1 100 Continue\n< \n< HTTP/2 200 \n< Content-Type: text/html; charset=utf-8\r\n< \n";
  expect(answerHead({ verbose })).toEqual(["HTTP/2 200", "Content-Type: text/html; charset=utf-8"]);
  expect(headerOf({ verbose }, "content-type")).toBe("text/html; charset=utf-8");
  expect(answerHead({ verbose: "*   Trying…" })).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { compareTests } from "../../../../src/core/probe/comparison.ts";
import type { PlannedAttempt } from "../../../../src/core/probe/parts.ts";
import { reportMarkdown } from "../../../../src/core/probe/render/markdown.ts";
import type { ProbeReport } from "../../../../src/core/probe/report.ts";
import { comparisonSentences, verdictMeaning, verdictSentence } from "../../../../src/text/probe.ts";
import { type Left, reportOf, requestTo, timedOut } from "../../../support/probes.ts";

const hello = {
  body: "Hello, PrivateLink World!",
  verbose: "< HTTP/1.1 200 OK\n< Content-Type: text/html\n",
};
const unknown = { exit: 6, times: [0, 0, 0, 0, 0.012] } as const;
const refused = { exit: 7, times: [0.002, 0, 0, 0, 0.003] } as const;

/** A report in which some attempts fail and all others answer. */
function failing(
  zones: number,
  fails: (attempt: PlannedAttempt) => Left | undefined,
  change?: Partial<ProbeReport>,
) {
  return reportOf(requestTo(zones), (attempt) => fails(attempt) ?? hello, change);
}

const inZone = (id: string) => (attempt: PlannedAttempt) => (attempt.zoneId === id ? timedOut : undefined);

describe("the verdict over all attempts", () => {
  it.each<[string, ProbeReport, ProbeReport["verdict"]]>([
    ["everything works", reportOf(requestTo(3)), { code: "passed" }],
    [
      "all fail alike",
      failing(2, () => timedOut),
      { code: "failed", outcome: { code: "timedOut", waitedFor: "connect" }, same: true },
    ],
    [
      "interfaces fail alike, names for reasons of their own",
      failing(2, ({ kind, nameKind }) => (kind === "name" && nameKind === "zonal" ? unknown : timedOut)),
      { code: "failed", outcome: { code: "timedOut", waitedFor: "connect" }, same: true },
    ],
    [
      "all fail, each its own way",
      failing(2, ({ zoneId }) => (zoneId === "use1-az1" ? refused : timedOut)),
      { code: "failed", outcome: { code: "refused" }, same: false },
    ],
    [
      "one zone of three",
      failing(3, inZone("use1-az2")),
      {
        code: "zonesBroken",
        broken: [{ zoneName: "us-east-1b", zoneId: "use1-az2" }],
        working: [
          { zoneName: "us-east-1a", zoneId: "use1-az1" },
          { zoneName: "us-east-1c", zoneId: "use1-az3" },
        ],
        outcome: { code: "timedOut", waitedFor: "connect" },
      },
    ],
    [
      "one zone, which the regional name happened to lead to",
      failing(2, ({ zoneId }) => (zoneId === "use1-az1" ? undefined : timedOut)),
      {
        code: "zonesBroken",
        broken: [{ zoneName: "us-east-1b", zoneId: "use1-az2" }],
        working: [{ zoneName: "us-east-1a", zoneId: "use1-az1" }],
        outcome: { code: "timedOut", waitedFor: "connect" },
      },
    ],
    [
      "a zonal name that does not resolve, while its interface answers",
      failing(2, ({ kind, zoneId }) => (kind === "name" && zoneId === "use1-az2" ? unknown : undefined)),
      {
        code: "namesBroken",
        hosts: ["vpce-1-x-us-east-1b.vpce-svc-1.us-east-1.vpce.amazonaws.com"],
        outcome: { code: "unknownName" },
      },
    ],
    [
      "names for different reasons",
      failing(2, ({ kind, zoneId }) =>
        kind === "interface" || zoneId === "use1-az1" ? undefined : zoneId === undefined ? timedOut : unknown,
      ),
      { code: "mixed", failed: 2, outcome: { code: "timedOut", waitedFor: "connect" } },
    ],
    [
      "a zone, and a name for another reason",
      failing(2, ({ zoneId, kind }) =>
        zoneId === "use1-az2" ? timedOut : kind === "name" && zoneId === undefined ? unknown : undefined,
      ),
      { code: "mixed", failed: 3, outcome: { code: "unknownName" } },
    ],
  ])("%s", (_, report, verdict) => {
    expect(report.verdict).toEqual(verdict);
  });

  it.each([7, 18, 28, 35, 51, 52, 55, 56, 60])("has curl's exit code %i in what it means", (exit) => {
    const report = failing(2, () => ({ exit, times: [0.002, 0, 0, 0, 0.003] }));
    expect(verdictMeaning(report)).toMatch(new RegExp(`\\(curl exit [^)]*\\b${exit}\\b`));
  });

  it("says each in a sentence, and where the fault is", async () => {
    const reports = [
      reportOf(requestTo(1)),
      reportOf(requestTo(2)),
      reportOf(requestTo(3)),
      reportOf(requestTo(2, { scheme: "tcp" })),
      failing(2, () => timedOut),
      failing(2, () => timedOut, { endpointState: "pendingAcceptance" }),
      failing(2, () => timedOut, { endpointState: "rejected" }),
      failing(3, () => refused),
      failing(2, () => unknown),
      failing(2, () => ({ exit: 0, status: 503 })),
      failing(2, ({ zoneId }) => (zoneId === "use1-az1" ? refused : timedOut)),
      failing(3, inZone("use1-az2")),
      failing(2, ({ kind, zoneId }) => (kind === "name" && zoneId === "use1-az2" ? unknown : undefined)),
      failing(2, ({ zoneId, kind }) =>
        zoneId === "use1-az2" ? timedOut : kind === "name" && zoneId === undefined ? unknown : undefined,
      ),
    ];
    const said = reports.map((report) => `${verdictSentence(report)}\n  ${verdictMeaning(report)}\n`);
    await expect(said.join("\n")).toMatchFileSnapshot("../../../golden/probe/verdicts.txt");
  });
});

describe("a report to paste elsewhere", () => {
  const at = "22 Nov 2025, 14:08";

  it("says what was found", async () => {
    const leak = {
      ...hello,
      body: "arn:aws:iam::444455556666:role/x of 111122223333, and ``` and | and <b>",
    };
    const passed = reportOf(requestTo(2), () => leak, {
      certificate: { subject: "CN=service.example.com", issuer: "CN=CA", expiresAt: Date.UTC(2027, 0, 31) },
    });
    const text = reportMarkdown(passed, at);
    expect(text).not.toMatch(/444455556666|111122223333/);
    await expect(text).toMatchFileSnapshot("../../../golden/probe/passed.md");
  });

  it("says what was expected", () => {
    const asked = requestTo(1, { expect: { status: 200, text: "Bonjour" } });
    const text = reportMarkdown(
      reportOf(asked, () => hello),
      at,
    );
    expect(text).toContain('GET / over http, port 5000. Expected: status 200 and the text "Bonjour"');
  });

  it("has curl's own words when something failed", async () => {
    const words = { ...timedOut, verbose: "*   Trying 10.1.2.57:5000...\ncurl: (28) Connection timed out\n" };
    const text = reportMarkdown(
      failing(3, ({ zoneId }) => (zoneId === "use1-az2" ? words : undefined)),
      at,
    );
    await expect(text).toMatchFileSnapshot("../../../golden/probe/zoneBroken.md");
  });
});

describe("the comparison with the last good run", () => {
  const good = { ...reportOf(requestTo(2)), startedAt: Date.UTC(2025, 10, 21) };
  const compared = (report: ProbeReport) => ({ ...report, comparison: compareTests(report, good) });

  it("names what worked then and fails now", () => {
    const report = compared(failing(2, inZone("use1-az2")));
    expect(report.comparison.attempts.filter(({ broken }) => broken).map(({ key }) => key)).toEqual([
      "vpce-1-x-us-east-1b.vpce-svc-1.us-east-1.vpce.amazonaws.com",
      "eni-2",
    ]);
    expect(comparisonSentences(report, "21 Nov")).toEqual([
      "The last good run was on 21 Nov.",
      "Worked then and fails now: zonal name of use1-az2, interface in use1-az2.",
    ]);
  });

  it("says how fast it was, when all still works", () => {
    const slower = reportOf(requestTo(2), () => ({ times: [0.002, 0.003, 0, 0.5, 0.6] }));
    expect(comparisonSentences(compared(slower), "21 Nov").at(-1)).toBe(
      "The slowest took 12.1 ms then and takes 600.0 ms now.",
    );
  });

  it("says when something else was asked", () => {
    const other = compared(reportOf(requestTo(2, { port: 443 })));
    expect(other.comparison.otherRequest).toBe(true);
    expect(comparisonSentences(other, "21 Nov")).toContain(
      "It asked for something else, or from another instance.",
    );
    expect(compared(reportOf(requestTo(2))).comparison.otherRequest).toBe(false);
  });
});

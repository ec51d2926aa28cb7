import { describe, expect, it } from "vitest";
import type { CauseId } from "../../../../src/core/diagnose/cause.ts";
import type { Finding } from "../../../../src/core/diagnose/finding.ts";
import { found } from "../../../../src/core/diagnose/found.ts";
import { rank } from "../../../../src/core/diagnose/rank.ts";
import type { AttemptOutcome, ProbeReport, Verdict } from "../../../../src/core/probe/report.ts";

function finding(cause: CauseId, more: Partial<Finding> = {}): Finding {
  return found(cause, { proof: [], ...more });
}

/** Of what was found: the order, with what is folded in brackets. */
function order(findings: readonly Finding[], verdict?: Verdict): string {
  const test = verdict === undefined ? undefined : report(verdict);
  return rank(findings, test)
    .map(({ cause, folded }) => [cause, ...folded.map((each) => `(${each.cause})`)].join(" "))
    .join(", ");
}

function report(verdict: Verdict): ProbeReport {
  return {
    id: "test-1",
    request: { endpointId: "vpce-1", scheme: "http", port: 5000, path: "/", names: [], interfaces: [] },
    endpointName: "orders",
    scope: { profile: "consumer", region: "us-east-1", account: "222222222222" },
    instanceId: "i-1",
    instanceName: "tester",
    startedAt: 1,
    durationMs: 1,
    commandId: "command-1",
    attempts: [],
    verdict,
    endpointState: "available",
  };
}

const failed = (outcome: AttemptOutcome): Verdict => ({ code: "failed", outcome, same: true });

describe("findings", () => {
  it("come in the order in which a packet meets them, whatever the order of the rules", () => {
    const all = ["E2", "D1", "A2", "B1", "B3", "C3"] as const;
    expect(order(all.map((cause) => finding(cause)))).toBe("C3, B3, B1, A2, D1, E2");
  });

  it("that are proved come before what is likely, and breaks before what is degraded and what is a risk", () => {
    const all = ["B11", "E3", "C4", "B18", "E2"] as const;
    // E2 brings E3 with it.
    expect(order(all.map((cause) => finding(cause)))).toBe("E2 (E3), B18, C4, B11");
  });

  it("are folded under what brings them, also when a packet meets them before", () => {
    expect(order([finding("C1"), finding("A7"), finding("A8"), finding("B11")])).toBe("A7 (C1) (A8), B11");
  });

  it("are folded once, under the one that comes first", () => {
    expect(order([finding("F6"), finding("E10"), finding("E7"), finding("E2")])).toBe("E2 (E10) (F6), E7");
  });

  it("that are broken are not folded under a risk", () => {
    expect(order([finding("C2", { severity: "risk" }), finding("C1")])).toBe("C1, C2");
    expect(order([finding("C2"), finding("C1")])).toBe("C2 (C1)");
  });

  it("are folded under likely ones only where the catalogue says so", () => {
    expect(order([finding("E5"), finding("E10"), finding("B1")])).toBe("B1, E5 (E10)");
  });

  it("have one cause, others beside it, and risks", () => {
    const ranked = rank([finding("B11"), finding("A2"), finding("B1")], undefined);
    expect(ranked.map(({ cause, role }) => `${cause} ${role}`)).toEqual([
      "B1 cause",
      "A2 alsoWrong",
      "B11 risk",
    ]);
  });

  it("that are likely go by what the test has shown", () => {
    const likely = ["E3", "E15", "E12", "E18"] as const;
    const after = (outcome: AttemptOutcome) =>
      order(
        likely.map((cause) => finding(cause)),
        failed(outcome),
      ).split(", ")[0];
    expect(after({ code: "refused" })).toBe("E3");
    expect(after({ code: "wrongName" })).toBe("E15");
    expect(after({ code: "reset" })).toBe("E12");
    expect(after({ code: "httpError", httpStatus: 503 })).toBe("E18");
  });

  it("about the zones that a test found broken come first; others do when it failed everywhere", () => {
    const zonal = finding("B5", { zoneIds: ["use1-az2"], severity: "broken" });
    const everywhere = finding("B1");
    expect(order([everywhere, zonal], failed({ code: "timedOut", waitedFor: "connect" }))).toBe("B1, B5");
    const verdict: Verdict = {
      code: "zonesBroken",
      broken: [{ zoneName: "us-east-1b", zoneId: "use1-az2" }],
      working: [{ zoneName: "us-east-1a", zoneId: "use1-az1" }],
      outcome: { code: "timedOut", waitedFor: "connect" },
    };
    expect(order([everywhere, zonal], verdict)).toBe("B5, B1");
    const other = finding("B5", { zoneIds: ["use1-az1"], severity: "broken" });
    expect(order([everywhere, other, finding("E10", { zoneIds: ["use1-az2"] })], verdict)).toContain("E10");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DiagnoseSession, type DiagnosisReport, type PlanFix } from "../../src/app/diagnoseSession.ts";
import { diagnose } from "../../src/core/diagnose/diagnose.ts";
import type { RankedFinding } from "../../src/core/diagnose/finding.ts";
import { startRun } from "../../src/core/plan/run.ts";
import { systemClock } from "../../src/ui/platform/clock.ts";
import { callsOf } from "../support/calls.ts";
import { allFaults } from "../support/diagnose/faults/allFaults.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";
import { failedTest } from "../support/diagnose/tests.ts";

/* A diagnosis over time: read, read again, cut off, mended, and found again by the next window. */

let stage: DiagnoseStage;

beforeAll(async () => {
  stage = await DiagnoseStage.open();
});

afterAll(() => stage.close());

function reportOf({ phase }: DiagnoseSession): DiagnosisReport {
  if (phase.status === "done") return phase.report;
  throw new Error(`There is no report: ${JSON.stringify(phase)}`);
}

function firstFix(session: DiagnoseSession): { readonly finding: RankedFinding; readonly fix: PlanFix } {
  const [finding] = reportOf(session).diagnosis.findings;
  const fix = finding?.fixes.find((each) => each.kind === "plan");
  if (finding === undefined || fix === undefined) throw new Error("There is nothing to fix.");
  return { finding, fix };
}

async function broken(cause: "B1"): Promise<DiagnoseSession> {
  const fault = allFaults[cause];
  const { session } = await stage.break(fault === undefined ? [] : [fault]);
  return session;
}

describe("a diagnosis", () => {
  it("believes lists that were just read, and reads everything anew when it is run again", async () => {
    const session = await broken("B1");
    const { sandbox } = stage.workbench;
    const first = await callsOf(sandbox, () => session.load());
    expect(first["DescribeVpcEndpoints"]).toBeUndefined();
    expect(first["DescribeVpcEndpointServiceConfigurations"]).toBeUndefined();
    expect(first["DescribeVpcEndpointConnections"]).toBeUndefined();
    const second = await callsOf(sandbox, () => session.again());
    expect(second["DescribeVpcEndpoints"]).toBe(2);
    expect(second["DescribeVpcEndpointServiceConfigurations"]).toBe(1);
    expect(second["DescribeVpcEndpointConnections"]).toBe(1);
    const total = Object.values(second).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(36);
    session.dispose();
  });

  it("believes no list that is older than the test that it explains", async () => {
    const made = await broken("B1");
    const failed = failedTest(stage.parts, { code: "timedOut", waitedFor: "connect" }, { exitCode: 28 });
    // The lists' ages go by the window's clock, so the test's has to.
    const test = { ...failed, startedAt: systemClock.now() };
    const session = new DiagnoseSession(made.question, { ...stage.ports(test), clock: systemClock });
    made.dispose();
    const calls = await callsOf(stage.workbench.sandbox, () => session.load());
    expect(calls["DescribeVpcEndpoints"]).toBe(2);
    expect(calls["DescribeVpcEndpointConnections"]).toBe(1);
    session.dispose();
  });

  it("that is cut off has failed, or keeps the report of before", async () => {
    const session = await broken("B1");
    const loading = session.load();
    session.cancel();
    await loading;
    expect(session.phase).toMatchObject({ status: "failed", failure: { code: "aborted" } });
    await session.again();
    const { revision } = reportOf(session);
    const again = session.again();
    expect(session.phase).toMatchObject({ status: "done", again: true });
    session.cancel();
    await again;
    expect(session.phase).toMatchObject({ status: "done", again: false, report: { revision } });
    session.dispose();
  });

  it("takes a test into account only until something was changed after it", async () => {
    const made = await broken("B1");
    const failed = failedTest(stage.parts, { code: "timedOut", waitedFor: "connect" }, { exitCode: 28 });
    const test = { ...failed, startedAt: stage.ports().clock.now() };
    // Nobody but the test can tell the port.
    await stage.workbench.session.openScopes([{ profile: "consumer", region: "us-east-1" }]);
    const { port, ...portless } = made.question.target;
    const session = new DiagnoseSession({ ...made.question, target: portless }, stage.ports(test));
    made.dispose();
    await session.load();
    expect(reportOf(session).test).toBe(test);
    const { finding, fix } = firstFix(session);
    await session.apply(reportOf(session).revision, finding, fix);
    expect(reportOf(session).test).toBeUndefined();
    expect(reportOf(session).target.port).toBe(port);
    expect(reportOf(session).diagnosis.findings).toEqual([]);
    expect(reportOf(session).diagnosis.fine).toContain("B1");
    session.dispose();
    await stage.openBoth();
  });

  it("does not take a test into account that is older than an hour", async () => {
    const made = await broken("B1");
    const failed = failedTest(stage.parts, { code: "timedOut", waitedFor: "connect" }, { exitCode: 28 });
    for (const [minutes, counts] of [
      [30, true],
      [61, false],
    ] as const) {
      const startedAt = stage.ports().clock.now() - minutes * 60_000;
      const session = new DiagnoseSession(made.question, stage.ports({ ...failed, startedAt }));
      await session.load();
      expect(reportOf(session).test !== undefined).toBe(counts);
      session.dispose();
    }
    made.dispose();
  });

  it("does not take a test into account that came before a fix of the window before", async () => {
    const made = await broken("B1");
    const failed = failedTest(stage.parts, { code: "timedOut", waitedFor: "connect" }, { exitCode: 28 });
    const ports = stage.ports({ ...failed, startedAt: stage.ports().clock.now() });
    const before = new DiagnoseSession(made.question, ports);
    await before.load();
    const { finding, fix } = firstFix(before);
    await before.apply(reportOf(before).revision, finding, fix);
    before.dispose();
    const next = new DiagnoseSession(made.question, ports);
    await next.load();
    expect(next.fix).toBeUndefined();
    expect(reportOf(next).test).toBeUndefined();
    next.dispose();
    made.dispose();
  });

  it("asks nothing of a scope that is another account's by now, whatever its name", async () => {
    const made = await broken("B1");
    const { consumer } = made.question;
    made.dispose();
    if (consumer === undefined) throw new Error("No scope of the consumer is open.");
    const { serviceName } = made.question.target;
    const question = { target: { serviceName }, consumer: { ...consumer, account: "999999999999" } };
    const session = new DiagnoseSession(question, stage.ports());
    await session.load();
    expect(Object.keys(reportOf(session).evidence)).toEqual(["id", "readAt", "provider"]);
    session.dispose();
  });

  it.each(["B1", "D4", "A1"] as const)(
    "with one side open finds of %s what both sides' evidence says without the other",
    async (cause) => {
      const fault = allFaults[cause];
      const { evidence, target } = await stage.diagnose(fault === undefined ? [] : [fault]);
      for (const [side, other] of [
        ["consumer", "provider"],
        ["provider", "consumer"],
      ] as const) {
        await stage.workbench.session.openScopes([{ profile: side, region: "us-east-1" }]);
        const session = new DiagnoseSession({ target }, stage.ports());
        await session.load();
        const { [other]: _, ...own } = evidence;
        const causes = (findings: readonly RankedFinding[]) => findings.map((each) => each.cause);
        const { diagnosis } = reportOf(session);
        expect(causes(diagnosis.findings)).toEqual(causes(diagnose(own, target).findings));
        expect(diagnosis.unseen).toContainEqual(
          expect.objectContaining({ side: other, gap: { code: "notOpen" } }),
        );
        session.dispose();
      }
      await stage.openBoth();
    },
  );
});

describe("a fix", () => {
  it("is of the report that was seen: an older one's does nothing", async () => {
    const session = await broken("B1");
    await session.load();
    const { revision } = reportOf(session);
    const { finding, fix } = firstFix(session);
    await session.again();
    await session.apply(revision, finding, fix);
    expect(session.fix).toBeUndefined();
    session.dispose();
  });

  it("is applied once, whoever clicks twice, or on another one too", async () => {
    const { session } = await stage.break([allFaults.D4, allFaults.B1].flatMap((fault) => fault ?? []));
    await session.load();
    const { diagnosis, revision } = reportOf(session);
    const fixes = diagnosis.findings.flatMap((finding) =>
      finding.fixes.flatMap((fix) => (fix.kind === "plan" ? [{ finding, fix }] : [])),
    );
    expect(fixes.length).toBeGreaterThan(1);
    await Promise.all(fixes.map(({ finding, fix }) => session.apply(revision, finding, fix)));
    expect(session.fix?.run.plan.id).toBe(fixes[0]?.fix.plan.id);
    expect(session.fix).toMatchObject({ finding: fixes[0]?.finding, run: { status: "done" } });
    session.dispose();
  });

  it("that a window has left behind is found by the next one, which can go on with it", async () => {
    const first = await broken("B1");
    await first.load();
    const { finding, fix } = firstFix(first);
    first.dispose();
    const ports = stage.ports();
    const { origin } = stage.workbench.session;
    const { serviceName, endpointId = "" } = first.question.target;
    const answers = { serviceName, endpointId, cause: finding.cause, code: fix.code };
    await ports.fixes.writeApplied({ origin, planId: fix.plan.id, answers });
    await ports.journal.write(startRun(fix.plan));

    const next = new DiagnoseSession(first.question, ports);
    await next.load();
    expect(next.fix).toMatchObject({ cause: "B1", code: fix.code, run: { status: "stopped" } });
    await next.resumeFix();
    expect(next.fix).toMatchObject({ run: { status: "done" } });
    expect(reportOf(next).diagnosis.findings).toEqual([]);
    await next.closeFix();
    expect(next.fix).toBeUndefined();
    expect(await ports.journal.read(fix.plan.id)).toBeUndefined();
    expect(await ports.fixes.readApplied(origin)).toEqual([]);
    next.dispose();
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { DiagnoseSession, type DiagnosisReport } from "../../src/app/diagnoseSession.ts";
import { askedDiagnosis } from "../../src/app/fixRequests.ts";
import { fixRequestFor } from "../../src/core/diagnose/fixRequest.ts";
import { handshakeLines, parseHandshake } from "../../src/core/model/handshake.ts";
import { fixRequestText } from "../../src/text/invitation.ts";
import type { Fault } from "../support/diagnose/fault.ts";
import { allFaults } from "../support/diagnose/faults/allFaults.ts";
import { DiagnoseStage } from "../support/diagnose/stage.ts";
import { opener } from "../support/handshakes.ts";

/* What one side asks of the other: written by a diagnosis in one window, opened as a diagnosis in another. */

let stage: DiagnoseStage;

afterEach(() => stage.close());

/** A window in which only the scopes of one side are open. */
async function openOnly(profile: string): Promise<void> {
  await stage.workbench.session.openScopes([{ profile, region: "us-east-1" }]);
}

async function diagnoseFrom(
  profile: string,
  fault: Fault | undefined,
): Promise<DiagnosisReport & { readonly session: DiagnoseSession }> {
  const { session } = await stage.break(fault === undefined ? [] : [fault]);
  const { question } = session;
  session.dispose();
  await openOnly(profile);
  return diagnose({ target: question.target });
}

async function diagnose(question: DiagnoseSession["question"]) {
  const session = new DiagnoseSession(question, stage.ports());
  await session.load();
  session.dispose();
  if (session.phase.status !== "done") throw new Error(JSON.stringify(session.phase));
  return { session, ...session.phase.report };
}

describe("a request to the other side", () => {
  it("asks the provider to accept, and opens there with that in front", async () => {
    stage = await DiagnoseStage.open();
    const report = await diagnoseFrom("consumer", allFaults.A1);
    const [finding] = report.diagnosis.findings;
    expect(finding).toMatchObject({ cause: "A1", side: "provider" });
    expect(finding?.fixes.filter(({ kind }) => kind === "plan")).toEqual([]);
    const request = fixRequestFor(report, "provider", finding);
    if (request === undefined) throw new Error("There is no request.");
    const text = fixRequestText("Please accept this connection", request, opener);
    expect(parseHandshake(text)).toEqual({ ok: true, handshake: request });

    await openOnly("provider");
    const asked = askedDiagnosis(stage.workbench.session.inventory, request);
    expect(asked?.focus).toBe("A1");
    if (asked === undefined) throw new Error("The request is nobody's here.");
    const other = await diagnose(asked.question);
    expect(other.diagnosis.findings[0]).toMatchObject({ cause: "A1", fixes: [{ kind: "plan" }] });
  });

  it("tells the provider where clients connect from, without which nobody can prove it there", async () => {
    stage = await DiagnoseStage.open();
    const report = await diagnoseFrom("consumer", allFaults.D4);
    expect(report.diagnosis.findings).toEqual([]);
    const request = fixRequestFor(report, "provider");
    expect(request).toMatchObject({ clientCidrs: ["10.1.0.0/16"], port: 5000 });
    if (request === undefined) throw new Error("There is no request.");
    expect(handshakeLines(request)).toContain("Client addresses: 10.1.0.0/16");

    await openOnly("provider");
    const { endpointId = "", serviceName } = request;
    const untold = await diagnose({ target: { serviceName, endpointId, port: 5000 } });
    expect(untold.diagnosis.findings).toEqual([]);
    const asked = askedDiagnosis(stage.workbench.session.inventory, request);
    if (asked === undefined) throw new Error("The request is nobody's here.");
    const told = await diagnose(asked.question);
    expect(told.diagnosis.findings[0]).toMatchObject({ cause: "D4", fixes: [{ kind: "plan" }, {}] });
  });

  it("is nobody's where the account that was asked is not open", async () => {
    stage = await DiagnoseStage.open();
    const report = await diagnoseFrom("consumer", allFaults.A1);
    const request = fixRequestFor(report, "provider", report.diagnosis.findings[0]);
    if (request === undefined) throw new Error("There is no request.");
    expect(askedDiagnosis(stage.workbench.session.inventory, request)).toBeUndefined();
  });

  it("is not made where both sides are open", async () => {
    stage = await DiagnoseStage.open();
    const report = await stage.diagnose([]);
    expect(fixRequestFor(report, "provider")).toBeUndefined();
    expect(fixRequestFor(report, "consumer")).toBeUndefined();
  });
});

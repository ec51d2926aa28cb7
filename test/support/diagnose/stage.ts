import { randomUUID } from "node:crypto";
import {
  type DiagnosePorts,
  DiagnoseSession,
  type DiagnosisReport,
} from "../../../src/app/diagnoseSession.ts";
import { PlanLocks } from "../../../src/app/planLocks.ts";
import type { DiagnosisTarget } from "../../../src/core/diagnose/evidence/evidence.ts";
import type { ProbeReport } from "../../../src/core/probe/report.ts";
import { settleChecks } from "../../../src/sandbox/network/healthWatch.ts";
import { restoreSnapshot, type Snapshot } from "../../../src/sandbox/scenarios/snapshot.ts";
import { systemClock } from "../../../src/ui/platform/clock.ts";
import { fastClock } from "../fastClock.ts";
import { memoryDrafts, Workbench } from "../workbench.ts";
import type { Fault } from "./fault.ts";
import { type Parts, partsOf } from "./parts.ts";

/** The connection of the scenario `connected`, to be broken and diagnosed as often as wanted. */
export class DiagnoseStage {
  readonly workbench: Workbench;
  readonly #healthy: Snapshot;

  private constructor(workbench: Workbench) {
    this.workbench = workbench;
    this.#healthy = workbench.sandbox.snapshot();
  }

  static async open(): Promise<DiagnoseStage> {
    // What was just read stays young on a busy machine, too: the fast clock gives it half a second.
    return new DiagnoseStage(await Workbench.open({ scenario: "connected" }, systemClock));
  }

  get parts(): Parts {
    return partsOf(this.workbench.sandbox.world);
  }

  /** Breaks the healthy connection in so many ways, and diagnoses it, with both sides open. */
  async diagnose(faults: readonly Fault[]): Promise<DiagnosisReport> {
    const { session } = await this.break(faults);
    try {
      await session.load();
      const { phase } = session;
      if (phase.status === "done") return phase.report;
      throw new Error(`There is no report: ${JSON.stringify(phase)}`);
    } finally {
      session.dispose();
    }
  }

  /** Breaks the healthy connection, and begins a diagnosis of it. */
  async break(
    faults: readonly Fault[],
  ): Promise<{ readonly session: DiagnoseSession; readonly parts: Parts }> {
    const { sandbox, session } = this.workbench;
    restoreSnapshot(sandbox.world, this.#healthy);
    const { parts } = this;
    let target: DiagnosisTarget = {
      serviceName: parts.service.name,
      endpointId: parts.endpoint.id,
      port: parts.listener.port,
    };
    for (const { mutate } of faults) mutate(parts);
    for (const fault of faults) target = fault.target?.(target, parts) ?? target;
    const [test] = faults.flatMap((fault) => fault.test?.(parts) ?? []);
    settleChecks(sandbox.world);
    await session.inventory.refresh();
    // Tested just now: older tests do not count.
    const fresh = test && { ...test, startedAt: fastClock.now() };
    return { session: this.#session(target, fresh), parts };
  }

  /** Opens the scopes of both sides, as they are in the beginning. */
  async openBoth(): Promise<void> {
    const { sandbox, session } = this.workbench;
    await session.openScopes(sandbox.accounts.map(({ profile }) => ({ profile, region: "us-east-1" })));
  }

  close(): Promise<void> {
    return this.workbench.close();
  }

  /** What sessions stand on. */
  ports(test?: ProbeReport): DiagnosePorts {
    const { session, journal, lockFiles } = this.workbench;
    return {
      session,
      journal,
      locks: new PlanLocks(lockFiles, systemClock, randomUUID),
      clock: fastClock,
      fixes: memoryDrafts(),
      newId: randomUUID,
      lastTest: async () => test,
    };
  }

  /** Asked from the consumer's row: that is where an endpoint that is gone, or was never made, is asked about. */
  #session(target: DiagnosisTarget, test: ProbeReport | undefined): DiagnoseSession {
    const { scopes } = this.workbench.session;
    const consumer = scopes.find(({ profile }) => profile === "consumer");
    return new DiagnoseSession({ target, ...(consumer !== undefined && { consumer }) }, this.ports(test));
  }
}

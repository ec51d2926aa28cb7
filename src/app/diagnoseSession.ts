import { causeIds } from "../core/diagnose/catalogue/catalogue.ts";
import type { CauseId } from "../core/diagnose/cause.ts";
import { diagnose } from "../core/diagnose/diagnose.ts";
import type { DiagnosisTarget, Evidence } from "../core/diagnose/evidence/evidence.ts";
import { seenItems } from "../core/diagnose/evidence/seen.ts";
import type { Diagnosis, Finding, Fix } from "../core/diagnose/finding.ts";
import { type Failure, toFailure } from "../core/model/failure.ts";
import { isEnded, lastMoment, progressOf, type Run, startRun } from "../core/plan/run.ts";
import type { ProbeReport } from "../core/probe/report.ts";
import { collectEvidence, type Question } from "./collectEvidence.ts";
import type { DraftStore } from "./drafts.ts";
import { Listeners } from "./listeners.ts";
import { PlanRun, type PlanRunPorts } from "./planRun.ts";
import type { Session } from "./session.ts";
import { shownCalls } from "./shownCalls.ts";

export interface DiagnosePorts extends Omit<PlanRunPorts, "aws"> {
  readonly session: Session;
  /** What fixes were applied, so that the next window finds a run that has not ended. */
  readonly fixes: Pick<DraftStore, "readApplied" | "writeApplied" | "removeApplied">;
  /** A fresh, unguessable id. */
  readonly newId: () => string;
  /** The last connectivity test of an endpoint. */
  readonly lastTest?: (endpointId: string) => Promise<ProbeReport | undefined>;
}

/** One finished diagnosis, with what it was made from. */
export interface DiagnosisReport {
  /** Counts the reports of a session, so that nobody fixes what they have not seen. */
  readonly revision: number;
  readonly diagnosis: Diagnosis;
  readonly evidence: Evidence;
  /** With the port that was taken, where nobody has named one. */
  readonly target: DiagnosisTarget;
  readonly test?: ProbeReport;
}

export type DiagnosisPhase =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly failure: Failure }
  /** `again`: it is being read anew. */
  | { readonly status: "done"; readonly report: DiagnosisReport; readonly again: boolean };

export type PlanFix = Extract<Fix, { readonly kind: "plan" }>;

/** The fix that was applied last. After a restart of the editor the finding itself is not known any more. */
export interface AppliedFix {
  readonly cause: CauseId;
  readonly code: string;
  readonly run: Run;
  readonly finding?: Finding;
  /** Another window is at it. */
  readonly elsewhere: boolean;
}

/** What the inventory's lists may be old when a diagnosis begins; a diagnosis that is run again reads everything anew. */
const freshSeconds = 60;

/** Milliseconds. Nobody knows what somebody else has changed since a test that is older. */
const testsLast = 3_600_000;

/** The diagnosis of one connection, or of one service as a whole, and the fixes that come of it. Asks nothing itself. */
export class DiagnoseSession {
  readonly changed = new Listeners();
  readonly #ports: DiagnosePorts;
  readonly #planRun: PlanRun;
  readonly #unsubscribe: () => void;
  #question: Question;
  #phase: DiagnosisPhase = { status: "loading" };
  #revision = 0;
  /** When a fix of this session last called anything, also one that was closed since; epoch milliseconds. */
  #changedAt = 0;
  #reading = new AbortController();
  #applied: Omit<AppliedFix, "run" | "elsewhere"> | undefined;
  /** A fix is about to be applied: whoever clicks twice means one. */
  #isStarting = false;

  constructor(question: Question, ports: DiagnosePorts) {
    this.#question = question;
    this.#ports = ports;
    const { session, journal, locks, clock } = ports;
    const aws = async () => shownCalls(await session.aws(), session.inventory);
    this.#planRun = new PlanRun(
      { aws, journal, locks, clock },
      () => this.changed.tell(),
      () => undefined,
    );
    this.#unsubscribe = session.switched.add(() => this.#switch());
  }

  /** What is asked about; a new endpoint from then on when a fix has put one in the place of the old one. */
  get question(): Question {
    return this.#question;
  }

  get phase(): DiagnosisPhase {
    return this.#phase;
  }

  get fix(): AppliedFix | undefined {
    const { run, isElsewhere: elsewhere } = this.#planRun;
    return this.#applied && run && { ...this.#applied, run, elsewhere };
  }

  get isFixing(): boolean {
    return this.#isStarting || this.#planRun.isRunning;
  }

  /** Looks for a fix that another window has left behind, and reads for the first time. */
  async load(): Promise<void> {
    await Promise.all([this.#restoreFix(), this.#read(freshSeconds)]);
  }

  /** Reads everything anew. The last report stays until then. */
  async again(): Promise<void> {
    await this.#read(0);
  }

  /** Ends a reading that is under way. */
  cancel(): void {
    this.#reading.abort();
  }

  /** Applies one of a report's fixes, as it was shown, and looks again what is left. Nothing happens to an older report's. */
  async apply(revision: number, finding: Finding, fix: PlanFix): Promise<void> {
    if (this.#phase.status !== "done" || this.#phase.report.revision !== revision) return;
    if (this.isFixing || (this.fix !== undefined && !isEnded(this.fix.run))) return;
    this.#isStarting = true;
    try {
      await this.#begin(finding, fix);
    } finally {
      this.#isStarting = false;
    }
    await this.#execute(() =>
      this.#planRun.execute(startRun(fix.plan), [], (executor, signal) => executor.apply(signal)),
    );
  }

  /** Goes on with the step that failed. */
  async resumeFix(): Promise<void> {
    const { run } = this.#planRun;
    if (run === undefined) return;
    await this.#execute(() =>
      this.#planRun.execute(run, ["stopped"], (executor, signal) => executor.apply(signal)),
    );
  }

  async undoFix(): Promise<void> {
    const { run } = this.#planRun;
    if (run === undefined) return;
    const from = ["stopped", "undoStopped", "done"] as const;
    await this.#execute(() => this.#planRun.execute(run, from, (executor, signal) => executor.undo(signal)));
  }

  /** Stops before the next call, or within a wait. */
  cancelFix(): void {
    this.#planRun.cancel();
  }

  /** Leaves what a stopped fix has done, and forgets it; one that is under way stays. */
  async closeFix(): Promise<void> {
    const { run } = this.#planRun;
    if (run === undefined || this.#planRun.isRunning || this.#planRun.isElsewhere) return;
    if (!isEnded(run)) {
      await this.#planRun.execute(run, ["stopped", "undoStopped"], (executor) => executor.keep());
    }
    this.#planRun.forget();
    this.#applied = undefined;
    await this.#ports.journal.remove(run.plan.id);
    await this.#ports.fixes.removeApplied(run.plan.id);
    this.changed.tell();
  }

  dispose(): void {
    this.#reading.abort();
    this.#planRun.forget();
    this.#unsubscribe();
  }

  async #read(fresh: number): Promise<void> {
    this.#reading.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const before = this.#phase;
    this.#show(before.status === "done" ? { ...before, again: true } : { status: "loading" });
    try {
      const report = await this.#diagnose(fresh, reading.signal);
      if (this.#reading === reading) this.#show({ status: "done", report, again: false });
    } catch (error) {
      if (this.#reading !== reading) return;
      const keeps = reading.signal.aborted && before.status === "done";
      this.#show(keeps ? { ...before, again: false } : { status: "failed", failure: toFailure(error) });
    }
  }

  async #diagnose(fresh: number, signal: AbortSignal): Promise<DiagnosisReport> {
    const { session, clock, newId, lastTest } = this.#ports;
    const { endpointId } = this.question.target;
    const last = endpointId === undefined ? undefined : await lastTest?.(endpointId);
    // What was tested too long ago says nothing about what is there now, but who asks for what stays.
    const test = last !== undefined && (await this.#holds(last)) ? last : undefined;
    const now = clock.now();
    const options = {
      id: newId(),
      now,
      // Lists from before a test may not show what it has met.
      freshSeconds: test === undefined ? fresh : Math.min(fresh, (now - test.startedAt) / 1000),
      ...(last !== undefined && { testedFrom: last.instanceId }),
    };
    const aws = await session.aws();
    const evidence = await collectEvidence(aws, session.inventory, this.question, options, signal);
    const target = completed(this.question.target, evidence, last);
    this.#revision += 1;
    return {
      revision: this.#revision,
      diagnosis: diagnose(evidence, target, test),
      evidence,
      target,
      ...(test !== undefined && { test }),
    };
  }

  /** Whether a test is young, and no fix of the service that this or any other window knows of came after it. */
  async #holds({ startedAt }: ProbeReport): Promise<boolean> {
    const { clock, fixes, journal, session } = this.#ports;
    if (startedAt <= Math.max(this.#changedAt, clock.now() - testsLast)) return false;
    const applied = (await fixes.readApplied(session.origin)).filter(
      ({ answers }) => answers["serviceName"] === this.question.target.serviceName,
    );
    const runs = await Promise.all(applied.map(({ planId }) => journal.read(planId)));
    return runs.every((run) => run === undefined || startedAt > lastMoment(run));
  }

  /** Forgets the fix before, and leaves word of this one for the next window. */
  async #begin(finding: Finding, { code, plan }: PlanFix): Promise<void> {
    await this.closeFix();
    const { cause } = finding;
    this.#applied = { cause, code, finding };
    const { serviceName, endpointId = "" } = this.question.target;
    const answers = { serviceName, endpointId, cause, code };
    const { origin } = this.#ports.session;
    await this.#ports.fixes.writeApplied({ origin, planId: plan.id, answers });
  }

  async #execute(act: () => Promise<Run | undefined>): Promise<void> {
    try {
      await act();
    } finally {
      this.#follow();
      this.#changedAt = this.#ports.clock.now();
      this.changed.tell();
      // All scopes: what one account changes, the other one sees. What goes wrong becomes rows.
      void this.#ports.session.inventory.refresh();
      await this.again();
    }
  }

  /** The name of an endpoint goes with it. */
  #follow(): void {
    const { host: _, ...target } = this.#question.target;
    const endpointId = this.#planRun.run && madeEndpoint(this.#planRun.run, target.serviceName);
    if (endpointId === undefined) return;
    this.#question = { ...this.#question, target: { ...target, endpointId } };
  }

  async #restoreFix(): Promise<void> {
    const { fixes, journal, session } = this.#ports;
    const { serviceName, endpointId } = this.question.target;
    for (const { planId, answers } of await fixes.readApplied(session.origin)) {
      if (answers["serviceName"] !== serviceName) continue;
      // The fix of an endpoint that is gone is found at its service.
      if (endpointId !== undefined && answers["endpointId"] !== endpointId) continue;
      const run = await journal.read(planId);
      if (run === undefined || isEnded(run) || this.#applied !== undefined) continue;
      const cause = causeIds.find((id) => id === answers["cause"]);
      if (cause === undefined) continue;
      this.#applied = { cause, code: String(answers["code"]) };
      await this.#planRun.open(planId);
    }
  }

  /** Another source: what was found in the one before says nothing about this one. */
  #switch(): void {
    this.#reading.abort();
    this.#planRun.forget();
    this.#applied = undefined;
    void this.#read(freshSeconds);
  }

  #show(phase: DiagnosisPhase): void {
    this.#phase = phase;
    this.changed.tell();
  }
}

/** The endpoint to a service that a run has made and not taken back. */
function madeEndpoint(run: Run, serviceName: string): string | undefined {
  const made = run.plan.steps
    .filter(
      ({ operation, input }) => operation === "CreateVpcEndpoint" && input["ServiceName"] === serviceName,
    )
    .map((step) => progressOf(run, step))
    .filter(({ state }) => state !== "undone");
  return made.flatMap(({ outputs }) => outputs["endpointId"] ?? [])[0];
}

/** The port that clients use, and the name: what was asked for, else tested, else the only one that there is. */
function completed(
  target: DiagnosisTarget,
  { provider }: Evidence,
  test: ProbeReport | undefined,
): DiagnosisTarget {
  const ports = new Set(
    seenItems(provider?.loadBalancers).flatMap(({ listeners }) => listeners.map(({ port }) => port)),
  );
  const [only] = ports.size === 1 ? ports : [];
  const port = target.port ?? test?.request.port ?? only;
  const host = target.host ?? test?.request.names[0]?.host;
  return { ...target, ...(port !== undefined && { port }), ...(host !== undefined && { host }) };
}

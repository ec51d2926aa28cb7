import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../src/app/clock.ts";
import type { Draft, DraftStore } from "../../src/app/drafts.ts";
import type { Journal } from "../../src/app/journal.ts";
import { type LockFiles, PlanLocks } from "../../src/app/planLocks.ts";
import { RunningTests } from "../../src/app/runningTests.ts";
import { Session } from "../../src/app/session.ts";
import { WindowTestHistory } from "../../src/app/testHistory.ts";
import { TestSession } from "../../src/app/testSession.ts";
import { WizardSession } from "../../src/app/wizardSession.ts";
import { createGateway } from "../../src/aws/gateway.ts";
import type { Run } from "../../src/core/plan/run.ts";
import type { TestDraft } from "../../src/core/probe/draft.ts";
import type { ProbeLimits } from "../../src/core/probe/request.ts";
import type { Flow } from "../../src/core/wizard/flow.ts";
import type { Answers } from "../../src/core/wizard/form.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { systemClock } from "../../src/ui/platform/clock.ts";
import { fastClock } from "./fastClock.ts";

function memoryJournal(): Journal & { readonly runs: Map<string, Run> } {
  const runs = new Map<string, Run>();
  return {
    runs,
    write: async (run) => void runs.set(run.plan.id, structuredClone(run)),
    read: async (planId) => runs.get(planId),
    remove: async (planId) => void runs.delete(planId),
  };
}

/** The lock files of one machine. */
export function memoryLockFiles(): LockFiles {
  const beats = new Map<string, number>();
  const key = (planId: string, owner: string) => `${planId}/${owner}`;
  return {
    raise: async (planId, owner, beat) => void beats.set(key(planId, owner), beat),
    renew: async (planId, owner, beat) => {
      const isThere = beats.has(key(planId, owner));
      if (isThere) beats.set(key(planId, owner), beat);
      return isThere;
    },
    list: async (planId) =>
      [...beats].flatMap(([name, beat]) => {
        const [plan, owner = ""] = name.split("/");
        return plan === planId ? [{ owner, beat }] : [];
      }),
    remove: async (planId, owner) => void beats.delete(key(planId, owner)),
  };
}

export function memoryDrafts(): DraftStore {
  let draft: Draft | undefined;
  const applied = new Map<string, Draft>();
  return {
    read: async (origin) => (draft?.origin === origin ? draft : undefined),
    write: async (written) => {
      draft = written;
    },
    readApplied: async (origin) => [...applied.values()].filter((each) => each.origin === origin),
    writeApplied: async (each) => void applied.set(each.planId, each),
    removeApplied: async (planId) => void applied.delete(planId),
  };
}

/** The whole product below its UI, on a sandbox in this process. */
export class Workbench {
  readonly sandbox: Sandbox;
  readonly session: Session;
  readonly journal = memoryJournal();
  readonly lockFiles = memoryLockFiles();
  readonly history = new WindowTestHistory();
  readonly running = new RunningTests();
  /** Of connectivity tests: what answers must not time out on a busy machine. */
  limits: ProbeLimits = { connectSeconds: 10, totalSeconds: 20 };

  private constructor(sandbox: Sandbox, clock: Clock) {
    this.sandbox = sandbox;
    const scopes = { read: () => [], write: async () => undefined };
    const askMfaCode = async () => "123456";
    this.session = new Session(
      async (source) => createGateway({ source, askMfaCode, log: () => undefined }),
      scopes,
      clock,
    );
  }

  /** @param clock The session's; waits of plans and tests have the fast one. */
  static async open(options: SandboxOptions = {}, clock: Clock = fastClock): Promise<Workbench> {
    const sandbox = await startSandbox({ clock: "fast", ...options });
    const workbench = new Workbench(sandbox, clock);
    const { accounts, configFile, credentialsFile, endpoint } = sandbox;
    await workbench.session.openSandbox({ accounts, configFile, credentialsFile, endpoint });
    return workbench;
  }

  /** A wizard as one window has it; windows that share drafts are windows of one machine. */
  wizard(flow: Flow, drafts = memoryDrafts()): WizardSession {
    const { session, journal, lockFiles } = this;
    return new WizardSession(flow, {
      session,
      journal,
      // A busy machine must not miss beats.
      locks: new PlanLocks(lockFiles, systemClock, randomUUID),
      clock: fastClock,
      drafts,
      newId: randomUUID,
    });
  }

  /** Answers a wizard, waits until its plan is complete, and applies it. */
  async apply(flow: Flow, answers: Answers = {}): Promise<Run> {
    const wizard = this.wizard(flow);
    await wizard.answer(answers);
    await until(() => wizard.view().plan !== undefined);
    const run = await wizard.apply();
    wizard.dispose();
    if (run === undefined) throw new Error("There was no plan to apply.");
    return run;
  }

  /** Tests the endpoint that the inventory shows under this id. */
  async test(endpointId: string, change: Partial<TestDraft> = {}) {
    const test = await this.testSession(endpointId);
    await test.load();
    await test.run({ ...test.draft, port: "5000", ...change });
    return test.phase;
  }

  /** The test's page as one window has it. */
  async testSession(endpointId: string): Promise<TestSession> {
    await this.session.inventory.refresh();
    const found = this.session.inventory.state.scopes.flatMap(({ scope, snapshot }) =>
      snapshot.status === "ready" && snapshot.value.endpoints.status === "ready"
        ? snapshot.value.endpoints.value
            .filter(({ id }) => id === endpointId)
            .map((endpoint) => ({ scope, endpoint }))
        : [],
    )[0];
    if (found === undefined) throw new Error(`The inventory has no ${endpointId}.`);
    const limits = () => this.limits;
    const { session, history, running } = this;
    const ports = { session, clock: fastClock, limits, newId: randomUUID, history, running };
    return new TestSession(found.scope, found.endpoint, ports);
  }

  async close(): Promise<void> {
    this.session.dispose();
    await this.sandbox.close();
  }
}

/** Waits for a condition; the test's own time limit is the only one. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(5);
}

import { randomUUID } from "node:crypto";
import { type Uri, workspace } from "vscode";
import { RunningTests } from "../../app/runningTests.ts";
import type { Session } from "../../app/session.ts";
import type { TestHistory } from "../../app/testHistory.ts";
import { TestSession } from "../../app/testSession.ts";
import type { VpcEndpoint } from "../../core/model/endpoint.ts";
import type { OpenScope } from "../../core/model/scope.ts";
import type { ProbeLimits } from "../../core/probe/request.ts";
import { endpointNodes } from "../commands/targetCommands.ts";
import { systemClock } from "../platform/clock.ts";
import { TestPanel } from "./testPanel.ts";

/** The open connectivity tests, one panel per endpoint. */
export class Tests {
  readonly #extensionUri: Uri;
  readonly #session: Session;
  readonly #unsubscribe: () => void;
  readonly #panels = new Map<string, TestPanel>();
  readonly #running = new RunningTests();
  readonly #history: TestHistory;

  constructor(extensionUri: Uri, session: Session, history: TestHistory) {
    this.#history = history;
    this.#extensionUri = extensionUri;
    this.#session = session;
    // An endpoint of the source before must not be looked for in this one.
    this.#unsubscribe = session.switched.add(() => this.#closeAll());
  }

  open(scope: OpenScope, endpoint: VpcEndpoint): void {
    const existing = this.#panels.get(endpoint.id);
    if (existing !== undefined) {
      existing.reveal();
      return;
    }
    const test = new TestSession(scope, endpoint, {
      session: this.#session,
      clock: systemClock,
      limits: readLimits,
      newId: randomUUID,
      history: this.#history,
      running: this.#running,
    });
    const panel = new TestPanel(test, {
      extensionUri: this.#extensionUri,
      sandbox: this.#session.isSandbox,
      rowOf: (id) => endpointNodes(this.#session).find((node) => node.endpoint.id === id),
      onDispose: () => this.#panels.delete(endpoint.id),
    });
    this.#panels.set(endpoint.id, panel);
  }

  dispose(): void {
    this.#unsubscribe();
    this.#closeAll();
  }

  #closeAll(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }
}

function readLimits(): ProbeLimits {
  const totalSeconds = workspace.getConfiguration("privatelink").get<number>("test.timeoutSeconds", 10);
  return { totalSeconds, connectSeconds: Math.max(1, Math.ceil(totalSeconds / 2)) };
}

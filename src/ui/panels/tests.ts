import { randomUUID } from "node:crypto";
import { type Uri, workspace } from "vscode";
import type { ChosenInstances } from "../../app/chosenInstances.ts";
import type { Session } from "../../app/session.ts";
import { TestSession } from "../../app/testSession.ts";
import type { VpcEndpoint } from "../../core/model/endpoint.ts";
import type { OpenScope } from "../../core/model/scope.ts";
import type { ProbeLimits } from "../../core/probe/probe.ts";
import { systemClock } from "../platform/clock.ts";
import { TestPanel } from "./testPanel.ts";

/** The open connectivity tests, one panel per endpoint. */
export class Tests {
  readonly #extensionUri: Uri;
  readonly #session: Session;
  readonly #chosen: ChosenInstances;
  readonly #unsubscribe: () => void;
  readonly #panels = new Map<string, TestPanel>();

  constructor(extensionUri: Uri, session: Session, chosen: ChosenInstances) {
    this.#extensionUri = extensionUri;
    this.#session = session;
    this.#chosen = chosen;
    // An endpoint of the source before must not be looked for in this one.
    this.#unsubscribe = session.switched.add(() => this.#closeAll());
  }

  open(scope: OpenScope, endpoint: VpcEndpoint): void {
    const existing = this.#panels.get(endpoint.id);
    if (existing !== undefined) {
      existing.reveal();
      return;
    }
    const ports = {
      session: this.#session,
      clock: systemClock,
      limits: readLimits,
      newId: randomUUID,
      chosen: this.#chosen,
    };
    const test = new TestSession(scope, endpoint, ports);
    const panel = new TestPanel(this.#extensionUri, test, this.#session.isSandbox, () =>
      this.#panels.delete(endpoint.id),
    );
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

import type { OpenScope } from "../core/model/scope.ts";
import type { ProbeReport } from "../core/probe/report.ts";
import type { TestHistory } from "./testHistory.ts";

/** Knows the last test of every endpoint that was tested in this window; the rest is the history's. */
export class LastTests implements TestHistory {
  readonly #history: TestHistory;
  readonly #last = new Map<string, ProbeReport>();

  constructor(history: TestHistory) {
    this.#history = history;
  }

  of(endpointId: string): ProbeReport | undefined {
    return this.#last.get(endpointId);
  }

  async add(report: ProbeReport): Promise<void> {
    this.#last.set(report.request.endpointId, report);
    await this.#history.add(report);
  }

  lastGood(scope: OpenScope, endpointId: string): Promise<ProbeReport | undefined> {
    return this.#history.lastGood(scope, endpointId);
  }
}

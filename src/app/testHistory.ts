import { type OpenScope, scopeId } from "../core/model/scope.ts";
import type { ProbeReport } from "../core/probe/report.ts";

/** Where finished tests are kept. */
export interface TestHistory {
  add(report: ProbeReport): Promise<void>;
  /** The last one of an endpoint that passed; of its bodies and curl's words nothing has to be left. */
  lastGood(scope: OpenScope, endpointId: string): Promise<ProbeReport | undefined>;
}

/** The tests of one window, as long as it is open. */
export class WindowTestHistory implements TestHistory {
  readonly #lastGood = new Map<string, ProbeReport>();

  async add(report: ProbeReport): Promise<void> {
    if (report.verdict.code !== "passed") return;
    this.#lastGood.set(keyOf(report.scope, report.request.endpointId), report);
  }

  async lastGood(scope: OpenScope, endpointId: string): Promise<ProbeReport | undefined> {
    return this.#lastGood.get(keyOf(scope, endpointId));
  }
}

function keyOf(scope: OpenScope, endpointId: string): string {
  return `${scopeId(scope)}/${endpointId}`;
}

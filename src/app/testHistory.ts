import { type OpenScope, scopeId } from "../core/model/scope.ts";
import { keepable, surplus, type TestRecord } from "../core/probe/history.ts";
import type { ProbeReport } from "../core/probe/report.ts";
import { Listeners } from "./listeners.ts";

/** Where finished tests are kept. */
export interface TestHistory {
  add(report: ProbeReport): Promise<void>;
  /** The last one of an endpoint that passed; of its bodies and curl's words nothing has to be left. */
  lastGood(scope: OpenScope, endpointId: string): Promise<ProbeReport | undefined>;
}

/** One file or the like per test, so that windows do not overwrite each other's. */
export interface TestRecordStore {
  /** In no order. */
  read(): Promise<readonly TestRecord[]>;
  write(record: TestRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The last tests, across windows and restarts. Those of a sandbox are only shown while it is the same one. */
export class StoredTestHistory implements TestHistory {
  readonly changed = new Listeners();
  readonly #store: TestRecordStore;
  readonly #origin: () => string;

  constructor(store: TestRecordStore, origin: () => string) {
    this.#store = store;
    this.#origin = origin;
  }

  /** Newest first. */
  async list(): Promise<readonly ProbeReport[]> {
    const origin = this.#origin();
    const records = (await this.#store.read()).filter((record) => record.origin === origin);
    return records.map(({ report }) => report).toSorted((a, b) => b.startedAt - a.startedAt);
  }

  async add(report: ProbeReport): Promise<void> {
    await this.#store.write({ origin: this.#origin(), report: keepable(report) });
    for (const id of surplus(await this.#store.read())) await this.#store.remove(id);
    this.changed.tell();
  }

  async lastGood(scope: OpenScope, endpointId: string): Promise<ProbeReport | undefined> {
    const reports = await this.list();
    return reports.find(
      (report) =>
        report.verdict.code === "passed" &&
        report.request.endpointId === endpointId &&
        scopeId(report.scope) === scopeId(scope),
    );
  }

  /** The last one of an endpoint, whatever came of it. */
  async last(endpointId: string): Promise<ProbeReport | undefined> {
    return (await this.list()).find(({ request }) => request.endpointId === endpointId);
  }

  async remove(id: string): Promise<void> {
    await this.#store.remove(id);
    this.changed.tell();
  }

  /** Forgets what `list` shows, and nothing of other sources. */
  async clear(): Promise<void> {
    for (const { id } of await this.list()) await this.#store.remove(id);
    this.changed.tell();
  }
}

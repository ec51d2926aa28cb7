import { scopeId } from "../core/model/scope.ts";
import { asksTheSame } from "../core/probe/comparison.ts";
import { keepable, surplus, type TestRecord } from "../core/probe/history.ts";
import type { ProbeReport } from "../core/probe/report.ts";
import { Listeners } from "./listeners.ts";

type ComparableTest = Pick<ProbeReport, "scope" | "request" | "instanceId">;

/** Where finished tests are kept. */
export interface TestHistory {
  add(report: ProbeReport): Promise<void>;
  /**
   * What a test is to be compared with: the last one of its endpoint that passed, rather one that asked for the same. Of
   * its bodies and curl's words nothing has to be left.
   */
  lastGood(now: ComparableTest): Promise<ProbeReport | undefined>;
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

  async lastGood(now: ComparableTest): Promise<ProbeReport | undefined> {
    const good = (await this.list()).filter(
      (report) =>
        report.verdict.code === "passed" &&
        report.request.endpointId === now.request.endpointId &&
        scopeId(report.scope) === scopeId(now.scope),
    );
    return good.find((report) => asksTheSame(report, now)) ?? good[0];
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

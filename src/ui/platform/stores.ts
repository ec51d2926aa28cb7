import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Memento } from "vscode";
import type { ChosenInstances } from "../../app/chosenInstances.ts";
import { type Draft, type DraftStore, readDraft } from "../../app/drafts.ts";
import type { Journal } from "../../app/journal.ts";
import { readTestRecord } from "../../app/readTestRecord.ts";
import type { ScopeStore } from "../../app/session.ts";
import type { TestRecordStore } from "../../app/testHistory.ts";
import type { Scope } from "../../core/model/scope.ts";
import { readRun } from "../../core/plan/readRun.ts";
import type { Run } from "../../core/plan/run.ts";
import type { FlowName } from "../../core/plan/step.ts";
import type { TestRecord } from "../../core/probe/history.ts";
import { fileNameOf, JsonFile, type JsonFormat } from "./jsonFile.ts";

/** The chosen scopes; names only, never credentials. */
export function scopeStore(memento: Memento): ScopeStore {
  const key = "scopes";
  return {
    read: () => memento.get<readonly Scope[]>(key, []),
    write: async (scopes) => memento.update(key, scopes),
  };
}

/** By endpoint; ids only. The oldest are forgotten. */
export function chosenInstanceStore(memento: Memento): ChosenInstances {
  const key = "testInstances";
  const mostEndpoints = 200;
  const all = () => memento.get<Readonly<Record<string, string>>>(key, {});
  return {
    read: (endpointId) => all()[endpointId],
    write: async (endpointId, instanceId) => {
      const { [endpointId]: _, ...others } = all();
      const kept = [...Object.entries(others), [endpointId, instanceId]].slice(-mostEndpoints);
      await memento.update(key, Object.fromEntries(kept));
    },
  };
}

/** Hears of a file that could not be read, and where it is kept now. */
type OnSetAside = (path: string) => void;

/** What was answered in a wizard, so that a reloaded window shows it again; a sandbox's draft does not replace a real one. */
export function draftStore(folder: string, name: FlowName | "diagnose", onSetAside: OnSetAside): DraftStore {
  const format = { version: 1, parse: readDraft, onSetAside };
  const inAws = new JsonFile(join(folder, "drafts", `${name}.json`), format);
  const inSandbox = new JsonFile(join(folder, "drafts", `${name}-sandbox.json`), format);
  const file = (origin: string) => (origin === "aws" ? inAws : inSandbox);
  const folderOfApplied = join(folder, "drafts", name);
  const applied = filesIn<Draft>(folderOfApplied, format);
  return {
    async read(origin) {
      const draft = await file(origin).read();
      return draft?.origin === origin ? draft : undefined;
    },
    write: (draft) => file(draft.origin).write(draft),
    async readApplied(origin) {
      const names = (await readdir(folderOfApplied).catch(() => [])).filter((name) => name.endsWith(".json"));
      const drafts = await Promise.all(names.map((name) => applied(name.slice(0, -".json".length)).read()));
      return drafts.filter((draft) => draft !== undefined).filter((draft) => draft.origin === origin);
    },
    writeApplied: (draft) => applied(draft.planId).write(draft),
    removeApplied: (planId) => applied(planId).remove(),
  };
}

/** One file per run. */
export function fileJournal(folder: string, onSetAside: OnSetAside): Journal {
  const file = filesIn<Run>(join(folder, "plans"), { version: 1, parse: readRun, onSetAside });
  return {
    write: (run) => file(run.plan.id).write(run),
    read: (planId) => file(planId).read(),
    remove: (planId) => file(planId).remove(),
  };
}

/** One file per test. */
export function testRecordStore(folder: string, onSetAside: OnSetAside): TestRecordStore {
  const path = join(folder, "tests");
  const format = { version: 1, parse: readTestRecord, onSetAside };
  const file = filesIn<TestRecord>(path, format);
  return {
    async read() {
      const names = (await readdir(path).catch(() => [])).filter((name) => name.endsWith(".json"));
      const records = await Promise.all(names.map((name) => file(name.slice(0, -".json".length)).read()));
      return records.filter((record) => record !== undefined);
    },
    write: (record) => file(record.report.id).write(record),
    remove: (id) => file(id).remove(),
  };
}

/** The files of a folder by the ids that they are named after, each opened once, so that its writes keep their order. */
function filesIn<T>(folder: string, format: JsonFormat<T>): (id: string) => JsonFile<T> {
  const files = new Map<string, JsonFile<T>>();
  return (id) => {
    const name = `${fileNameOf(id)}.json`;
    const file = files.get(name) ?? new JsonFile(join(folder, name), format);
    files.set(name, file);
    return file;
  };
}

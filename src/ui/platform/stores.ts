import { join } from "node:path";
import type { Memento } from "vscode";
import { type DraftStore, readDraft } from "../../app/drafts.ts";
import type { Journal } from "../../app/journal.ts";
import type { ScopeStore } from "../../app/session.ts";
import type { Scope } from "../../core/model/scope.ts";
import { readRun } from "../../core/plan/readRun.ts";
import type { Run } from "../../core/plan/run.ts";
import type { FlowName } from "../../core/plan/step.ts";
import { fileNameOf, JsonFile } from "./jsonFile.ts";

/** The chosen scopes; names only, never credentials. */
export function scopeStore(memento: Memento): ScopeStore {
  const key = "scopes";
  return {
    read: () => memento.get<readonly Scope[]>(key, []),
    write: async (scopes) => memento.update(key, scopes),
  };
}

/** Hears of a file that could not be read, and where it is kept now. */
type OnSetAside = (path: string) => void;

/** What was answered in a wizard, so that a reloaded window shows it again; a sandbox's draft does not replace a real one. */
export function draftStore(folder: string, flow: FlowName, onSetAside: OnSetAside): DraftStore {
  const format = { version: 1, parse: readDraft, onSetAside };
  const inAws = new JsonFile(join(folder, "drafts", `${flow}.json`), format);
  const inSandbox = new JsonFile(join(folder, "drafts", `${flow}-sandbox.json`), format);
  const file = (origin: string) => (origin === "aws" ? inAws : inSandbox);
  return {
    async read(origin) {
      const draft = await file(origin).read();
      return draft?.origin === origin ? draft : undefined;
    },
    write: (draft) => file(draft.origin).write(draft),
  };
}

/** One file per run. */
export function fileJournal(folder: string, onSetAside: OnSetAside): Journal {
  const files = new Map<string, JsonFile<Run>>();
  const file = (planId: string) => {
    const name = `${fileNameOf(planId)}.json`;
    const known =
      files.get(name) ??
      new JsonFile(join(folder, "plans", name), { version: 1, parse: readRun, onSetAside });
    files.set(name, known);
    return known;
  };
  return {
    write: (run) => file(run.plan.id).write(run),
    read: (planId) => file(planId).read(),
    remove: (planId) => file(planId).remove(),
  };
}

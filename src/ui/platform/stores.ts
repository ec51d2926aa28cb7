import { join } from "node:path";
import type { Memento } from "vscode";
import type { Journal } from "../../app/journal.ts";
import type { ScopeStore } from "../../app/session.ts";
import type { Draft, DraftStore } from "../../app/wizardSession.ts";
import type { Scope } from "../../core/model/scope.ts";
import type { Run } from "../../core/plan/run.ts";
import type { FlowName } from "../../core/plan/step.ts";
import { JsonFile } from "./jsonFile.ts";

/** The chosen scopes; names only, never credentials. */
export function scopeStore(memento: Memento): ScopeStore {
  const key = "scopes";
  return {
    read: () => memento.get<readonly Scope[]>(key, []),
    write: async (scopes) => memento.update(key, scopes),
  };
}

/** What was answered in a wizard, so that a reloaded window shows it again; a sandbox's draft does not replace a real one. */
export function draftStore(folder: string, flow: FlowName): DraftStore {
  const inAws = new JsonFile<Draft>(join(folder, "drafts", `${flow}.json`));
  const inSandbox = new JsonFile<Draft>(join(folder, "drafts", `${flow}-sandbox.json`));
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
export function fileJournal(folder: string): Journal {
  const files = new Map<string, JsonFile<Run>>();
  const file = (planId: string) => {
    const name = `${planId.replaceAll(/[^a-z0-9-]/gi, "")}.json`;
    const known = files.get(name) ?? new JsonFile<Run>(join(folder, "plans", name));
    files.set(name, known);
    return known;
  };
  return {
    write: (run) => file(run.plan.id).write(run),
    read: (planId) => file(planId).read(),
    remove: (planId) => file(planId).remove(),
  };
}

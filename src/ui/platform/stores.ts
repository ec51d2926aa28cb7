import type { Memento } from "vscode";
import type { ScopeStore } from "../../app/session.ts";
import type { Draft, DraftStore } from "../../app/wizardSession.ts";
import type { Scope } from "../../core/model/scope.ts";

/** The chosen scopes; names only, never credentials. */
export function scopeStore(memento: Memento): ScopeStore {
  const key = "scopes";
  return {
    read: () => memento.get<readonly Scope[]>(key, []),
    write: async (scopes) => memento.update(key, scopes),
  };
}

/** What was answered in a wizard, so that a reloaded window shows it again. */
export function draftStore(memento: Memento, flow: "publish" | "connect"): DraftStore {
  const key = `draft.${flow}`;
  return {
    read: () => memento.get<Draft>(key),
    write: async (draft) => memento.update(key, draft),
  };
}

import type { Answers } from "../core/wizard/form.ts";

/** What a wizard keeps between windows. */
export interface Draft {
  /** Where it was begun, as the session names it. */
  readonly origin: string;
  readonly planId: string;
  readonly answers: Answers;
}

export interface DraftStore {
  /** The draft that was begun there, if it is the last one. */
  read(origin: string): Promise<Draft | undefined>;
  write(draft: Draft): Promise<void>;
  /** The drafts that were begun there and whose plans were applied: each leads to a run until that is forgotten. */
  readApplied(origin: string): Promise<readonly Draft[]>;
  /** Keeps a draft beside the last one, where what is answered in another window does not replace it. */
  writeApplied(draft: Draft): Promise<void>;
  removeApplied(planId: string): Promise<void>;
}

/** A draft as a file has it; nothing when it does not have the shape of one. */
export function readDraft(content: unknown): Draft | undefined {
  return isDraft(content) ? content : undefined;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  if (!("origin" in value && "planId" in value && "answers" in value)) return false;
  const { origin, planId, answers } = value;
  if (typeof origin !== "string" || typeof planId !== "string") return false;
  return typeof answers === "object" && answers !== null && Object.values(answers).every(isAnswer);
}

function isAnswer(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === "string");
  return typeof value === "string" || typeof value === "boolean";
}

import { isEnded, type Run, waitingStep } from "../core/plan/run.ts";
import type { Draft, DraftStore } from "./drafts.ts";
import type { Journal } from "./journal.ts";

interface Open {
  readonly draft: Draft;
  readonly run: Run;
}

/** What the last window has left of a wizard: what its page shows, and the plans that wait beside that. */
export interface LeftDrafts {
  readonly front: Draft | undefined;
  readonly aside: readonly Draft[];
}

/**
 * Every run that has not ended is found again, whatever was answered in other windows since. A run that asks for a decision
 * is shown before the last form; one that waits for a person needs nobody.
 */
export async function leftDrafts(drafts: DraftStore, journal: Journal, origin: string): Promise<LeftDrafts> {
  const last = await drafts.read(origin);
  const applied = await drafts.readApplied(origin);
  const found = await Promise.all(
    applied.map(async (draft) => ({ draft, run: await journal.read(draft.planId) })),
  );
  const open = found.filter((each): each is Open => each.run !== undefined && !isEnded(each.run));
  const lasting = open.find(({ draft }) => draft.planId === last?.planId);
  const undecided = open.find(({ run }) => waitingStep(run) === undefined);
  const front = (lasting ?? undecided)?.draft ?? last ?? open[0]?.draft;
  return { front, aside: open.map(({ draft }) => draft).filter((draft) => draft !== front) };
}

import { type Run, startRun, stepsToUndo } from "../core/plan/run.ts";
import type { Plan } from "../core/plan/step.ts";
import { Executor } from "./applyPlan.ts";
import type { Clock } from "./clock.ts";
import type { Session } from "./session.ts";
import { shownCalls } from "./shownCalls.ts";

/** A run whose steps can all be taken back. */
export function isUndoable(run: Run): boolean {
  return run.status === "done" && stepsToUndo(run).length === run.plan.steps.length;
}

/**
 * Applies plans of a call or two on what exists already, and takes them back. They have no journal: whatever such a
 * plan did before a crash, the rows show it.
 */
export class Changes {
  readonly #session: Session;
  readonly #clock: Clock;

  constructor(session: Session, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
  }

  apply(plan: Plan, signal: AbortSignal): Promise<Run> {
    return this.#execute(startRun(plan), (executor) => executor.apply(signal));
  }

  /** Goes on with the step that failed. */
  resume(run: Run, signal: AbortSignal): Promise<Run> {
    return this.#execute(run, (executor) => executor.apply(signal));
  }

  undo(run: Run, signal: AbortSignal): Promise<Run> {
    return this.#execute(run, (executor) => executor.undo(signal));
  }

  async #execute(run: Run, act: (executor: Executor) => Promise<Run>): Promise<Run> {
    const aws = shownCalls(await this.#session.aws(), this.#session.inventory);
    const journal = { write: async () => undefined };
    try {
      return await act(new Executor({ aws, journal, clock: this.#clock }, run, () => undefined));
    } finally {
      // All scopes: what one account changes, the other one sees. What goes wrong becomes rows.
      void this.#session.inventory.refresh();
    }
  }
}

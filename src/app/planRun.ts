import { interrupted, type Run, type RunStatus, waitingStep } from "../core/plan/run.ts";
import { Executor, LeftWaiting } from "./applyPlan.ts";
import type { AwsCalls } from "./aws.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal.ts";
import { type Lease, LostLease, type PlanLocks } from "./planLocks.ts";

export interface PlanRunPorts {
  readonly aws: () => Promise<AwsCalls>;
  readonly journal: Journal;
  readonly locks: PlanLocks;
  readonly clock: Clock;
}

const followSeconds = 1;

/** The run of one plan at a time: carried out by this window, or followed while another one does. */
export class PlanRun {
  readonly #ports: PlanRunPorts;
  readonly #onChange: () => void;
  readonly #onLeft: (run: Run) => void;
  #planId: string | undefined;
  #run: Run | undefined;
  #elsewhere = false;
  #running: AbortController | undefined;
  /** A run that nobody is at and that waits for a person. */
  #left: Run | undefined;
  #following = new AbortController();

  /** `onLeft` hears of a run that nobody is at and that waits for a person: it should go on. */
  constructor(ports: PlanRunPorts, onChange: () => void, onLeft: (run: Run) => void) {
    this.#ports = ports;
    this.#onChange = onChange;
    this.#onLeft = onLeft;
  }

  get run(): Run | undefined {
    return this.#run;
  }

  /** Another window is at it: nothing can be decided here. */
  get isElsewhere(): boolean {
    return this.#elsewhere;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Finds the run that the journal has of a plan, and follows it for as long as another window is at it. */
  async open(planId: string): Promise<void> {
    await this.#watch(planId);
    this.#tellLeft();
  }

  async #watch(planId: string): Promise<void> {
    this.#planId = planId;
    this.#following.abort();
    this.#following = new AbortController();
    if (await this.#look(planId)) void this.#follow(planId, this.#following.signal);
  }

  #tellLeft(): void {
    const left = this.#left;
    this.#left = undefined;
    if (left !== undefined) this.#onLeft(left);
  }

  /**
   * Takes the plan for this window and acts on its run as the journal has it; without `from`, on `start`, which the journal
   * must not have yet. Nothing happens, and nothing is returned, when another window has it, has forgotten it, or has
   * brought it to a status that is not in `from`.
   */
  async execute(
    start: Run,
    from: readonly RunStatus[],
    act: (executor: Executor, signal: AbortSignal) => Promise<Run>,
  ): Promise<Run | undefined> {
    if (this.#running !== undefined || this.#elsewhere) return undefined;
    const running = new AbortController();
    const planId = start.plan.id;
    this.#running = running;
    this.#planId = planId;
    let lease: Lease | undefined;
    try {
      lease = await this.#ports.locks.take(planId);
      if (lease === undefined) return undefined;
      const found = await this.#ports.journal.read(planId);
      const run = found === undefined ? start : interrupted(found);
      const isNext = found === undefined ? from.length === 0 : from.includes(run.status);
      if (isNext) return await act(await this.#executor(run, lease), running.signal);
      if (found !== undefined) this.#show(run);
      return undefined;
    } catch (error) {
      if (error instanceof LostLease || error instanceof LeftWaiting) return undefined;
      throw error;
    } finally {
      await lease?.release();
      if (this.#running === running) this.#running = undefined;
      // Somebody else may have it, or may have had it in between.
      if (this.#planId === planId) await this.#watch(planId);
    }
  }

  /** Stops before the next call, or within a wait. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Lets go of the run, which stays in the journal: what is under way stops, and is not shown here any more. */
  forget(): void {
    this.#running?.abort(new LeftWaiting());
    this.#following.abort();
    this.#running = undefined;
    this.#planId = undefined;
    this.#run = undefined;
    this.#elsewhere = false;
  }

  async #executor(run: Run, lease: Lease): Promise<Executor> {
    const { aws, clock, journal } = this.#ports;
    // Every call comes after a write, so a window that has lost the plan sends none.
    const write = async (changed: Run) => {
      await lease.renew();
      await journal.write(changed);
    };
    return new Executor({ aws: await aws(), journal: { write }, clock }, run, (changed) =>
      this.#show(changed),
    );
  }

  #show(run: Run): void {
    if (run.plan.id !== this.#planId) return;
    this.#run = run;
    this.#onChange();
  }

  /** Returns whether another window is at the plan. */
  async #look(planId: string): Promise<boolean> {
    const { journal, locks } = this.#ports;
    const isTaken = await locks.isTaken(planId);
    const run = await journal.read(planId);
    if (planId !== this.#planId || this.#running !== undefined) return false;
    this.#elsewhere = isTaken && run !== undefined;
    this.#run = run === undefined || isTaken ? run : interrupted(run);
    this.#left = run === undefined || isTaken || waitingStep(run) === undefined ? undefined : run;
    this.#onChange();
    return this.#elsewhere;
  }

  async #follow(planId: string, signal: AbortSignal): Promise<void> {
    try {
      do await this.#ports.clock.sleep(followSeconds, signal);
      while (!signal.aborted && (await this.#look(planId)));
      if (!signal.aborted) this.#tellLeft();
    } catch {
      // Let go of, or the disk fails: what was seen last stays.
    }
  }
}

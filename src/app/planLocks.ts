import type { Clock } from "./clock.ts";

/**
 * Files through which the windows of a machine see who is at a plan. Every window that wants it has a file of its own; its last
 * beat is in epoch milliseconds.
 */
export interface LockFiles {
  raise(planId: string, owner: string, beat: number): Promise<void>;
  /** False when the file is gone: somebody has taken the plan over. */
  renew(planId: string, owner: string, beat: number): Promise<boolean>;
  list(planId: string): Promise<readonly { readonly owner: string; readonly beat: number }[]>;
  remove(planId: string, owner: string): Promise<void>;
}

/** Another window is at the plan now: this one must not call or write anything for it any more. */
export class LostLease extends Error {
  override readonly name = "LostLease";
}

const beatSeconds = 2;
/** A few missed beats: a window that was killed does not hold a plan for longer. */
const staleSeconds = 10;
/** A second in all: to stand back takes a window no more than a look and a file. */
const lookSeconds = 0.1;
const maximumLooks = 10;

/** One window at a time applies a plan. */
export class PlanLocks {
  readonly #files: LockFiles;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(files: LockFiles, clock: Clock, newId: () => string) {
    this.#files = files;
    this.#clock = clock;
    this.#newId = newId;
  }

  /**
   * Takes a plan, also from a window that has stopped beating; nothing when another one has it. Each raises its own file
   * before it looks at the others', and takes the plan only when it sees none, so two can never both have it.
   */
  async take(planId: string): Promise<Lease | undefined> {
    const owner = this.#newId();
    await this.#files.raise(planId, owner, this.#clock.now());
    if (!(await this.#isAlone(planId, owner))) {
      await this.#files.remove(planId, owner);
      return undefined;
    }
    const stale = (await this.#files.list(planId)).filter((file) => file.owner !== owner);
    await Promise.all(stale.map((file) => this.#files.remove(planId, file.owner)));
    return new Lease(this.#files, this.#clock, planId, owner);
  }

  /**
   * Of windows that come at once all see each other: the first one by name waits until the others have stood back, so that
   * one of them has the plan in the end. One that has it already does not stand back.
   */
  async #isAlone(planId: string, owner: string): Promise<boolean> {
    for (let looks = 1; ; looks += 1) {
      const others = (await this.#files.list(planId)).filter(
        (file) => file.owner !== owner && this.#isFresh(file.beat),
      );
      if (others.length === 0) return true;
      if (looks === maximumLooks || others.some((file) => file.owner < owner)) return false;
      await this.#clock.sleep(lookSeconds, new AbortController().signal);
    }
  }

  /** Whether a window that lives has the plan. */
  async isTaken(planId: string): Promise<boolean> {
    return (await this.#files.list(planId)).some(({ beat }) => this.#isFresh(beat));
  }

  #isFresh(beat: number): boolean {
    return this.#clock.now() - beat < staleSeconds * 1000;
  }
}

/** A plan that this window has. It beats until it is released. */
export class Lease {
  readonly #files: LockFiles;
  readonly #clock: Clock;
  readonly #planId: string;
  readonly #owner: string;
  readonly #released = new AbortController();

  constructor(files: LockFiles, clock: Clock, planId: string, owner: string) {
    this.#files = files;
    this.#clock = clock;
    this.#planId = planId;
    this.#owner = owner;
    void this.#keepBeating();
  }

  /** Asked before everything that must not be done twice; rejects with `LostLease`. */
  async renew(): Promise<void> {
    if (await this.#files.renew(this.#planId, this.#owner, this.#clock.now())) return;
    this.#released.abort();
    throw new LostLease("Another window has taken the plan over.");
  }

  async release(): Promise<void> {
    this.#released.abort();
    await this.#files.remove(this.#planId, this.#owner);
  }

  async #keepBeating(): Promise<void> {
    try {
      for (;;) {
        await this.#clock.sleep(beatSeconds, this.#released.signal);
        await this.renew();
      }
    } catch {
      // Released, or lost: whoever renews next hears of it. A disk that fails lets the lease grow stale.
    }
  }
}

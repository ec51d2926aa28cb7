import { type Failure, PrivateLinkError, toFailure } from "../core/model/failure.ts";
import { stepsToCheck, withCheck } from "../core/plan/preflight.ts";
import { readOutputs, refersToSteps } from "../core/plan/resolve.ts";
import {
  isRefusal,
  outputsOf,
  progressOf,
  type Run,
  type StepProgress,
  stepsToUndo,
  withProgress,
  withStatus,
} from "../core/plan/run.ts";
import type { Inverse, Step, Wait } from "../core/plan/step.ts";
import { pollDelaySeconds, settlingSeconds } from "../core/plan/wait.ts";
import type { AwsCalls } from "./aws.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal.ts";
import { isCode, isUnheard, StepCalls } from "./stepCalls.ts";

/** Why a window stops what it does without the user having asked for it: a run that waits for a person just goes on waiting. */
export class LeftWaiting extends Error {
  override readonly name = "AbortError";
}

export interface ExecutorPorts {
  readonly aws: AwsCalls;
  readonly journal: Pick<Journal, "write">;
  readonly clock: Clock;
}

/**
 * Applies plans step by step and takes them back. The journal is written before every call and after every answer, and a
 * call whose answer nobody heard is looked for before it is made again or taken back. A call that changes something is
 * never cut off once it is sent; cancelling ends waits, and keeps the next call from being sent.
 */
export class Executor {
  readonly #ports: ExecutorPorts;
  readonly #onChange: (run: Run) => void;
  readonly #calls: StepCalls;
  #run: Run;

  constructor(ports: ExecutorPorts, run: Run, onChange: (run: Run) => void) {
    this.#ports = ports;
    this.#run = run;
    this.#onChange = onChange;
    this.#calls = new StepCalls(ports.aws, ports.clock, () => outputsOf(this.#run));
  }

  /**
   * Asks AWS what would be allowed, and then runs what is not done yet, from the first step on; also the way to resume.
   * Never rejects for a failed step; rejects with `LeftWaiting` when it was left while it waited for a person.
   */
  async apply(signal: AbortSignal): Promise<Run> {
    if (!(await this.#check(signal))) return this.#update(withStatus(this.#run, "stopped"));
    await this.#update(withStatus(this.#run, "running"));
    for (const step of this.#run.plan.steps) {
      if (progressOf(this.#run, step).state === "done") continue;
      const failure = await this.#attempt(step, "failed", () => this.#applyStep(step, signal));
      if (failure !== undefined) return this.#update(withStatus(this.#run, "stopped"));
    }
    return this.#update(withStatus(this.#run, "done"));
  }

  /** Takes back what the run has made, newest first. Stops where AWS refuses, and can be asked again. */
  async undo(signal: AbortSignal): Promise<Run> {
    await this.#update(withStatus(this.#run, "undoing"));
    for (const step of stepsToUndo(this.#run)) {
      const failure = await this.#attempt(step, "undoFailed", () => this.#undoStep(step, signal));
      if (failure !== undefined) return this.#update(withStatus(this.#run, "undoStopped"));
    }
    return this.#update(withStatus(this.#run, "undone"));
  }

  /** Leaves everything in place and ends the run. */
  async keep(): Promise<Run> {
    return this.#update(withStatus(this.#run, "kept"));
  }

  /** Dry runs of all calls that are known already. Nothing is made before they have ended, nor when one is denied. */
  async #check(signal: AbortSignal): Promise<boolean> {
    await this.#update(withStatus(this.#run, "checking"));
    const steps = stepsToCheck(this.#run);
    for (const step of steps) {
      const check = signal.aborted ? undefined : await this.#calls.check(step);
      if (check === undefined) return false;
      await this.#update(withCheck(this.#run, step, check, this.#ports.clock.now()));
    }
    return steps.every(({ id }) => this.#run.checks?.[id]?.verdict !== "denied");
  }

  async #attempt(
    step: Step,
    failed: "failed" | "undoFailed",
    act: () => Promise<void>,
  ): Promise<Failure | undefined> {
    try {
      await act();
      return undefined;
    } catch (error) {
      if (error instanceof LeftWaiting && progressOf(this.#run, step).state === "waiting") throw error;
      const failure = toFailure(error);
      await this.#progress(step, { state: failed, failure, endedAt: this.#ports.clock.now() });
      return failure;
    }
  }

  async #applyStep(step: Step, signal: AbortSignal): Promise<void> {
    const { answered } = progressOf(this.#run, step);
    // Once AWS has answered only the wait is left.
    if (answered !== true) {
      if (step.before !== undefined) await this.#awaitPerson(step, step.before, signal);
      signal.throwIfAborted();
      const found = answered === false && step.find ? await this.#calls.find(step, step.find) : undefined;
      if (found === undefined) await this.#make(step, signal);
      else await this.#progress(step, adopted(found));
    }
    if (step.wait !== undefined) await this.#calls.wait(step.scope, step.wait, signal);
    await this.#progress(step, { state: "done", endedAt: this.#ports.clock.now() });
  }

  /** Waits as long as people take. A window that goes leaves the run waiting, for whoever opens it next. */
  async #awaitPerson(step: Step, before: Wait, signal: AbortSignal): Promise<void> {
    // It has been waiting since then, however many windows have come and gone.
    const { startedAt = this.#ports.clock.now() } = progressOf(this.#run, step);
    await this.#progress(step, { state: "waiting", startedAt });
    try {
      await this.#calls.wait(step.scope, before, signal);
    } catch (error) {
      throw signal.reason instanceof LeftWaiting ? signal.reason : error;
    }
  }

  /** Makes the call. One that AWS has refused, or answered with what is not ours, leaves the step as it was before. */
  async #make(step: Step, signal: AbortSignal): Promise<void> {
    const before = progressOf(this.#run, step);
    await this.#progress(step, { state: "calling", startedAt: this.#ports.clock.now(), answered: false });
    const answer = await this.#answerTo(step, signal).catch(async (error: unknown) => {
      if (isRefusal(toFailure(error))) await this.#update(withProgress(this.#run, step, before));
      throw error;
    });
    // Unanswered until it is known whose it is: a resumed run looks for it by its tag, and goes on with nothing else.
    if (await this.#calls.isOurs(step, answer.outputs)) {
      await this.#progress(step, answer);
      return;
    }
    await this.#update(withProgress(this.#run, step, before));
    const action = `${step.service}:${step.operation}`;
    throw new PrivateLinkError({
      code: "conflict",
      action,
      message: "It exists already, and this plan did not make it.",
    });
  }

  async #answerTo(step: Step, signal: AbortSignal): Promise<Partial<StepProgress>> {
    const start = this.#ports.clock.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.#calls.send(step.scope, step);
        return adopted(readOutputs(step.outputs, answer));
      } catch (error) {
        const elapsed = this.#ports.clock.now() - start;
        const isHeld = isCode(error, step.retryOn ?? []) && elapsed < holdSeconds * 1000;
        // What is to go is gone: looking longer would not bring it back.
        const isDone = isCode(error, step.doneWhen ?? []);
        const isNew = refersToSteps(step.input) && isUnheard(error, step) && elapsed < settlingSeconds * 1000;
        if (!isHeld && (isDone || !isNew)) return this.#explained(step, error, signal);
        await this.#ports.clock.sleep(pollDelaySeconds(attempt), signal);
      }
    }
  }

  /** What is in the way may be what this very call has made: the SDK repeats a call whose answer was lost. */
  async #explained(step: Step, error: unknown, signal: AbortSignal): Promise<Partial<StepProgress>> {
    const isDone = isCode(error, step.doneWhen ?? []);
    const conflicts = error instanceof PrivateLinkError && error.code === "conflict";
    const find = isDone || conflicts ? step.find : undefined;
    const found = find && (await this.#calls.findWithin(conflictSeconds, step, find, signal));
    if (found !== undefined) return adopted(found);
    if (!isDone) throw error;
    return { state: "called", answered: true, notOurs: true, outputs: step.known ?? {} };
  }

  async #undoStep(step: Step, signal: AbortSignal): Promise<void> {
    const { inverse } = step;
    if (inverse === undefined) return;
    signal.throwIfAborted();
    await this.#progress(step, { state: "undoing" });
    if (inverse.unless !== undefined && (await this.#calls.sees(step.scope, inverse.unless))) {
      await this.#progress(step, { state: "done", notOurs: true, endedAt: this.#ports.clock.now() });
      return;
    }
    const isLeft = (await this.#isOurs(step, signal)) && (await this.#callInverse(step, inverse, signal));
    if (isLeft && inverse.wait !== undefined) await this.#calls.wait(step.scope, inverse.wait, signal);
    await this.#progress(step, { state: "undone", endedAt: this.#ports.clock.now() });
  }

  /** Whether there is something of this plan to take back. Nothing is deleted that does not carry the plan's tag. */
  async #isOurs(step: Step, signal: AbortSignal): Promise<boolean> {
    const { answered, outputs: made, startedAt = 0 } = progressOf(this.#run, step);
    if (answered === true) return this.#calls.isOurs(step, made);
    if (step.find === undefined) return true;
    const patience = settlingSeconds - (this.#ports.clock.now() - startedAt) / 1000;
    const outputs = await this.#calls.findWithin(patience, step, step.find, signal);
    if (outputs !== undefined) await this.#progress(step, { outputs, answered: true });
    return outputs !== undefined;
  }

  /** Returns whether it was still there. */
  async #callInverse({ scope }: Step, inverse: Inverse, signal: AbortSignal): Promise<boolean> {
    const start = this.#ports.clock.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#calls.send(scope, inverse);
        return true;
      } catch (error) {
        if (isCode(error, inverse.goneWhen)) return false;
        const late = this.#ports.clock.now() - start > holdSeconds * 1000;
        if (late || !isCode(error, inverse.retryOn)) throw error;
        await this.#ports.clock.sleep(pollDelaySeconds(attempt), signal);
      }
    }
  }

  #progress(step: Step, change: Partial<StepProgress>): Promise<Run> {
    const { failure: _, ...before } = progressOf(this.#run, step);
    return this.#update(withProgress(this.#run, step, { ...before, ...change }));
  }

  /** Shown before it is stored, so that a full disk does not leave the page behind. */
  async #update(run: Run): Promise<Run> {
    this.#run = run;
    this.#onChange(run);
    await this.#ports.journal.write(run);
    return run;
  }
}

const holdSeconds = 600;
/** What is in the way is there: it only has to be described. Most often it is somebody else's, which is soon said. */
const conflictSeconds = 10;

function adopted(outputs: StepProgress["outputs"]): Partial<StepProgress> {
  return { state: "called", answered: true, outputs };
}

import { type Failure, PrivateLinkError, toFailure } from "../core/model/failure.ts";
import type { Scope } from "../core/model/scope.ts";
import { readOutputs, refersToSteps, resolve } from "../core/plan/resolve.ts";
import {
  outputsOf,
  progressOf,
  type Run,
  type StepProgress,
  stepsToUndo,
  withProgress,
  withStatus,
} from "../core/plan/run.ts";
import type { Call, Inverse, Step, Wait } from "../core/plan/step.ts";
import { judge, pollDelaySeconds, settlingSeconds } from "../core/plan/wait.ts";
import type { AwsCalls } from "./aws.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal.ts";

export interface ExecutorPorts {
  readonly aws: AwsCalls;
  readonly journal: Pick<Journal, "write">;
  readonly clock: Clock;
}

/**
 * Applies plans step by step and takes them back. The journal is written before every call and after every answer. A call
 * that changes something is never cut off once it is sent, because nobody would know what it has made; cancelling ends
 * waits, and keeps the next call from being sent.
 */
export class Executor {
  readonly #ports: ExecutorPorts;
  readonly #onChange: (run: Run) => void;
  #run: Run;

  constructor(ports: ExecutorPorts, run: Run, onChange: (run: Run) => void) {
    this.#ports = ports;
    this.#run = run;
    this.#onChange = onChange;
  }

  /** Runs what is not done yet, from the first step on; also the way to resume. Never rejects for a failed step. */
  async apply(signal: AbortSignal): Promise<Run> {
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

  async #attempt(
    step: Step,
    failed: "failed" | "undoFailed",
    act: () => Promise<void>,
  ): Promise<Failure | undefined> {
    try {
      await act();
      return undefined;
    } catch (error) {
      const failure = toFailure(error);
      await this.#progress(step, { state: failed, failure, endedAt: this.#ports.clock.now() });
      return failure;
    }
  }

  async #applyStep(step: Step, signal: AbortSignal): Promise<void> {
    const { state, outputs, startedAt } = progressOf(this.#run, step);
    // AWS has answered before: only the wait is left.
    const answered = state === "called" || (state === "failed" && Object.keys(outputs).length > 0);
    if (!answered) {
      signal.throwIfAborted();
      await this.#progress(step, { state: "calling", startedAt: startedAt ?? this.#ports.clock.now() });
      await this.#progress(step, await this.#answerTo(step, signal));
    }
    if (step.wait !== undefined) await this.#wait(step.wait.scope ?? step.scope, step.wait, signal);
    await this.#progress(step, { state: "done", endedAt: this.#ports.clock.now() });
  }

  async #answerTo(step: Step, signal: AbortSignal): Promise<Partial<StepProgress>> {
    const start = this.#ports.clock.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.#call(step.scope, step);
        return { state: "called", outputs: readOutputs(step, answer) };
      } catch (error) {
        if (isCode(error, step.doneWhen ?? [])) return { state: "called", notOurs: true };
        if (!refersToSteps(step.input) || !this.#isSettling(error, start)) throw error;
        await this.#ports.clock.sleep(pollDelaySeconds(attempt), signal);
      }
    }
  }

  async #undoStep(step: Step, signal: AbortSignal): Promise<void> {
    const { inverse } = step;
    if (inverse === undefined) return;
    signal.throwIfAborted();
    await this.#progress(step, { state: "undoing" });
    const gone = await this.#callInverse(step.scope, inverse, signal);
    if (!gone && inverse.wait !== undefined) await this.#wait(step.scope, inverse.wait, signal);
    await this.#progress(step, { state: "undone", endedAt: this.#ports.clock.now() });
  }

  /** Returns whether it was gone already. */
  async #callInverse(scope: Scope, inverse: Inverse, signal: AbortSignal): Promise<boolean> {
    const start = this.#ports.clock.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#call(scope, inverse);
        return false;
      } catch (error) {
        if (isCode(error, inverse.goneWhen)) return true;
        const late = this.#ports.clock.now() - start > inverseTimeoutSeconds * 1000;
        if (late || !isCode(error, inverse.retryOn)) throw error;
        await this.#ports.clock.sleep(pollDelaySeconds(attempt), signal);
      }
    }
  }

  async #wait(scope: Scope, wait: Wait, signal: AbortSignal): Promise<void> {
    const start = this.#ports.clock.now();
    for (let attempt = 0; ; attempt += 1) {
      const verdict = await this.#poll(scope, wait, start);
      if (verdict === "done") return;
      const action = `${wait.service}:${wait.operation}`;
      if (verdict === "failed") {
        throw new PrivateLinkError({
          code: "conflict",
          action,
          message: `AWS reports ${wait.failWhen.join(" or ")}.`,
        });
      }
      if (this.#ports.clock.now() - start > (wait.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000) {
        const message = `Not ready after ${wait.timeoutSeconds} seconds.`;
        throw new PrivateLinkError({ code: "timedOut", action, message });
      }
      await this.#ports.clock.sleep(pollDelaySeconds(attempt), signal);
    }
  }

  async #poll(scope: Scope, wait: Wait, start: number) {
    try {
      return judge(wait, await this.#call(scope, wait));
    } catch (error) {
      const passes = error instanceof PrivateLinkError && error.retryable;
      if (passes || this.#isSettling(error, start)) return "waiting";
      throw error;
    }
  }

  /** AWS is eventually consistent: what was made a moment ago may not be found for up to a minute. */
  #isSettling(error: unknown, start: number): boolean {
    const isMissing = error instanceof PrivateLinkError && error.code === "notFound";
    return isMissing && this.#ports.clock.now() - start < settlingSeconds * 1000;
  }

  #call(scope: Scope, { service, operation, input }: Call): Promise<unknown> {
    const resolved = resolve(input, outputsOf(this.#run));
    return this.#ports.aws.call(scope, { service, operation, input: resolved }, new AbortController().signal);
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

const inverseTimeoutSeconds = 600;

/** ELBv2's codes end in `Exception` in the SDK and not on the wire. */
function isCode(error: unknown, codes: readonly string[]): boolean {
  const code = error instanceof PrivateLinkError ? error.failure.awsCode : undefined;
  return codes.some((each) => code === each || code === `${each}Exception`);
}

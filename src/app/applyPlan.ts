import { type Failure, PrivateLinkError, toFailure } from "../core/model/failure.ts";
import type { Scope } from "../core/model/scope.ts";
import { readOutputs, resolve } from "../core/plan/resolve.ts";
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
import { judge, pollDelaySeconds } from "../core/plan/wait.ts";
import type { AwsCalls } from "./aws.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal.ts";

export interface ExecutorPorts {
  readonly aws: AwsCalls;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Applies plans step by step and takes them back. The journal is written before every call and after every answer. */
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
      const failure = await this.#attempt(step, () => this.#applyStep(step, signal));
      if (failure !== undefined) return this.#update(withStatus(this.#run, "stopped"));
    }
    return this.#update(withStatus(this.#run, "done"));
  }

  /** Takes back what the run has made, newest first. Stops where AWS refuses, and can be asked again. */
  async undo(signal: AbortSignal): Promise<Run> {
    await this.#update(withStatus(this.#run, "undoing"));
    for (const step of stepsToUndo(this.#run)) {
      const failure = await this.#attempt(step, () => this.#undoStep(step, signal));
      if (failure !== undefined) return this.#update(withStatus(this.#run, "undoStopped"));
    }
    return this.#update(withStatus(this.#run, "undone"));
  }

  /** Leaves everything in place and ends the run. */
  async keep(): Promise<Run> {
    return this.#update(withStatus(this.#run, "kept"));
  }

  async #attempt(step: Step, act: () => Promise<void>): Promise<Failure | undefined> {
    try {
      await act();
      return undefined;
    } catch (error) {
      const failure = toFailure(error);
      await this.#progress(step, { state: "failed", failure, endedAt: this.#ports.clock.now() });
      return failure;
    }
  }

  async #applyStep(step: Step, signal: AbortSignal): Promise<void> {
    const { state, outputs, startedAt } = progressOf(this.#run, step);
    // AWS has answered before: only the wait is left.
    const answered = state === "called" || (state === "failed" && Object.keys(outputs).length > 0);
    if (!answered) {
      await this.#progress(step, { state: "calling", startedAt: startedAt ?? this.#ports.clock.now() });
      const answer = await this.#call(step.scope, step, signal);
      await this.#progress(step, { state: "called", outputs: readOutputs(step, answer) });
    }
    if (step.wait !== undefined) await this.#wait(step.scope, step.wait, signal);
    await this.#progress(step, { state: "done", endedAt: this.#ports.clock.now() });
  }

  async #undoStep(step: Step, signal: AbortSignal): Promise<void> {
    const { inverse } = step;
    if (inverse === undefined) return;
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
        await this.#call(scope, inverse, signal);
        return false;
      } catch (error) {
        const code = error instanceof PrivateLinkError ? (error.failure.awsCode ?? "") : "";
        if (matches(inverse.goneWhen, code)) return true;
        const late = this.#ports.clock.now() - start > inverseTimeoutSeconds * 1000;
        if (late || !matches(inverse.retryOn, code)) throw error;
        await this.#ports.clock.sleep(pollDelaySeconds(attempt), signal);
      }
    }
  }

  async #wait(scope: Scope, wait: Wait, signal: AbortSignal): Promise<void> {
    const start = this.#ports.clock.now();
    for (let attempt = 0; ; attempt += 1) {
      const verdict = judge(wait, await this.#call(scope, wait, signal));
      if (verdict === "done") return;
      const action = `${wait.service}:${wait.operation}`;
      if (verdict === "failed") {
        throw new PrivateLinkError({ code: "conflict", action, message: "AWS reports that it failed." });
      }
      if (this.#ports.clock.now() - start > wait.timeoutSeconds * 1000) {
        const message = `Not ready after ${wait.timeoutSeconds} seconds.`;
        throw new PrivateLinkError({ code: "timedOut", action, message });
      }
      await this.#ports.clock.sleep(pollDelaySeconds(attempt), signal);
    }
  }

  #call(scope: Scope, { service, operation, input }: Call, signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted();
    const resolved = resolve(input, outputsOf(this.#run));
    return this.#ports.aws.call(scope, { service, operation, input: resolved }, signal);
  }

  #progress(step: Step, change: Partial<StepProgress>): Promise<Run> {
    const { failure: _, ...before } = progressOf(this.#run, step);
    return this.#update(withProgress(this.#run, step, { ...before, ...change }));
  }

  async #update(run: Run): Promise<Run> {
    this.#run = run;
    await this.#ports.journal.write(run);
    this.#onChange(run);
    return run;
  }
}

const inverseTimeoutSeconds = 600;

/** ELBv2's codes end in `Exception` in the SDK and not on the wire. */
function matches(codes: readonly string[], code: string): boolean {
  return codes.some((each) => code === each || code === `${each}Exception`);
}

import { type FailureCode, PrivateLinkError, toFailure } from "../core/model/failure.ts";
import type { Scope } from "../core/model/scope.ts";
import { type Check, checkOf } from "../core/plan/preflight.ts";
import { type Outputs, readOutputs, resolve, seenBy } from "../core/plan/resolve.ts";
import type { Call, Find, Look, Step, Wait } from "../core/plan/step.ts";
import {
  failedState,
  judge,
  personPollDelaySeconds,
  pollDelaySeconds,
  settlingSeconds,
} from "../core/plan/wait.ts";
import type { AwsCalls } from "./aws.ts";
import type { Clock } from "./clock.ts";

/** The calls that steps are made of, with the outputs of earlier steps filled in. All reject with a `PrivateLinkError`. */
export class StepCalls {
  readonly #aws: AwsCalls;
  readonly #clock: Clock;
  readonly #outputs: () => Outputs;

  constructor(aws: AwsCalls, clock: Clock, outputs: () => Outputs) {
    this.#aws = aws;
    this.#clock = clock;
    this.#outputs = outputs;
  }

  /** One call, which is never cut off once it is sent: nobody would know what it has made. */
  send(scope: Scope, { service, operation, input }: Call, outputs = this.#outputs()): Promise<unknown> {
    const call = { service, operation, input: resolve(input, outputs) };
    return this.#aws.call(scope, call, new AbortController().signal);
  }

  /** Asks AWS, without making anything, whether a step's call would be allowed. */
  async check({ scope, service, operation, input }: Step): Promise<Check> {
    try {
      await this.send(scope, { service, operation, input: { ...input, DryRun: true } });
    } catch (error) {
      return checkOf(toFailure(error));
    }
    throw new Error(`${operation} has not taken notice of DryRun.`);
  }

  /** Polls until AWS has done what the wait is for; slowly while it is a person's turn. */
  async wait(acting: Scope, wait: Wait, signal: AbortSignal): Promise<void> {
    const { scope = acting, timeoutSeconds = Number.POSITIVE_INFINITY } = wait;
    const start = this.#clock.now();
    for (let attempt = 0; ; attempt += 1) {
      const verdict = await this.#poll(scope, wait, start);
      if (verdict === "done") return;
      const action = `${wait.service}:${wait.operation}`;
      if (this.#clock.now() - start > timeoutSeconds * 1000) {
        const message = `Not ready after ${timeoutSeconds} seconds.`;
        throw new PrivateLinkError({ code: "timedOut", action, message });
      }
      const isPersons = verdict === "waitingForPerson";
      await this.#clock.sleep(
        isPersons ? personPollDelaySeconds(attempt) : pollDelaySeconds(attempt),
        signal,
      );
    }
  }

  /** What a step has made, as its outputs; nothing when there is none that carries the plan's tag. */
  async find({ id, scope }: Step, find: Find): Promise<Outputs[string] | undefined> {
    for (const thing of await this.#look(scope, find)) {
      const outputs = readOutputs(find.outputs, thing);
      if (await this.#isOurs(scope, find, { ...this.#outputs(), [id]: outputs })) return outputs;
    }
    return undefined;
  }

  /** Looks again for so many seconds, and at least once. */
  async findWithin(seconds: number, step: Step, find: Find, signal: AbortSignal) {
    const end = this.#clock.now() + seconds * 1000;
    for (let attempt = 0; ; attempt += 1) {
      const found = await this.find(step, find);
      if (found !== undefined || this.#clock.now() >= end) return found;
      await this.#clock.sleep(pollDelaySeconds(attempt), signal);
    }
  }

  /** Whether there is anything of what a look means. */
  async sees(scope: Scope, look: Look): Promise<boolean> {
    return (await this.#look(scope, look)).length > 0;
  }

  /** Whether what a step's answer names carries the plan's tag, where it could be somebody else's. */
  isOurs({ id, scope, find }: Step, outputs: Outputs[string] = {}): Promise<boolean> {
    return this.#isOurs(scope, find, { ...this.#outputs(), [id]: outputs });
  }

  async #isOurs(scope: Scope, find: Find | undefined, outputs: Outputs): Promise<boolean> {
    return find?.owner === undefined || (await this.#look(scope, find.owner, outputs)).length > 0;
  }

  async #look(scope: Scope, look: Look, outputs = this.#outputs()): Promise<readonly unknown[]> {
    try {
      return seenBy(look, await this.send(scope, look, outputs));
    } catch (error) {
      if (isCode(error, look.noneWhen)) return [];
      throw error;
    }
  }

  async #poll(scope: Scope, wait: Wait, start: number) {
    try {
      const answer = await this.send(scope, wait);
      const verdict = judge(wait, answer);
      if (verdict !== "failed") return verdict;
      const action = `${wait.service}:${wait.operation}`;
      const state = failedState(wait, answer) ?? "";
      throw new PrivateLinkError({ code: "wrongState", action, message: "", state });
    } catch (error) {
      // Days may pass: whoever waits signs in again some time, and the answer can wait for that.
      if (wait.personEnds !== undefined && isSignedOut(error)) return "waitingForPerson";
      const passes = error instanceof PrivateLinkError && error.retryable;
      if (passes || (isMissing(error) && this.#clock.now() - start < settlingSeconds * 1000))
        return "waiting";
      throw error;
    }
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof PrivateLinkError && signedOut.includes(error.code);
}

const signedOut: readonly FailureCode[] = ["credentialsExpired", "credentialsMissing", "signInNeeded"];

/** ELBv2's codes end in `Exception` in the SDK and not on the wire. */
export function isCode(error: unknown, codes: readonly string[]): boolean {
  const code = error instanceof PrivateLinkError ? error.failure.awsCode : undefined;
  return codes.some((each) => code === each || code === `${each}Exception`);
}

/** AWS has not heard yet of what an earlier step made: it finds nothing, or says so in words of its own. */
export function isUnheard(error: unknown, { unheard }: Step): boolean {
  if (isMissing(error)) return true;
  return (
    unheard !== undefined &&
    isCode(error, [unheard.code]) &&
    error instanceof PrivateLinkError &&
    error.message.includes(unheard.words)
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof PrivateLinkError && error.code === "notFound";
}

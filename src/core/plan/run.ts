import type { Failure, FailureCode } from "../model/failure.ts";
import type { Checks } from "./preflight.ts";
import type { Outputs } from "./resolve.ts";
import type { Plan, Step } from "./step.ts";

/**
 * How far one step has come. `waiting` means that the call waits for a person to act before it; `called` means AWS has answered and the step's wait is still open; a resumed run goes on
 * with the wait and does not call again.
 */
export type StepState =
  | "pending"
  | "waiting"
  | "calling"
  | "called"
  | "done"
  | "failed"
  | "undoing"
  | "undoFailed"
  | "undone";

export interface StepProgress {
  readonly state: StepState;
  readonly outputs: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly failure?: Failure;
  /**
   * Whether AWS's answer is known: false from the moment the call goes out, so that whoever finds the run looks whether
   * something was made. Absent when nothing went out, or AWS has refused it.
   */
  readonly answered?: boolean;
  /** It was there before the plan came: an undo must leave it. */
  readonly notOurs?: boolean;
}

/**
 * `checking` makes nothing: it asks AWS what would be allowed. `stopped` can be resumed, undone or kept. Once an undo has begun there is no way forward again: what it has deleted
 * would have to be made anew under the same names and tokens, so `undoStopped` can only be undone further or kept.
 */
export type RunStatus =
  | "checking"
  | "running"
  | "stopped"
  | "done"
  | "undoing"
  | "undoStopped"
  | "undone"
  | "kept";

/** A plan being applied: what the journal holds and the page shows. */
export interface Run {
  readonly plan: Plan;
  readonly status: RunStatus;
  readonly progress: Readonly<Record<string, StepProgress>>;
  /** What the dry runs before the first call have said. */
  readonly checks?: Checks;
}

export function startRun(plan: Plan): Run {
  const fresh: StepProgress = { state: "pending", outputs: {} };
  return {
    plan,
    status: "running",
    progress: Object.fromEntries(plan.steps.map(({ id }) => [id, fresh])),
  };
}

export function progressOf(run: Run, { id }: Step): StepProgress {
  return run.progress[id] ?? { state: "pending", outputs: {} };
}

/** When anything last happened in a run, as far as its steps tell: epoch milliseconds, 0 before the first call. */
export function lastMoment({ progress }: Run): number {
  return Math.max(
    ...Object.values(progress).map(({ startedAt = 0, endedAt = 0 }) => Math.max(startedAt, endedAt)),
    0,
  );
}

export function withStatus(run: Run, status: RunStatus): Run {
  return { ...run, status };
}

export function withProgress(run: Run, { id }: Step, progress: StepProgress): Run {
  return { ...run, progress: { ...run.progress, [id]: progress } };
}

/** A run as its journal was found by a window that did not apply it: whatever it says, nobody goes on with it. */
export function interrupted(run: Run): Run {
  const statuses: Partial<Record<RunStatus, RunStatus>> = {
    checking: "stopped",
    running: "stopped",
    undoing: "undoStopped",
  };
  const status = statuses[run.status];
  if (status === undefined) return run;
  const failure: Failure = { code: "interrupted", message: "" };
  const open: Partial<Record<StepState, StepState>> = {
    waiting: "failed",
    calling: "failed",
    called: "failed",
    undoing: "undoFailed",
  };
  const progress = Object.entries(run.progress).map(([id, step]): [string, StepProgress] => {
    const state = open[step.state];
    return [id, state === undefined ? step : { ...step, state, failure }];
  });
  return { ...run, status, progress: Object.fromEntries(progress) };
}

/** The step before which a person has to act: nothing is under way, so any window can go on with the run at any time. */
export function waitingStep(run: Run): Step | undefined {
  if (run.status !== "running") return undefined;
  return run.plan.steps.find((step) => progressOf(run, step).state === "waiting");
}

/** Somebody is at it. */
export function isBusy({ status }: Pick<Run, "status">): boolean {
  return status === "checking" || status === "running" || status === "undoing";
}

/** It asks nothing of the user any more. */
export function isEnded({ status }: Run): boolean {
  return status === "done" || status === "undone" || status === "kept";
}

/** Outputs of all steps that AWS has answered. */
export function outputsOf({ progress }: Run): Outputs {
  return Object.fromEntries(Object.entries(progress).map(([id, { outputs }]) => [id, outputs]));
}

export function doneCount(run: Run): number {
  return run.plan.steps.filter((step) => progressOf(run, step).state === "done").length;
}

/** Steps that have left something in the account, or may have, newest first: what an undo works through. */
export function stepsToUndo(run: Run): readonly Step[] {
  return run.plan.steps
    .filter((step) => step.inverse !== undefined && mayHaveTakenEffect(progressOf(run, step)))
    .toReversed();
}

/** Something that a step has made; without an id when nobody knows whether it did. */
export interface Made {
  readonly step: Step;
  readonly id?: string;
}

/** What exists of a run in the account, newest first. */
export function madeSoFar(run: Run): readonly Made[] {
  return stepsToUndo(run).flatMap((step) => {
    const { answered, failure, outputs } = progressOf(run, step);
    const [id] = Object.values(outputs);
    if (answered === true) return id === undefined ? [] : [{ step, id }];
    // What is in the way was looked at, and is not this plan's. An undo looks once more.
    return failure?.code === "conflict" ? [] : [{ step }];
  });
}

function mayHaveTakenEffect({ state, answered, notOurs }: StepProgress): boolean {
  return answered !== undefined && state !== "undone" && notOurs !== true;
}

/**
 * AWS says that it has not done it. Everything else may hide a lost answer: the SDK repeats a call whose connection
 * broke, and then a conflict, or being throttled, is all that is heard of one that has worked.
 */
export function isRefusal({ code }: Failure): boolean {
  return refusals.includes(code);
}

const refusals: readonly FailureCode[] = [
  "accessDenied",
  "credentialsExpired",
  "credentialsMissing",
  "invalid",
  "invalidServiceName",
  "limit",
  "notFound",
  "signInNeeded",
];

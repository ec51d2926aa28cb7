import type { Failure, FailureCode } from "../core/model/failure.ts";
import type { Run, StepState } from "../core/plan/run.ts";
import type { Plan, Step } from "../core/plan/step.ts";
import { failureTitle } from "./failures.ts";
import { counted, dollars, personSentence, waitDuration, waitSentence } from "./plan.ts";

/** Words of the column that shows the plan. */
export const planTexts = {
  outdated: "The plan has changed since it was shown. Nothing was applied: look at it, then apply it.",
  title: "Plan",
  missing: "The plan appears when every section is complete.",
  cost: "Fixed cost per month",
  costEnds: "Fixed cost per month that ends",
  irreversible:
    "None of this can be undone. What is deleted can only be made anew, with other ids and DNS names.",
  goesOn: "The plan goes on by itself then, also after a restart.",
  permissions: "IAM actions",
  show: "Show plan",
} as const;

/** IAM actions by what is known of them; each line stands above their names. */
export const permissionTexts = {
  allowed: (count: number) => `${count} allowed, checked by dry run`,
  denied: (count: number) => `${count} not allowed`,
  unseen: (count: number) => `${count} not seen, no dry run exists`,
  notAsked: (count: number) => `${count} needed; Apply checks first what a dry run can tell`,
  supporting: (count: number) => `${count} more to wait, look and undo`,
} as const;

/** Every call of a plan has an inverse, changes nothing, or goes away with what another call made. */
export function planSummary({ flow, steps }: Plan): string {
  return `${counted(steps.length, "call")}, ${flow === "tearDown" ? "none" : "all"} can be undone`;
}

export function applyLabel({ steps }: Plan): string {
  return `Apply ${counted(steps.length, "call")}`;
}

/** Calls and cost in one line. USD a month. */
export function planInShort({ flow, steps }: Plan, monthly: number): string {
  const cost = `${counted(steps.length, "call")}, ${dollars(monthly)} a month`;
  return flow === "tearDown" ? `${cost} less, cannot be undone` : cost;
}

export function planAnnouncement(plan: Plan, monthly: number): string {
  return `The plan is complete: ${planInShort(plan, monthly)}.`;
}

/** What the estimate stands on, and what it leaves out; `zone` is what an endpoint costs per zone and month. */
export function costNote(flow: Plan["flow"], source: string, date: string, zone: number): string {
  const more: Record<Plan["flow"], string> = {
    change: "",
    publish: `Each consumer pays ${dollars(zone)} per Availability Zone.`,
    tester: "The tester ends by itself; endpoints to Systems Manager are billed until they are torn down.",
    connect: "Billed from creation, also while waiting for acceptance.",
    tearDown:
      "Other instance types than the sample's are not counted; each consumer pays for its own endpoint.",
  };
  return `Estimate, ${source} of ${date}. Traffic is extra. ${more[flow]}`.trimEnd();
}

/** Plans of the same wizard that are not shown. */
export const asideTexts = {
  title: "Beside this",
  form: "A form that is not applied yet",
  show: "Show",
  showPlan: (title: string) => `Show: ${title}`,
  another: "Connect to another meanwhile",
} as const;

export const stepStates: Record<StepState, string> = {
  pending: "Not started",
  waiting: "Waiting for acceptance",
  calling: "Calling",
  called: "Waiting",
  done: "Done",
  failed: "Failed",
  undoing: "Undoing",
  undoFailed: "Undoing failed",
  undone: "Undone",
};

/** The call of the moment, or what it waits for and how long that usually takes. */
export function stepSentence(step: Step, state: StepState): string {
  if (state === "waiting") return `${personSentence(step)} ${planTexts.goesOn}`;
  if (state !== "called" || step.wait === undefined) return `${stepStates[state]}: ${step.operation}`;
  return `${waitSentence(step.wait)}, usually ${waitDuration(step.wait)}`;
}

/** Our two words for it and AWS's own. */
export function failureLine(failure: Failure): string {
  return failure.awsCode === undefined
    ? failureTitle(failure)
    : `${failureTitle(failure)}: ${failure.awsCode}`;
}

export function doneOf(done: number, all: number): string {
  return `${done} of ${all} done`;
}

export function undoneOf(undone: number, all: number): string {
  return `${undone} of ${all} undone`;
}

/** AWS has answered no; all other failures are no answer to the question. */
const refusals: readonly FailureCode[] = [
  "accessDenied",
  "conflict",
  "invalid",
  "invalidServiceName",
  "limit",
];

/** What happened to the step that stopped a run. */
export function stopHeading({ operation }: Step, { code, state }: Failure): string {
  if (code === "aborted") return `Cancelled at ${operation}`;
  if (code === "wrongState") return `Stopped at ${operation}: AWS reports ${state}`;
  return `${operation} ${refusals.includes(code) ? "was refused" : "failed"}`;
}

export function undoStopHeading({ operation }: Step): string {
  return `What ${operation} made could not be taken back`;
}

export function stoppedAt(call: number, { plan }: Run): string {
  return `Stopped at call ${call} of ${plan.steps.length}`;
}

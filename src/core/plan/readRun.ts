import type { Run, RunStatus, StepState } from "./run.ts";
import type { Plan, Step } from "./step.ts";

/*
 * What a journal's file holds is checked before anything is done with it: somebody else may have written it, and its
 * calls are going to be sent. Only known operations are ever sent, whatever a file says.
 */

const statuses: Readonly<Record<RunStatus, true>> = {
  checking: true,
  running: true,
  stopped: true,
  done: true,
  undoing: true,
  undoStopped: true,
  undone: true,
  kept: true,
};

const states: Readonly<Record<StepState, true>> = {
  pending: true,
  waiting: true,
  calling: true,
  called: true,
  done: true,
  failed: true,
  undoing: true,
  undoFailed: true,
  undone: true,
};

const services: Readonly<Record<Step["service"], true>> = {
  ec2: true,
  elasticloadbalancing: true,
  iam: true,
  ssm: true,
};
const flows: Readonly<Record<Plan["flow"], true>> = {
  publish: true,
  connect: true,
  tearDown: true,
  tester: true,
  change: true,
};

/** A run as a file has it; nothing when it does not have the shape of one. */
export function readRun(content: unknown): Run | undefined {
  return isRun(content) ? content : undefined;
}

function isRun(value: unknown): value is Run {
  if (!isRecord(value) || !isOneOf(statuses, value["status"])) return false;
  const { plan, progress, checks = {} } = value;
  if (!isRecord(plan) || !isRecord(progress) || !isRecord(checks)) return false;
  const { id, name, flow, steps } = plan;
  return (
    isText(id) &&
    isText(name) &&
    isOneOf(flows, flow) &&
    Array.isArray(steps) &&
    steps.every(isStep) &&
    Object.values(progress).every(isProgress) &&
    Object.values(checks).every((check) => isRecord(check) && isText(check["verdict"]))
  );
}

function isStep(value: unknown): boolean {
  if (!isCall(value) || !isRecord(value["subject"])) return false;
  const { id, scope, subject, outputs, permissions, before, wait, find, inverse, doneWhen, known, unheard } =
    value;
  return (
    isText(id) &&
    isScope(scope) &&
    isRecord(subject) &&
    isText(subject["code"]) &&
    isTexts(outputs) &&
    isTextList(permissions) &&
    (doneWhen === undefined || isTextList(doneWhen)) &&
    (known === undefined || isTexts(known)) &&
    (unheard === undefined || isTexts(unheard)) &&
    (before === undefined || isWait(before)) &&
    (wait === undefined || isWait(wait)) &&
    (find === undefined || isFind(find)) &&
    (inverse === undefined || isInverse(inverse))
  );
}

function isWait(value: unknown): boolean {
  if (!isCall(value)) return false;
  const { path, reason, scope, among, until, failWhen, personEnds, timeoutSeconds } = value;
  return (
    isText(path) &&
    isText(reason) &&
    (among === undefined || isTextList(among)) &&
    isTextList(until) &&
    isTextList(failWhen) &&
    (personEnds === undefined || isTextList(personEnds)) &&
    (scope === undefined || isScope(scope)) &&
    (timeoutSeconds === undefined || typeof timeoutSeconds === "number")
  );
}

function isScope(value: unknown): boolean {
  return isRecord(value) && isText(value["profile"]) && isText(value["region"]);
}

function isLook(value: unknown): value is Record<string, unknown> {
  return isCall(value) && isText(value["path"]) && isRecord(value["where"]) && isTextList(value["noneWhen"]);
}

function isFind(value: unknown): boolean {
  return (
    isLook(value) && isTexts(value["outputs"]) && (value["owner"] === undefined || isLook(value["owner"]))
  );
}

function isInverse(value: unknown): boolean {
  if (!isCall(value)) return false;
  const { goneWhen, retryOn, unless, wait } = value;
  return (
    isTextList(goneWhen) &&
    isTextList(retryOn) &&
    (unless === undefined || isLook(unless)) &&
    (wait === undefined || isWait(wait))
  );
}

function isCall(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  return isOneOf(services, value["service"]) && isText(value["operation"]) && isRecord(value["input"]);
}

function isProgress(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { state, outputs, failure, answered } = value;
  const isFailure = isRecord(failure) && isText(failure["code"]) && isText(failure["message"]);
  return (
    isOneOf(states, state) &&
    isTexts(outputs) &&
    (answered === undefined || typeof answered === "boolean") &&
    (failure === undefined || isFailure)
  );
}

function isOneOf(known: Readonly<Record<string, true>>, value: unknown): boolean {
  return typeof value === "string" && Object.hasOwn(known, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isTexts(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isText);
}

import type { FailureCode } from "../model/failure.ts";
import {
  isAbsentOr,
  isFlag,
  isNumber,
  isOneOf,
  isRecord,
  isText,
  isTextList,
  isTexts,
  type Known,
} from "./guards.ts";
import type { Check } from "./preflight.ts";
import { isCost, isSubject } from "./readSubject.ts";
import type { Run, RunStatus, StepState } from "./run.ts";
import type { Plan, Step, WaitReason } from "./step.ts";

/*
 * What a journal's file holds is checked before anything is done with it: somebody else may have written it, and its
 * calls are going to be sent. Only known operations are ever sent, whatever a file says.
 */

const statuses: Known<RunStatus> = {
  checking: true,
  running: true,
  stopped: true,
  done: true,
  undoing: true,
  undoStopped: true,
  undone: true,
  kept: true,
};

const states: Known<StepState> = {
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

const services: Known<Step["service"]> = {
  ec2: true,
  elasticloadbalancing: true,
  iam: true,
  ssm: true,
};
const flows: Known<Plan["flow"]> = {
  publish: true,
  connect: true,
  tearDown: true,
  tester: true,
  change: true,
};

const verdicts: Known<Check["verdict"]> = { allowed: true, denied: true, unclear: true };
const reasons: Known<WaitReason> = {
  agentOnline: true,
  accepted: true,
  connectionAvailable: true,
  gatewayAvailable: true,
  instanceRunning: true,
  loadBalancerActive: true,
  targetsHealthy: true,
  serviceAvailable: true,
  endpointCreated: true,
  endpointDeleted: true,
  connectionsRejected: true,
  serviceDeleted: true,
  loadBalancerDeleted: true,
  instanceStopped: true,
  instanceTerminated: true,
  nameVerified: true,
};
const failureCodes: Known<FailureCode> = {
  aborted: true,
  accessDenied: true,
  conflict: true,
  credentialsExpired: true,
  credentialsMissing: true,
  interrupted: true,
  invalid: true,
  invalidServiceName: true,
  limit: true,
  network: true,
  notFound: true,
  signInNeeded: true,
  throttled: true,
  timedOut: true,
  unavailable: true,
  unknown: true,
  wrongState: true,
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
    Object.values(checks).every(isCheck)
  );
}

function isStep(value: unknown): boolean {
  if (!isCall(value)) return false;
  const { id, scope, subject, outputs, permissions, before, wait, find, inverse, cost } = value;
  const { doneWhen, retryOn, known, unheard } = value;
  return (
    isText(id) &&
    isScope(scope) &&
    isSubject(subject) &&
    isTexts(outputs) &&
    isTextList(permissions) &&
    isAbsentOr(isTextList)(doneWhen) &&
    isAbsentOr(isTextList)(retryOn) &&
    isAbsentOr(isTexts)(known) &&
    isAbsentOr(isTexts)(unheard) &&
    isAbsentOr(isWait)(before) &&
    isAbsentOr(isWait)(wait) &&
    isAbsentOr(isFind)(find) &&
    isAbsentOr(isInverse)(inverse) &&
    isAbsentOr(isCost)(cost)
  );
}

function isWait(value: unknown): boolean {
  if (!isCall(value)) return false;
  const { path, reason, scope, among, until, enough, failWhen, personEnds, timeoutSeconds } = value;
  return (
    isText(path) &&
    isOneOf(reasons, reason) &&
    isAbsentOr(isTextList)(among) &&
    isTextList(until) &&
    (enough === undefined || enough === "any") &&
    isTextList(failWhen) &&
    isAbsentOr(isTextList)(personEnds) &&
    isAbsentOr(isScope)(scope) &&
    isAbsentOr(isNumber)(timeoutSeconds)
  );
}

function isScope(value: unknown): boolean {
  return isRecord(value) && isText(value["profile"]) && isText(value["region"]);
}

function isLook(value: unknown): value is Record<string, unknown> {
  return isCall(value) && isText(value["path"]) && isRecord(value["where"]) && isTextList(value["noneWhen"]);
}

function isFind(value: unknown): boolean {
  return isLook(value) && isTexts(value["outputs"]) && isAbsentOr(isLook)(value["owner"]);
}

function isInverse(value: unknown): boolean {
  if (!isCall(value)) return false;
  const { goneWhen, retryOn, unless, wait } = value;
  return (
    isTextList(goneWhen) && isTextList(retryOn) && isAbsentOr(isLook)(unless) && isAbsentOr(isWait)(wait)
  );
}

function isCall(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  return isOneOf(services, value["service"]) && isText(value["operation"]) && isRecord(value["input"]);
}

function isProgress(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { state, outputs, startedAt, endedAt, failure, answered, notOurs } = value;
  return (
    isOneOf(states, state) &&
    isTexts(outputs) &&
    isAbsentOr(isNumber)(startedAt) &&
    isAbsentOr(isNumber)(endedAt) &&
    isAbsentOr(isFailure)(failure) &&
    isAbsentOr(isFlag)(answered) &&
    isAbsentOr(isFlag)(notOurs)
  );
}

/** A no, or no answer, comes with AWS's words. */
function isCheck(value: unknown): boolean {
  if (!isRecord(value) || !isOneOf(verdicts, value["verdict"])) return false;
  return value["verdict"] === "allowed" || isFailure(value["failure"]);
}

function isFailure(value: unknown): boolean {
  return isRecord(value) && isOneOf(failureCodes, value["code"]) && isText(value["message"]);
}

import type { Failure } from "../model/failure.ts";
import { refersToSteps } from "./resolve.ts";
import { progressOf, type Run, withProgress } from "./run.ts";
import type { Plan, Step } from "./step.ts";

/** What a dry run has said of a step. Whatever has none was not checked. */
export type Check =
  | { readonly verdict: "allowed" }
  | { readonly verdict: "denied"; readonly failure: Failure }
  /** AWS has answered neither yes nor no. */
  | { readonly verdict: "unclear"; readonly failure: Failure };

/** By step. */
export type Checks = Readonly<Record<string, Check>>;

/**
 * Operations that honour `DryRun`. Others ignore a parameter they do not know, and act; hence a list of those that are
 * known to have it, and none of those that have not.
 */
export const dryRunOperations: readonly string[] = [
  "AcceptVpcEndpointConnections",
  "AuthorizeSecurityGroupEgress",
  "AuthorizeSecurityGroupIngress",
  "CreateNetworkAclEntry",
  "CreateSecurityGroup",
  "CreateTags",
  "CreateVpcEndpoint",
  "CreateVpcEndpointConnectionNotification",
  "CreateVpcEndpointServiceConfiguration",
  "DeleteNetworkAclEntry",
  "DeleteSecurityGroup",
  "DeleteTags",
  "DeleteVpcEndpointConnectionNotifications",
  "DeleteVpcEndpointServiceConfigurations",
  "DeleteVpcEndpoints",
  "ModifyVpcEndpoint",
  "ModifyVpcEndpointServiceConfiguration",
  "ModifyVpcEndpointServicePayerResponsibility",
  "ModifyVpcEndpointServicePermissions",
  "RejectVpcEndpointConnections",
  "RevokeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
  "RunInstances",
  "StartInstances",
  "StartVpcEndpointServicePrivateDnsVerification",
  "StopInstances",
  "TerminateInstances",
];

/** The steps that a dry run can say something about: not sent yet, and with an input that is known already. */
export function stepsToCheck(run: Run): readonly Step[] {
  return run.plan.steps.filter(
    (step) =>
      step.service === "ec2" &&
      dryRunOperations.includes(step.operation) &&
      !refersToSteps(step.input) &&
      progressOf(run, step).answered === undefined,
  );
}

/** A dry run always ends with an error; these are the two that answer the question. */
export function checkOf(failure: Failure): Check {
  if (failure.awsCode === "DryRunOperation") return { verdict: "allowed" };
  return { verdict: failure.code === "accessDenied" ? "denied" : "unclear", failure };
}

/** What was not allowed stands as failed, so that the run stops there; what was not allowed before may be now. */
export function withCheck(run: Run, step: Step, check: Check, endedAt: number): Run {
  const checked = { ...run, checks: { ...run.checks, [step.id]: check } };
  const progress =
    check.verdict === "denied"
      ? ({ state: "failed", outputs: {}, failure: check.failure, endedAt } as const)
      : ({ state: "pending", outputs: {} } as const);
  return withProgress(checked, step, progress);
}

/** The IAM actions of a plan's calls, by what is known of them. */
export function permissionsByVerdict({ steps }: Plan, checks: Checks = {}) {
  const denied = [...new Set(steps.flatMap(({ id }) => missingAction(checks[id]) ?? []))];
  const passed = actionsOf(steps.filter(({ id }) => checks[id]?.verdict === "allowed"));
  const allowed = passed.filter((action) => !denied.includes(action));
  const unseen = actionsOf(steps).filter((action) => ![...denied, ...allowed].includes(action));
  return { allowed, denied, unseen };
}

/** What a plan needs beside its own calls: to wait, to look for what was made, and to take it back. */
export function supportingPermissions({ steps }: Plan): readonly string[] {
  const calls = steps.flatMap(({ before, wait, find, inverse }) => [
    before,
    wait,
    find,
    find?.owner,
    inverse,
    inverse?.wait,
    inverse?.unless,
  ]);
  return [
    ...new Set(calls.flatMap((call) => (call === undefined ? [] : [`${call.service}:${call.operation}`]))),
  ];
}

/** The IAM actions that AWS has said are missing: a call may need more than its own, such as `ec2:CreateTags`. */
export function missingPermissions(run: Run): readonly string[] {
  const failures = run.plan.steps.flatMap((step) => progressOf(run, step).failure ?? []);
  const denied = failures.filter(({ code }) => code === "accessDenied");
  return [...new Set(denied.flatMap((failure) => deniedAction(failure) ?? []))];
}

/** A statement for an IAM policy that gives what is missing. */
export function policyStatement(actions: readonly string[]): string {
  const Statement = [{ Effect: "Allow", Action: actions, Resource: "*" }];
  return JSON.stringify({ Version: "2012-10-17", Statement }, undefined, 2);
}

function actionsOf(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.flatMap(({ permissions }) => permissions))];
}

function missingAction(check: Check | undefined): string | undefined {
  return check?.verdict === "denied" ? deniedAction(check.failure) : undefined;
}

/** AWS names the action in its words, where it does not encode them. */
function deniedAction({ action, message }: Failure): string | undefined {
  return /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message)?.[1] ?? action;
}

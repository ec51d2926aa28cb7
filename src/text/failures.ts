import type { Failure, FailureCode } from "../core/model/failure.ts";
import { failedStateWords } from "./failedStates.ts";

const titles: Record<Exclude<FailureCode, "wrongState">, string> = {
  aborted: "Cancelled",
  accessDenied: "Not allowed",
  conflict: "In the way",
  credentialsExpired: "Credentials have expired",
  credentialsMissing: "No credentials",
  interrupted: "Interrupted",
  invalid: "Refused",
  invalidServiceName: "Service not found or not permitted",
  limit: "Limit reached",
  network: "AWS cannot be reached",
  notFound: "Not found",
  signInNeeded: "Sign-in needed",
  throttled: "Throttled",
  timedOut: "Timed out",
  unavailable: "AWS is unavailable",
  unknown: "Failed",
};

/** Two or three words for a row. */
export function failureTitle(failure: Failure): string {
  return failure.code === "wrongState" ? failedStateWords(failure).title : titles[failure.code];
}

/** What it means and what to do, in a sentence or two; AWS's own words are quoted beside it. */
export function failureAdvice(failure: Failure): string {
  const profile = failure.profile ?? "the profile";
  const advice: Record<FailureCode, string> = {
    aborted: "Nothing more was called.",
    accessDenied: `${failure.action ?? "This call"} is not allowed for ${profile}. Ask for the permission, then try again.`,
    conflict: "Another resource still uses it, or one with the same name exists.",
    credentialsExpired: `Renew the credentials of ${profile}, then try again.`,
    credentialsMissing: `${profile} has no usable credentials. Check it in the AWS config and credentials files, then try again.`,
    interrupted: "The window was closed or reloaded while the plan ran. Resume goes on from here.",
    invalid: "AWS does not accept these values.",
    invalidServiceName:
      "The name is wrong, the service is in another Region or deleted, or this account is not an allowed principal.",
    limit: "A quota of the account is used up. Delete something or ask AWS for a higher quota.",
    network: "Check the network, the proxy and the Region's name, then try again.",
    notFound: "It was deleted, or it is in another Region.",
    signInNeeded: `Run "aws sso login --profile ${profile}", then try again.`,
    throttled: "Too many calls at once in this account or organization. Try again in a minute.",
    timedOut: "It took longer than it should. Try again, or look at the resource in AWS.",
    unavailable: "Try again in a minute.",
    unknown: "See the PrivateLink log for details.",
    wrongState: failedStateWords(failure).advice,
  };
  return advice[failure.code];
}

/** A failure in one sentence: what happened, what to do, and AWS's own words. */
export function failureSentence(failure: Failure): string {
  const words = failure.message === "" ? "" : ` (${failure.message})`;
  return `${failureTitle(failure)}. ${failureAdvice(failure)}${words}`;
}

import type { ZoneService } from "../core/wizard/form.ts";
import { counted } from "./plan.ts";

/** Words that several pages share. */
export const pageTexts = {
  answers: "Answers",
  awsSays: "AWS says",
  cancel: "Cancel",
  choose: "Choose…",
  copy: "Copy",
  copyRequest: "Copy a request for the provider",
  inferred: "inferred",
  locked: "Locked since Apply",
  nothingToChoose: "Nothing to choose from",
  lookAgain: "Look again",
  startOver: "Reset all answers to proposals",
  reading: "Reading…",
  sandbox: "SANDBOX",
  zoneId: "AZ ID",
  zoneService: "Service",
  zoneSubnet: "Your subnet",
} as const;

/** Where calls go when they do not go to AWS. */
export function endpointBadge(host: string): string {
  return `endpoint ${host}`;
}

/** What to do when no profile is open. */
export const noScopes = {
  title: "No profile is open",
  startSandbox: "Start the sandbox",
  startSandboxHint:
    "An AWS of its own on this machine, with two accounts. It needs no AWS account and costs nothing.",
  chooseScopes: "Choose profiles and Regions",
  chooseScopesHint: "From your AWS config and credentials files.",
} as const;

/** How long something took: `40 ms`, `1.6 s`, `12 s`, `3 min 8 s`. Milliseconds in. */
export function elapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : elapsedSoFar(milliseconds);
}

/** How long something has been running, in whole seconds, because it grows while it is read; people may take days. Milliseconds in. */
export function elapsedSoFar(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return `${seconds} s`;
  if (hours === 0) return `${minutes} min ${seconds % 60} s`;
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** AWS's answer to one call as its support asks for it. */
export function answerLine(requestId: string, httpStatus: number | undefined): string {
  return httpStatus === undefined
    ? `Request id ${requestId}`
    : `HTTP ${httpStatus} · request id ${requestId}`;
}

export function lines(text: string): string {
  return counted(text.trimEnd().split("\n").length, "line");
}

/** Whether an endpoint can be in a zone. */
export const zoneStates: Record<ZoneService, string> = {
  notCrossRegion: "Not across Regions",
  notOffered: "Not offered",
  offered: "Offered",
  unknown: "Not known yet",
};

/** This account's own name for a zone. */
export function zoneAlias(name: string): string {
  return `you call it ${name}`;
}

export function subnetIn(zoneId: string): string {
  return `Subnet in ${zoneId}`;
}
